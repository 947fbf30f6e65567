import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ByteSink } from '../../../web/src/client/byte-sink.js';
import type { ModelSource } from '../../../web/src/client/options.js';
import { checkIsModel } from '../../../web/src/client/read-model.js';
import { readSource } from '../../../web/src/client/source.js';
import type { Progress } from '../../../web/src/protocol/index.js';
import { errorOf, thrownBy } from '../support/errors.js';
import { type FailingServer, failingServer, MODEL_BYTES } from '../support/failing-server.js';

let server: FailingServer;
let folder: string;
beforeAll(async () => {
  server = await failingServer();
  folder = await mkdtemp(join(tmpdir(), 'cnn-source-'));
  await writeFile(join(folder, 'model.onnx'), MODEL_BYTES);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const read = (source: ModelSource, more: Partial<Parameters<typeof readSource>[1]> = {}) =>
  readSource(source, { maxBytes: 1e6, what: 'The model', ...more });

test.each(['/model.onnx', '/chunked.onnx', '/gzip.onnx'])('%s arrives whole', async (path) => {
  const bytes = await read(server.url(path));
  expect(Buffer.compare(bytes, MODEL_BYTES)).toBe(0);
});

test('progress grows to the total, which is absent where the length is of an encoded body', async () => {
  const reports: Progress[] = [];
  await read(server.url('/model.onnx'), { onProgress: (progress) => reports.push(progress) });
  expect(reports[0]).toEqual({ phase: 'download', loaded: 0, total: MODEL_BYTES.length });
  expect(reports.at(-1)?.loaded).toBe(MODEL_BYTES.length);
  const loaded = reports.map((report) => report.loaded);
  expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
  reports.length = 0;
  await read(server.url('/gzip.onnx'), { onProgress: (progress) => reports.push(progress) });
  expect(reports.at(-1)).toEqual({ phase: 'download', loaded: MODEL_BYTES.length });
});

test('an error of the progress callback is not taken for a broken connection', async () => {
  const onProgress = () => {
    throw new RangeError('bug in the page');
  };
  await expect(read(server.url('/model.onnx'), { onProgress })).rejects.toThrow('bug in the page');
});

test('the address of the page is not told', async () => {
  await read(server.url('/model.onnx'));
  expect(server.lastHeaders()).not.toHaveProperty('referer');
});

test.each([
  ['/gone.onnx', '404', 'address'],
  ['/broken.onnx', '503', 'later'],
  ['/private.onnx', '403', 'login'],
])('%s is an http-error that says %s', async (path, status, hint) => {
  const error = await errorOf(read(server.url(path)));
  expect(error.code).toBe('http-error');
  expect(error.message).toContain(status);
  expect(error.message).toContain(server.url(path));
  expect(error.hint).toContain(hint);
});

test('a connection that is cut says how far it came', async () => {
  const error = await errorOf(read(server.url('/cut.onnx')));
  expect(error.code).toBe('network');
  expect(error.message).toMatch(/cut after \d+ of 100000 bytes/);
});

test.each([
  [1000, 2500],
  [4000, 2500],
])('%i bytes where %i were announced are not taken', async (sent, announced) => {
  const headers = { 'content-length': String(announced) };
  vi.stubGlobal('fetch', async () => new Response(new Uint8Array(sent), { headers }));
  const error = await errorOf(read('https://x.test/m.onnx'));
  expect(error.code).toBe('network');
  expect(error.message).toContain(String(sent));
  expect(error.message).toContain(String(announced));
  expect(error.message).toContain('https://x.test/m.onnx');
  expect(error.hint).toBe('Try again.');
});

test('no server at all is "network", with the reason', async () => {
  const other = await failingServer();
  const url = other.url('/model.onnx');
  await other.close();
  const error = await errorOf(read(url));
  expect(error.code).toBe('network');
  expect(error.message).toContain('ECONNREFUSED');
  expect(error.message).toContain(url);
  expect(error.hint).toContain('try again');
});

test('the name that the server gives the bytes is passed on', async () => {
  const types: string[] = [];
  const onType = (type: string) => void types.push(type);
  await read(server.url('/typed.onnx'), { onType });
  await read(server.url('/model.onnx'), { onType });
  expect(types).toEqual(['text/html; charset=utf-8', '']);
});

test.each(['/stalled.onnx', '/silent.onnx'])('an abort ends the wait for %s', async (path) => {
  const stop = new AbortController();
  const promise = read(server.url(path), { signal: stop.signal });
  setTimeout(() => stop.abort(new Error('why')), 50);
  const error = await errorOf(promise);
  expect(error.code).toBe('aborted');
  expect(error.cause).toEqual(new Error('why'));
});

test('a signal that has fired stops everything before it starts', async () => {
  expect((await errorOf(read(MODEL_BYTES, { signal: AbortSignal.abort() }))).code).toBe('aborted');
});

test.each([['/model.onnx'], ['/chunked.onnx'], ['/gzip.onnx']])(
  'too many bytes of %s are refused',
  async (path) => {
    const error = await errorOf(read(server.url(path), { maxBytes: 50_000 }));
    expect(error.code).toBe('limit-exceeded');
  },
);

test('bytes are copied, so the source keeps its own', async () => {
  const buffer = MODEL_BYTES.slice().buffer;
  for (const source of [buffer, new Uint8Array(buffer, 0, 10), new Blob([buffer])]) {
    const bytes = await read(source);
    expect(bytes.buffer).not.toBe(buffer);
    expect(bytes[0]).toBe(0x08);
  }
  expect((await read(new Uint8Array(buffer, 5, 10))).length).toBe(10);
});

test('a file that cannot be read any more', async () => {
  const blob = new Blob([MODEL_BYTES]);
  vi.spyOn(blob, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
  const error = await errorOf(read(blob));
  expect(error.code).toBe('file-error');
  expect(error.message).toContain('gone');
});

test('Node reads paths and file addresses', async () => {
  const path = join(folder, 'model.onnx');
  for (const source of [path, pathToFileURL(path), pathToFileURL(path).href]) {
    expect((await read(source)).length).toBe(MODEL_BYTES.length);
  }
  const error = await errorOf(read(join(folder, 'none.onnx')));
  expect(error.code).toBe('file-error');
  expect(error.message).toContain('none.onnx');
  expect((await errorOf(read(path, { maxBytes: 10 }))).code).toBe('limit-exceeded');
});

test('a path in a message is as the user writes it', async () => {
  const path = join(folder, 'no ä.onnx');
  // Node's own words, in brackets, have the path too.
  expect((await errorOf(read(path))).message).toContain(`from ${path} (`);
});

test('a file that is too large is refused unread', async () => {
  const path = join(folder, 'sparse.onnx');
  const file = await open(path, 'w');
  await file.truncate(3_000_000);
  await file.close();
  const read0 = vi.spyOn(process.getBuiltinModule('node:fs/promises'), 'readFile');
  expect((await errorOf(read(path))).code).toBe('limit-exceeded');
  expect(read0).not.toHaveBeenCalled();
  read0.mockRestore();
});

test('small sizes are not "0.0 MB"', async () => {
  const error = await errorOf(read(new Uint8Array(2345), { maxBytes: 12 }));
  expect(error.message).toContain('2.3 KB');
  expect(error.message).toContain('12 bytes');
});

test.each(['javascript:1', 'about:blank', 'ftp://x.test/m.onnx'])(
  '%s has a scheme that is not read',
  async (address) => {
    for (const source of [address, new URL(address)]) {
      const error = await errorOf(read(source));
      expect(error.code).toBe('invalid-argument');
      expect(error.message).toContain(address.split(':')[0]);
      expect(error.hint).toContain('https:');
    }
  },
);

test('a stated length no memory could hold does not end in a RangeError', async () => {
  const headers = { 'content-length': String(2 ** 52) };
  vi.stubGlobal('fetch', async () => new Response(MODEL_BYTES, { headers }));
  const error = await errorOf(read('https://x.test/m.onnx', { maxBytes: 2 ** 53 - 1 }));
  // The body ends long before that.
  expect(error.code).toBe('network');
  const sink = new ByteSink(1);
  const huge = { length: 2 ** 52 } as Uint8Array;
  expect(thrownBy(() => sink.add(huge)).code).toBe('out-of-memory');
});

test('bytes, blobs and addresses of another realm', async () => {
  const context = createContext({});
  const foreign: Uint8Array = runInContext('Uint8Array.of(8, 7, 6)', context);
  expect(foreign instanceof Uint8Array).toBe(false);
  expect([...(await read(foreign))]).toEqual([8, 7, 6]);
  const bytes = await read(foreign.buffer as ArrayBuffer);
  expect([...bytes]).toEqual([8, 7, 6]);
  expect(bytes.buffer).toBeInstanceOf(ArrayBuffer);
  const url = Object.assign(Object.create(null), {
    href: server.url('/model.onnx'),
    [Symbol.toStringTag]: 'URL',
  });
  expect(await read(url)).toHaveLength(MODEL_BYTES.length);
  const blob = Object.assign(Object.create(null), {
    size: 3,
    arrayBuffer: async () => foreign.buffer,
    [Symbol.toStringTag]: 'Blob',
  });
  expect([...(await read(blob))]).toEqual([8, 7, 6]);
});

test.each([[null], [undefined], [42], [{}]])('%s is no source', async (source) => {
  const error = await errorOf(read(source as unknown as ModelSource));
  expect(error.code).toBe('invalid-argument');
  expect(error.hint).toContain('ArrayBuffer');
});

test.each([
  ['/html', 'HTML page'],
  ['/lfs.onnx', 'Git LFS pointer'],
  ['/empty.onnx', 'empty'],
])('what %s sends is not a model: %s', async (path, what) => {
  const url = server.url(path);
  const bytes = await read(url);
  const error = thrownBy(() => checkIsModel(bytes, url));
  expect(error.code).toBe('not-a-model');
  expect(error.message).toContain(what);
  expect(error.message).toContain(url);
});
