// Serves the package, a stand-in for the engine, and pages that make trouble, to a browser.

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fromRoot } from './package.js';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.svg': 'image/svg+xml',
};

export interface BrowserServer {
  /** Without a slash at its end. */
  origin: string;
  close(): Promise<void>;
}

/**
 * /page?csp=...&isolated     an empty page, with that content security policy, cross-origin isolated
 * /dist/..., /models/...     files of the repository
 * /fake/cnn-simd.mjs, .wasm  the stand-in of tests/web/package/fake-engine, and as cnn-relaxed
 * /spa/...                   an HTML page whatever is asked for, with status 200
 * /untyped/...               files of dist/, as a server sends them that does not know .mjs
 * Everything may be used from other origins (CORS, CORP).
 */
export async function browserServer(): Promise<BrowserServer> {
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const isolated = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    const headers: Record<string, string> = {
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-type': TYPES[extname(url.pathname)] ?? 'text/html',
    };
    // A worker has to be isolated like its page; for workers of other pages that does no harm.
    if (url.pathname !== '/page') {
      headers['cross-origin-embedder-policy'] = 'require-corp';
    }
    const csp = url.searchParams.get('csp');
    if (csp !== null) headers['content-security-policy'] = csp;
    if (url.searchParams.has('isolated')) Object.assign(headers, isolated);
    const body = await content(url.pathname);
    if (url.pathname.startsWith('/spa/')) headers['content-type'] = 'text/html';
    if (/^\/untyped\/.*\.mjs$/.test(url.pathname)) {
      headers['content-type'] = 'application/octet-stream';
    }
    response.writeHead(body === undefined ? 404 : 200, headers).end(body ?? 'not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function content(path: string): Promise<string | Uint8Array | undefined> {
  if (path === '/page') {
    return '<!DOCTYPE html><title>Test</title><script>load = (url) => import(url)</script>';
  }
  if (path.startsWith('/spa/')) return '<!DOCTYPE html><title>Start page</title>';
  const fake = /^\/fake\/cnn-(?:simd|relaxed)\.(mjs|wasm)$/.exec(path)?.[1];
  if (fake === 'wasm') return Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const file =
    fake === 'mjs'
      ? 'tests/web/package/fake-engine/engine.mjs'
      : path.slice(1).replace(/^untyped\//, 'dist/');
  if (file.includes('..')) return undefined;
  return readFile(fromRoot(file)).catch(() => undefined);
}
