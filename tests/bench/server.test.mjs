import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer } from './server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cnn-bench-'));
let server;

beforeAll(async () => {
  writeFileSync(join(folder, 'module.wasm'), 'wasm');
  server = await startServer({ ort: folder });
  server.files.set('/models/a.onnx', Buffer.from('model'));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const get = (path) => fetch(server.url + path);

it('serves folders and files, cross-origin isolated', async () => {
  const response = await get('/ort/module.wasm');
  expect(await response.text()).toBe('wasm');
  expect(response.headers.get('content-type')).toBe('application/wasm');
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(await (await get('/models/a.onnx')).text()).toBe('model');
});

it.each([
  '/ort/missing.js',
  '/other/module.wasm',
  '/ort/..%2f..%2fetc%2fhostname',
  '/',
  '/constructor/x',
])('has no %s', async (path) => expect((await get(path)).status).toBe(404));

it('notes what was asked for since it was cleared', async () => {
  await get('/ort/module.wasm');
  server.asked.clear();
  await get('/models/a.onnx');
  await get('/ort/missing.js');
  expect([...server.asked]).toEqual([['/models/a.onnx', Buffer.from('model')]]);
});
