// How a module's file is read in browsers. Node has the same fetch and WebAssembly.

import { afterEach, expect, test, vi } from 'vitest';
import { fetchModule } from '../../../web/src/worker/environment-web.js';
import { Fault } from '../../../web/src/worker/fault.js';
import { WASM_BYTES } from '../support/fake-environment.js';

const URL = 'https://x.test/cnn-simd.wasm';

afterEach(() => vi.unstubAllGlobals());

function serve(body: BodyInit, type: string): void {
  vi.stubGlobal('fetch', async () => new Response(body, { headers: { 'content-type': type } }));
}

test('what the server calls WebAssembly is compiled while it arrives', async () => {
  serve(WASM_BYTES, 'application/wasm');
  expect(await fetchModule(URL)).toBeInstanceOf(WebAssembly.Module);
});

test.each(['application/octet-stream', 'text/html', 'application/wasm; charset=utf-8', ''])(
  'of %j the bytes are read',
  async (type) => {
    serve(WASM_BYTES, type);
    expect(await fetchModule(URL)).toEqual(WASM_BYTES);
  },
);

test('what cannot be compiled is a CompileError, which is not the connection', async () => {
  serve('\0asm but no module', 'application/wasm');
  await expect(fetchModule(URL)).rejects.toBeInstanceOf(WebAssembly.CompileError);
});

test.each(['application/wasm', 'application/octet-stream'])(
  'a connection that breaks is told with the address (%s)',
  async (type) => {
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(WASM_BYTES);
        stream.error(new TypeError('network error'));
      },
    });
    serve(body, type);
    const thrown = await fetchModule(URL).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Fault);
    expect((thrown as Fault).data.message).toContain(URL);
  },
);
