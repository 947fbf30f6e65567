// A static file server on a free loopback port, with or without cross-origin isolation.

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { ANSWER_DELAY } from './late.js';
import { WATCH, WATCH_TAG } from './watch.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
};

export interface StaticServer {
  /** Ends in a slash. */
  url: string;
  /** Paths that were asked for and are not there. */
  refused: readonly string[];
  close(): Promise<void>;
}

type Kind = boolean | 'shared';

function headers(path: string, isolated: Kind): Record<string, string> {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const common = { 'content-type': type, 'cache-control': 'no-store' };
  if (!isolated) return common;
  if (isolated === 'shared') {
    return {
      ...common,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    };
  }
  return {
    ...common,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
}

/**
 * folder: what is served. isolated: its pages are; 'shared': pages of other origins may use it. under: path the folder is served at, such as 'a/b/'. watched: the page in it
 * collects its problems from the start (watch.ts).
 */
export async function serve(
  folder: string,
  {
    isolated = true,
    under = '',
    watched = false,
  }: { isolated?: Kind; under?: string; watched?: boolean } = {},
): Promise<StaticServer> {
  const refused: string[] = [];
  const server: Server = createServer(async (request, response) => {
    if (ANSWER_DELAY > 0) await wait(ANSWER_DELAY);
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const inside = path.startsWith(`/${under}`) ? path.slice(under.length + 1) : undefined;
    const wanted = inside === undefined ? '' : normalize(inside.replace(/(^|\/)$/, '$1index.html'));
    const file = join(folder, wanted);
    if (watched && wanted === 'watch.js') {
      response.writeHead(200, headers(file, isolated)).end(WATCH);
      return;
    }
    if (watched && wanted === 'index.html') {
      const page = (await readFile(file, 'utf8')).replace('<head>', `<head>${WATCH_TAG}`);
      response.writeHead(200, headers(file, isolated)).end(page);
      return;
    }
    const found = wanted !== '' && !wanted.startsWith('..') && (await stat(file).catch(() => null));
    if (found === false || !found?.isFile()) {
      refused.push(path);
      response.writeHead(404, headers('404.html', isolated)).end('not found');
      return;
    }
    response.writeHead(200, { ...headers(file, isolated), 'content-length': found.size });
    // pipe() alone would leave the file open where the browser goes away.
    pipeline(createReadStream(file), response, () => {});
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${under}`,
    refused,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
