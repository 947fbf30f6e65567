// A static file server on loopback, cross-origin isolated so that threads work.
import { open, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentType } from './mime-types.mjs';
import { PlainError } from './progress.mjs';

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
};

/** The file or folder behind a path, symbolic links followed, or null when it is not in `base`. */
async function inside(base, path) {
  const real = await realpath(path).catch(() => null);
  if (real === null || (real !== base && !real.startsWith(base.replace(/[/\\]$/, '') + sep)))
    return null;
  const info = await stat(real).catch(() => null);
  return info && { real, info };
}

/**
 * The file a request means: { file, size, etag, isFolder: that of a folder }, or null when it is not one inside `folder`. A link
 * that leads out of the folder is none.
 */
export async function resolveFile(folder, requestUrl) {
  let path;
  try {
    path = decodeURIComponent(requestUrl.split(/[?#]/)[0]);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const base = await realpath(folder).catch(() => null);
  if (base === null) return null;
  let found = await inside(base, resolve(join(base, path)));
  const isFolder = found?.info.isDirectory() ?? false;
  if (isFolder) found = await inside(base, join(found.real, 'index.html'));
  if (!found?.info.isFile()) return null;
  const { size, mtimeMs } = found.info;
  return { file: found.real, size, etag: `"${size}-${mtimeMs}"`, isFolder };
}

/**
 * Whether a request names this server by an address of the loopback. A page of another site can make
 * its own name mean 127.0.0.1 and would then count as the same origin as what is served here.
 */
export function isForLoopback({ headers, socket }) {
  const [, name, port = '80'] = /^(.*?)(?::(\d+))?$/.exec(headers.host ?? '') ?? [];
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(name.toLowerCase());
  return isLoopback && Number(port) === socket.localPort;
}

function refuse(response, status, sentence, headers = {}) {
  const type = { 'Content-Type': 'text/plain; charset=utf-8' };
  response.writeHead(status, { ...isolation, ...type, ...headers }).end(`${sentence}\n`);
}

/** Sends a file, and lets go of it when the visitor does. */
async function send({ file, size }, headers, response) {
  const handle = await open(file);
  response.writeHead(200, { ...headers, 'Content-Length': size });
  // A file that grows meanwhile ends where it was said to end.
  const bytes = size > 0 ? handle.createReadStream({ end: size - 1 }) : null;
  if (bytes) await pipeline(bytes, response);
  else await handle.close().then(() => response.end());
}

async function answer(folder, intercept, request, response) {
  if (!isForLoopback(request)) {
    const port = request.socket.localPort;
    const sentence = `This server answers to http://127.0.0.1:${port}/ and http://localhost:${port}/ only.`;
    refuse(response, 421, sentence);
    return;
  }
  if (await intercept?.(request, response, isolation)) return;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'Files can only be read here.', { Allow: 'GET, HEAD' });
    return;
  }
  const found = await resolveFile(folder, request.url);
  if (!found) {
    refuse(response, 404, 'There is no such file.');
    return;
  }
  const [path, query] = request.url.split(/(?=[?#])/);
  if (found.isFolder && !path.endsWith('/')) {
    // Its page names other files from within the folder.
    const Location = `./${path.split('/').at(-1)}/${query ?? ''}`;
    refuse(response, 308, 'This is a folder: its address ends in a slash.', { Location });
    return;
  }
  const headers = { ...isolation, 'Content-Type': contentType(found.file), ETag: found.etag };
  if (request.headers['if-none-match'] === found.etag) response.writeHead(304, headers).end();
  else if (request.method === 'GET') await send(found, headers, response);
  else response.writeHead(200, { ...headers, 'Content-Length': found.size }).end();
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
