import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contentType } from '../../wasm/toolchain/mime-types.mjs';
import { checkPort, serve } from '../../wasm/toolchain/serve.mjs';

/** More than the buffers between the server and a client that does not read. */
const LARGE = 64 * 2 ** 20;
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
  writeFileSync(join(parent, 'site/empty.txt'), '');
  writeFileSync(join(parent, 'site/large.onnx'), Buffer.alloc(LARGE));
  symlinkSync(join(parent, 'secret.txt'), join(parent, 'site/link.txt'));
  symlinkSync(join(parent, 'site-two'), join(parent, 'site/link'));
  symlinkSync('engine.wasm', join(parent, 'site/within.wasm'));
  // What is served may itself be reached by a link.
  symlinkSync(join(parent, 'site'), join(parent, 'linked-site'));
  server = await serve(join(parent, 'linked-site'), 0);
});

afterAll(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

/** A request whose path is sent as it is written: fetch would clean it up first. */
function get(path, options = {}) {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, path, ...options };
    const sent = request(to, (response) => {
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

  it('leads to the slash at the end of a folder, beside which its page names files', async () => {
    const { status, headers } = await get('/sub?a=1');
    expect(status).toBe(308);
    expect(new URL(headers.location, new URL('/sub?a=1', server.url)).href).toBe(
      new URL('/sub/?a=1', server.url).href,
    );
    const { url } = await fetch(new URL('sub', server.url));
    expect(url).toBe(new URL('sub/', server.url).href);
    // Never to another host.
    expect((await get('//sub')).headers.location).toBe('./sub/');
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
    '/..%5csecret.txt',
    '/sub/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/%00',
    '/link.txt',
    '/link/secret.txt',
    '/sub/../link.txt',
    'http://127.0.0.1/secret.txt',
  ])('gives nothing from outside the folder: %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it('follows a link within the folder', async () => {
    expect((await get('/within.wasm')).headers['content-length']).toBe('4');
  });

  it('serves an empty file, and a whole one where a part is asked for', async () => {
    expect(await get('/empty.txt')).toMatchObject({ status: 200, body: '' });
    const part = await get('/index.html', { headers: { range: 'bytes=0-1' } });
    expect(part).toMatchObject({ status: 200, body: '<p>home</p>' });
  });

  it.each([
    ['localhost', 200],
    ['LocalHost', 200],
    ['127.0.0.1', 200],
    ['[::1]', 200],
    ['evil.test', 421],
    ['localhost.evil.test', 421],
    ['127.0.0.1.evil.test', 421],
    ['0.0.0.0', 421],
    ['localhost@evil.test', 421],
    ['', 421],
  ])('to the name "%s" it answers %i', async (name, expected) => {
    const { port } = new URL(server.url);
    const { status, body } = await get('/', { headers: { host: `${name}:${port}` } });
    expect(status).toBe(expected);
    if (expected === 421) expect(body).toContain(`http://localhost:${port}/ only`);
  });

  it.each(['localhost', 'localhost:1', '127.0.0.1:80', 'localhost:'])(
    'is not meant by %s, which names another port',
    async (host) => expect((await get('/', { headers: { host } })).status).toBe(421),
  );

  it('asks nobody else about a request that is refused', async () => {
    const asked = [];
    const other = await serve(join(parent, 'site'), 0, async ({ url }) => {
      asked.push(url);
      return false;
    });
    const { port } = new URL(other.url);
    const { status } = await get('/', { port, headers: { host: `evil.test:${port}` } });
    await other.close();
    expect(status).toBe(421);
    expect(asked).toEqual([]);
  });

  // /proc tells which files a process has open.
  it.runIf(process.platform === 'linux')('closes a file whose reader goes away', async () => {
    const isOpen = () =>
      readdirSync('/proc/self/fd').some((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).endsWith('large.onnx');
        } catch {
          return false; // closed since it was listed
        }
      });
    const { port, host } = new URL(server.url);
    const clients = Array.from({ length: 5 }, () => {
      const client = connect(Number(port), '127.0.0.1');
      client.write(`GET /large.onnx HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      return client;
    });
    await vi.waitFor(() => expect(isOpen()).toBe(true), 10_000);
    for (const client of clients) client.destroy();
    await vi.waitFor(() => expect(isOpen()).toBe(false), 10_000);
  });

  it('takes no other method', async () => {
    const post = await get('/', { method: 'POST' });
    expect(post.status).toBe(405);
    expect(post.headers.allow).toBe('GET, HEAD');
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
