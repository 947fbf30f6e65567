// A static file server on loopback, cross-origin isolated so that threads work.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve, sep } from 'node:path';
import { contentType } from './mime-types.mjs';
import { PlainError } from './progress.mjs';

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
};

/** The file a request means, or null when it is not one inside `folder`. */
export async function resolveFile(folder, requestUrl) {
  let path;
  try {
    path = decodeURIComponent(requestUrl.split(/[?#]/)[0]);
  } catch {
    return null;
  }
  const base = resolve(folder);
  let file = resolve(join(base, path));
  if (path.includes('\0') || (file !== base && !file.startsWith(base + sep))) return null;
  let info = await stat(file).catch(() => null);
  if (info?.isDirectory()) {
    file = join(file, 'index.html');
    info = await stat(file).catch(() => null);
  }
  return info?.isFile() ? { file, size: info.size, etag: `"${info.size}-${info.mtimeMs}"` } : null;
}

async function answer(folder, intercept, request, response) {
  if (await intercept?.(request, response, isolation)) return;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, isolation).end();
    return;
  }
  const found = await resolveFile(folder, request.url);
  if (!found) {
    const headers = { ...isolation, 'Content-Type': 'text/plain; charset=utf-8' };
    response.writeHead(404, headers).end('There is no such file.\n');
    return;
  }
  const headers = { ...isolation, 'Content-Type': contentType(found.file), ETag: found.etag };
  if (request.headers['if-none-match'] === found.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Length': found.size });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response);
}

/**
 * Serves `folder` on 127.0.0.1. port 0 takes a free one; a busy port is a PlainError.
 * intercept(request, response, headers) may answer a request itself and return true.
 * Resolves to { url, close } once it listens.
 */
export function serve(folder, port, intercept) {
  const server = createServer((request, response) => {
    answer(folder, intercept, request, response).catch(() => response.destroy());
  });
  return new Promise((done, failed) => {
    server.on('error', (error) => {
      const busy = error.code === 'EADDRINUSE';
      failed(
        busy
          ? new PlainError(
              `Port ${port} is in use.`,
              `Choose another one: npm start -- --port ${port < 65535 ? port + 1 : 8080}`,
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${server.address().port}/`;
      const close = () =>
        new Promise((closed) => {
          server.close(closed);
          server.closeAllConnections();
        });
      done({ url, close });
    });
  });
}

/** Rejects with a PlainError when nothing could be served on `port`. */
export async function checkPort(port) {
  const { close } = await serve('.', port);
  await close();
}
