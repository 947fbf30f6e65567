// The model by way of the cache: what goes in, what comes out, and what stays when something fails.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import { modelCache } from '../../../web/src/client/model-cache.js';
import { keyOf } from '../../../web/src/client/model-entry.js';
import type { ModelSource, SessionOptions } from '../../../web/src/client/options.js';
import { readModel } from '../../../web/src/client/read-model.js';
import type { Progress } from '../../../web/src/protocol/index.js';
import { errorOf } from '../support/errors.js';
import { type FakeCaches, fakeCaches } from '../support/fake-caches.js';
import { fromRoot } from '../support/package.js';

const MODEL = new Uint8Array(readFileSync(fromRoot('models/tinyvgg/tinyvgg.onnx')));
const SHA256 = createHash('sha256').update(MODEL).digest('hex');
const URL_TEXT = 'https://models.test/tinyvgg.onnx';

let caches: FakeCaches;
let served: Uint8Array<ArrayBuffer>;
let type: string;
let fetches: number;
beforeEach(() => {
  caches = fakeCaches();
  served = MODEL;
  type = 'application/octet-stream';
  fetches = 0;
  vi.stubGlobal('fetch', async () => {
    fetches += 1;
    return new Response(served, {
      headers: { 'content-length': String(served.length), 'content-type': type },
    });
  });
});

interface Given extends SessionOptions {
  source?: ModelSource;
  /** Aborts when a progress of this phase is reported. */
  abortAt?: Progress['phase'];
}

const stop = { now: () => {} };

function read({ source = URL_TEXT, abortAt, ...options }: Given = {}) {
  const abort = new AbortController();
  stop.now = () => abort.abort(new Error('enough'));
  const onProgress = (progress: Progress) => {
    options.onProgress?.(progress);
    if (progress.phase === abortAt) stop.now();
  };
  const all = { cache: true, sha256: SHA256, ...options, onProgress, signal: abort.signal };
  return readModel(source, all);
}

const isModel = (bytes: Uint8Array) => Buffer.compare(bytes, MODEL) === 0;

test('a first load fetches and keeps, a second one needs no network', async () => {
  const first = await read();
  expect(isModel(first.model)).toBe(true);
  expect(first.notes).toEqual([]);
  expect(await modelCache.list()).toEqual([{ url: URL_TEXT, sha256: SHA256, bytes: MODEL.length }]);
  const reports: Progress[] = [];
  const second = await read({
    sha256: SHA256.toUpperCase(),
    onProgress: (progress) => reports.push(progress),
  });
  expect(isModel(second.model)).toBe(true);
  expect(fetches).toBe(1);
  expect(reports[0]).toEqual({ phase: 'download', loaded: MODEL.length, total: MODEL.length });
  expect(reports.slice(1).map(({ phase }) => phase)).toEqual(['verify', 'verify']);
});

test('the same bytes are found whatever address they were asked from', async () => {
  await read();
  await read({ source: new URL('https://mirror.test/other-name.onnx') });
  expect(fetches).toBe(1);
});

test('without `cache` nothing is kept, and nothing is taken', async () => {
  await read({ cache: false });
  expect(caches.entries.size).toBe(0);
  await read();
  await read({ cache: false });
  expect(fetches).toBe(3);
});

test('giving the model away does not empty what is kept', async () => {
  const { model } = await read();
  structuredClone(model.buffer, { transfer: [model.buffer] });
  expect(isModel((await read()).model)).toBe(true);
  expect(fetches).toBe(1);
});

test('wrong bytes are refused and not kept', async () => {
  served = MODEL.slice();
  served[50_000] = (served[50_000] ?? 0) ^ 1;
  const error = await errorOf(read());
  expect(error.code).toBe('hash-mismatch');
  expect(error.message).toContain(URL_TEXT);
  expect(error.message).toContain(SHA256);
  expect(error.message).toContain(createHash('sha256').update(served).digest('hex'));
  expect(error.hint).toContain('get it again');
  expect(caches.entries.size).toBe(0);
});

test('a damaged entry is deleted and fetched anew', async () => {
  await read();
  const stored = caches.entries.get(keyOf(SHA256));
  if (stored) stored.body[70_000] = 1 + (stored.body[70_000] ?? 0);
  expect(isModel((await read()).model)).toBe(true);
  expect(fetches).toBe(2);
  expect(isModel((await read()).model)).toBe(true);
  expect(fetches).toBe(2);
});

test('a damaged entry is gone even where the network is gone too', async () => {
  await read();
  caches.entries.get(keyOf(SHA256))?.body.fill(0);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect((await errorOf(read())).message).toContain(URL_TEXT);
  expect(caches.entries.size).toBe(0);
});

