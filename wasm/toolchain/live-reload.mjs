// Makes a served page reload itself: a script added to index.html waits for the server's word.
import { readFile } from 'node:fs/promises';
import { resolveFile } from './serve.mjs';

const script = `new EventSource('live-reload').addEventListener('message', () => location.reload());`;

/** Returns { intercept, reload }: the first for serve(), the second tells every open page. */
export function liveReload(folder) {
  const pages = new Set();
  return {
    reload() {
      for (const page of pages) page.write('data: reload\n\n');
    },
    async intercept(request, response, headers) {
      const pathname = request.url.split('?')[0];
      if (pathname === '/live-reload') {
        response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
        response.write('\n');
        pages.add(response);
        response.on('close', () => pages.delete(response));
        return true;
      }
      if (pathname === '/live-reload.js') {
        response.writeHead(200, { ...headers, 'Content-Type': 'text/javascript' }).end(script);
        return true;
      }
      if (pathname !== '/' && pathname !== '/index.html') return false;
      const found = await resolveFile(folder, request.url);
      if (!found) return false;
      const html = await readFile(found.file, 'utf8');
      const withScript = html.replace('</head>', '<script src="live-reload.js"></script></head>');
      response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8' });
      response.end(withScript);
      return true;
    },
  };
}
