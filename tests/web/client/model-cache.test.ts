import { expect, test, vi } from 'vitest';
import { modelCache } from '../../../web/src/client/model-cache.js';
import {
  entryOf,
  keyOf,
  MODEL_CACHE,
  openModelCache,
} from '../../../web/src/client/model-entry.js';
import { fakeCaches, ORIGIN } from '../support/fake-caches.js';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

async function store(sha256: string, url: string, size: number): Promise<void> {
  const cache = await openModelCache();
  await cache?.put(keyOf(sha256), entryOf(new URL(url), new Uint8Array(size)));
}

test('lists address, hash and size of what is kept', async () => {
  const { opened } = fakeCaches();
  expect(await modelCache.list()).toEqual([]);
  await store(A, 'https://x.test/a ä.onnx', 3000);
  await store(B.toUpperCase(), 'https://x.test/b.onnx', 5);
  expect(await modelCache.list()).toEqual([
    { url: 'https://x.test/a%20%C3%A4.onnx', sha256: A, bytes: 3000 },
    { url: 'https://x.test/b.onnx', sha256: B, bytes: 5 },
  ]);
  expect([...opened]).toEqual([MODEL_CACHE]);
});

test('an entry lies under its hash, at an address of the page', async () => {
  const { entries } = fakeCaches();
  await store(A, 'https://x.test/a.onnx', 1);
  const [address = ''] = entries.keys();
  expect(address.startsWith(`${ORIGIN}/`)).toBe(true);
  expect(address.endsWith(`/model-cache/${A}`)).toBe(true);
});

test('removes one, and says whether it was there', async () => {
  fakeCaches();
  await store(A, 'https://x.test/a.onnx', 1);
  await store(B, 'https://x.test/b.onnx', 1);
  expect(await modelCache.remove(A.toUpperCase())).toBe(true);
  expect(await modelCache.remove(A)).toBe(false);
  expect(await modelCache.list()).toMatchObject([{ sha256: B }]);
});

test('where there is no Cache Storage, nothing is kept and nothing fails', async () => {
  expect('caches' in globalThis).toBe(false);
  expect(await modelCache.list()).toEqual([]);
  expect(await modelCache.remove(A)).toBe(false);
});

test.each([
  ['the name itself throws, as in a sandboxed frame', 'name'],
  ['opening fails, as in private windows', 'open'],
])('%s: the same', async (_, where) => {
  const refuse = () => {
    throw new DOMException('no access', 'SecurityError');
  };
  if (where === 'open') vi.stubGlobal('caches', { open: async () => refuse() });
  else Object.defineProperty(globalThis, 'caches', { get: refuse, configurable: true });
  expect(await modelCache.list()).toEqual([]);
  expect(await modelCache.remove(A)).toBe(false);
  if (where === 'name') Reflect.deleteProperty(globalThis, 'caches');
});