test('an entry that cannot be read is fetched anew', async () => {
  await read();
  caches.unreadable = new DOMException('gone from the disk', 'NotFoundError');
  expect(isModel((await read()).model)).toBe(true);
  expect(fetches).toBe(2);
});

test('a cached model obeys maxMemory too', async () => {
  await read();
  expect((await errorOf(read({ maxMemory: 1000 }))).code).toBe('limit-exceeded');
});

test('no room to keep it: it is loaded, with a note, and nothing stays', async () => {
  caches.afterPut = () => {
    throw new DOMException('Quota exceeded.', 'QuotaExceededError');
  };
  const { model, notes } = await read();
  expect(isModel(model)).toBe(true);
  expect(notes).toEqual([expect.stringContaining(`${URL_TEXT} runs`)]);
  expect(notes[0]).toMatch(/no room to keep it \(\d+\.\d KB\).*remove other models or free space/);
  expect(caches.entries.size).toBe(0);
});

test('keeping fails for another reason: the same, with that reason', async () => {
  caches.beforePut = () => {
    throw new TypeError('disk on fire');
  };
  const { model, notes } = await read();
  expect(isModel(model)).toBe(true);
  expect(notes[0]).toMatch(/tinyvgg\.onnx \(\d+\.\d KB\) runs, but .*disk on fire/);
  expect(caches.entries.size).toBe(0);
});

test('no Cache Storage: it is loaded, with a note', async () => {
  vi.stubGlobal('caches', undefined);
  const { model, notes } = await read();
  expect(isModel(model)).toBe(true);
  expect(notes).toEqual([
    expect.stringMatching(/tinyvgg\.onnx runs, but is not kept: Node has no/),
  ]);
  // Node's own, but for what tells it: the test runner reads messages from `process` in the meantime.
  vi.stubGlobal('process', Object.create(process, { versions: { value: {} } }));
  expect((await read()).notes.join()).toMatch(/this page has no .* https or from localhost/);
});

test.each(['download', 'verify'] as const)('an abort in %s leaves nothing', async (abortAt) => {
  const put = vi.spyOn(caches, 'beforePut');
  const error = await errorOf(read({ abortAt }));
  expect(error.code).toBe('aborted');
  expect(error.cause).toEqual(new Error('enough'));
  expect(put).not.toHaveBeenCalled();
});

test.each(['beforePut', 'afterPut'] as const)('an abort at %s leaves nothing', async (stage) => {
  caches[stage] = () => stop.now();
  expect((await errorOf(read())).code).toBe('aborted');
  expect(caches.entries.size).toBe(0);
});

test('an abort while a put fails is an abort', async () => {
  caches.beforePut = () => {
    stop.now();
    throw new DOMException('Quota exceeded.', 'QuotaExceededError');
  };
  expect((await errorOf(read())).code).toBe('aborted');
});

test.each(['download', 'verify'] as const)(
  'an abort in %s of a cached model keeps it for the next time',
  async (abortAt) => {
    await read();
    expect((await errorOf(read({ abortAt }))).code).toBe('aborted');
    expect(caches.entries.size).toBe(1);
  },
);

test('an abort while the cache is asked: nothing is reported and nothing is fetched', async () => {
  const reports: Progress[] = [];
  const onProgress = (progress: Progress) => void reports.push(progress);
  for (const loads of [0, 1]) {
    const promise = read({ onProgress });
    stop.now();
    expect((await errorOf(promise)).code).toBe('aborted');
    expect(reports).toEqual([]);
    expect(fetches).toBe(loads);
    await read();
  }
});

test('an HTML page and an LFS pointer are named as such, whatever the hash', async () => {
  served = new TextEncoder().encode('<!doctype html><title>App</title>');
  const html = await errorOf(read());
  expect(html).toMatchObject({ code: 'not-a-model', message: expect.stringContaining('HTML') });
  served = new TextEncoder().encode('Please log in.');
  type = 'text/html';
  expect(await errorOf(read())).toMatchObject({
    code: 'not-a-model',
    message: expect.stringContaining('HTML'),
  });
  served = new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:c0\n');
  const lfs = await errorOf(read());
  expect(lfs).toMatchObject({ code: 'not-a-model', message: expect.stringContaining('LFS') });
  expect(caches.entries.size).toBe(0);
});

test('a page that cannot compute SHA-256 keeps nothing', async () => {
  vi.stubGlobal('crypto', {});
  expect((await errorOf(read())).code).toBe('hash-unavailable');
  expect(caches.entries.size).toBe(0);
});
