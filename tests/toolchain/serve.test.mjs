import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentType } from '../../wasm/toolchain/mime-types.mjs';
import { checkPort, serve } from '../../wasm/toolchain/serve.mjs';

let parent;
let server;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'cnn-serve-'));
  mkdirSync(join(parent, 'site/sub'), { recursive: true });
  writeFileSync(join(parent, 'secret.txt'), 'secret');
  mkdirSync(join(parent, 'site-two'));
  writeFileSync(join(parent, 'site-two/secret.txt'), 'secret');
  writeFileSync(join(parent, 'site/index.html'), '<p>home</p>');
  writeFileSync(join(parent, 'site/sub/index.html'), '<p>sub</p>');
  writeFileSync(join(parent, 'site/engine.wasm'), Buffer.from([0, 97, 115, 109]));
  server = await serve(join(parent, 'site'), 0);
});

afterAll(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

/** A request whose path is sent as it is written: fetch would clean it up first. */
function get(path, options = {}) {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, ...options }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}

describe('serve', () => {
  it('is on loopback only', () => expect(new URL(server.url).hostname).toBe('127.0.0.1'));

  it.each(['/', '/engine.wasm', '/missing'])('isolates %s from other origins', async (path) => {
    const { headers } = await get(path);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  });

  it('serves index.html for a folder, whatever the query', async () => {
    expect((await get('/?a=1')).body).toBe('<p>home</p>');
    expect((await get('/sub/')).body).toBe('<p>sub</p>');
  });

  it('serves WebAssembly as such', async () => {
    const { status, headers } = await get('/engine.wasm');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/wasm');
    expect(headers['content-length']).toBe('4');
  });

  it('answers a known ETag without the file', async () => {
    const { headers } = await get('/engine.wasm');
    const again = await get('/engine.wasm', { headers: { 'if-none-match': headers.etag } });
    expect(again.status).toBe(304);
    expect(again.body).toBe('');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/sub/../../secret.txt',
    '/../site-two/secret.txt',
    '/index.html%00',
    '/%zz',
    '//secret.txt',
  ])('gives nothing from outside the folder: %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it('takes no other method', async () => {
    expect((await get('/', { method: 'POST' })).status).toBe(405);
    const head = await get('/', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.body).toBe('');
  });

  it('says in a sentence that a port is taken', async () => {
    const port = Number(new URL(server.url).port);
    await expect(serve(parent, port)).rejects.toThrow(`Port ${port} is in use.`);
    await expect(checkPort(port)).rejects.toThrow(`Port ${port} is in use.`);
    await expect(checkPort(0)).resolves.toBeUndefined();
  });
});

describe('contentType', () => {
  it.each([
    ['cnn-simd.mjs', 'text/javascript; charset=utf-8'],
    ['a/b.WASM', 'application/wasm'],
    ['index.html', 'text/html; charset=utf-8'],
    ['golf-ball.webp', 'image/webp'],
    ['tinyvgg.onnx', 'application/octet-stream'],
    ['LICENSE', 'application/octet-stream'],
    ['folder.js/file', 'application/octet-stream'],
  ])('%s', (name, type) => expect(contentType(name)).toBe(type));
});
