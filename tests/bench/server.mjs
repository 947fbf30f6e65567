// Serves page, engines and models on loopback, cross-origin isolated, and notes what was asked for.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { contentType } from '../../wasm/toolchain/mime-types.mjs';
import { resolveFile } from '../../wasm/toolchain/serve.mjs';

const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  // Kept within a visit, as servers have it; every visit has a cache of its own.
  'Cache-Control': 'max-age=3600',
};

/** The bytes behind an address, or undefined. */
async function content(path, { folders, files }) {
  if (files.has(path)) return files.get(path);
  const [, first, rest] = /^\/([^/]+)(\/.*)$/.exec(path) ?? [];
  if (!Object.hasOwn(folders, first ?? '')) return undefined;
  const found = await resolveFile(folders[first], rest);
  return found ? readFile(found.file) : undefined;
}

/**
 * folders: { name: folder }, served as /name/. Result: { url, files: Map of address to bytes to serve
 * beside them, asked: Map of address to bytes of all requests since it was cleared, close() }.
 */
export async function startServer(folders) {
  const files = new Map();
  const asked = new Map();
  const server = createServer(async (request, response) => {
    const path = request.url.split('?')[0];
    const body = await content(path, { folders, files }).catch(() => undefined);
    if (body) asked.set(path, body);
    const length = body?.length ?? 0;
    response.writeHead(body ? 200 : 404, {
      ...headers,
      'Content-Type': contentType(path),
      'Content-Length': length,
    });
    response.end(body);
  });
  await new Promise((ready, failed) => {
    server.on('error', failed);
    server.listen(0, '127.0.0.1', ready);
  });
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, files, asked, close };
}
