// Pages of somebody else, with the package's files on the same origin or, as from a CDN, on another one.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
};

export interface ElementHost {
  /** Of the page with that content; headers: besides those of every page. */
  page(body: string, headers?: Record<string, string>): string;
  /** Where element.js is on another origin that allows everybody (CORS). */
  cdn: string;
  close(): Promise<void>;
}

/** cnn/ is dist/. pages: by path. */
function serverOf(pages: ReadonlyMap<string, [string, Record<string, string>]>): Server {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const page = pages.get(pathname);
    if (page) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page[1] });
      response.end(page[0]);
      return;
    }
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const name = normalize(decodeURIComponent(pathname).replace(/^\/cnn\//, ''));
    const file = join(DIST, name);
    const found = !name.startsWith('..') && (await stat(file).catch(() => undefined));
    if (found === false || !found?.isFile()) {
      response.writeHead(404).end('not found');
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': found.size,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    createReadStream(file).pipe(response);
  });
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((then) => server.listen(0, '127.0.0.1', then));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

export async function openElementHost(): Promise<ElementHost> {
  const pages = new Map<string, [string, Record<string, string>]>();
  const [own, other] = [serverOf(pages), serverOf(new Map())];
  const [url, cdn] = [await listening(own), await listening(other)];
  let count = 0;
  return {
    cdn: `${cdn}cnn/`,
    page(body, headers = {}) {
      count += 1;
      const path = `/docs/chapter-${count}/`;
      pages.set(path, [
        `<!doctype html><html lang="en"><head><title>Chapter</title></head><body><main><h1>Chapter</h1>${body}</main></body></html>`,
        headers,
      ]);
      return new URL(path, url).href;
    },
    async close() {
      for (const server of [own, other]) {
        server.closeAllConnections();
        await new Promise((then) => server.close(then));
      }
    },
  };
}
