// Which files of the site are kept, when, and what answers a request.

import { beforeEach, expect, test, vi } from 'vitest';
import { SiteCache } from '../../../web/src/offline/site-cache.js';

const SCOPE = 'https://page.test/app/';
const FILES = ['./', 'assets/index-1.js', 'engine/worker.js', 'models/catalog.json'];
const at = (file: string) => new URL(file, SCOPE).href;

/** Bodies by address, by name of the cache. */
const stores = new Map<string, Map<string, string>>();
/** What the server has; undefined: no connection. */
let server: ((url: string) => Response) | undefined;
let fetched: string[];
let full: boolean;

function basic(body: string, init: ResponseInit = {}): Response {
  const response = new Response(body, init);
  return Object.defineProperty(response, 'type', { value: 'basic' });
}

function fakeCache(store: Map<string, string>) {
  const addressOf = (request: Request | string) =>
    typeof request === 'string' ? request : request.url;
  return {
    async addAll(requests: Request[]) {
      const bodies = await Promise.all(
        requests.map(async (request) => {
          const response = await fetch(request);
          if (!response.ok) throw new TypeError('not ok');
          return [request.url, await response.text()] as const;
        }),
      );
      for (const [url, body] of bodies) store.set(url, body);
    },
    keys: async () => [...store.keys()].map((url) => new Request(url)),
    async match(request: Request | string) {
      const body = store.get(addressOf(request));
      return body === undefined ? undefined : new Response(body);
    },
    async put(request: Request | string, response: Response) {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      store.set(addressOf(request), await response.text());
    },
  };
}

beforeEach(() => {
  stores.clear();
  fetched = [];
  full = false;
  server = (url) => basic(`online ${url}`);
  vi.stubGlobal('fetch', async (request: Request) => {
    fetched.push(request.url);
    if (server === undefined) throw new TypeError('Failed to fetch');
    return server(request.url);
  });
  vi.stubGlobal('caches', {
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    async open(name: string) {
      const store = stores.get(name) ?? new Map<string, string>();
      stores.set(name, store);
      return fakeCache(store);
    },
  });
});

const siteCache = (version = 'one', scope = SCOPE) =>
  new SiteCache({ version, files: FILES }, scope);

async function installed(version = 'one'): Promise<SiteCache> {
  const cache = siteCache(version);
  await cache.install();
  return cache;
}

/** Files kept in the caches whose name ends so. */
const kept = (version = 'one') =>
  [...stores]
    .filter(([name]) => name.endsWith(` ${version}`))
    .flatMap(([, store]) => [...store.keys()])
    .map((url) => url.slice(SCOPE.length) || './')
    .sort();

async function ask(cache: SiteCache, file: string): Promise<string> {
  const work: Promise<void>[] = [];
  const response = await cache.answer(new Request(at(file)), (promise) => work.push(promise));
  const text = await response.text();
  await Promise.all(work);
  return text;
}

test('installing keeps all of the site’s files', async () => {
  await installed();
  expect(kept()).toEqual(FILES);
});

test('one file that cannot be had: none is kept, and it is said', async () => {
  server = (url) => basic('', { status: url.endsWith('.js') ? 404 : 200 });
  await expect(installed()).rejects.toThrow('not ok');
  expect(stores.size).toBe(0);
});

test('online the network answers, offline the cache', async () => {
  const cache = await installed();
  server = (url) => basic(`newer ${url}`);
  expect(await ask(cache, './')).toBe(`newer ${SCOPE}`);
  server = undefined;
  for (const page of ['./', 'index.html', '?utm=1', 'index.html?a=b']) {
    expect(await ask(cache, page)).toBe(`online ${SCOPE}`);
  }
  await expect(ask(cache, 'engine/cnn-simd.wasm')).rejects.toThrow('Failed to fetch');
});

test('an answer that is an error is still the network’s', async () => {
  const cache = await installed();
  server = () => basic('gone', { status: 503 });
  expect(await ask(cache, 'models/catalog.json')).toBe('gone');
  server = undefined;
  expect(await ask(cache, 'models/catalog.json')).toBe(`online ${at('models/catalog.json')}`);
});

test('engine files are kept as they pass, and stay as they are', async () => {
  const cache = await installed();
  await ask(cache, 'engine/cnn-simd.wasm');
  server = () => basic('of a newer build');
  expect(await ask(cache, 'engine/cnn-simd.wasm')).toBe('of a newer build');
  expect(await ask(cache, 'engine/worker.js')).toBe('of a newer build');
  expect(await ask(cache, 'assets/index-1.js')).toBe('of a newer build');
  server = undefined;
  for (const file of ['engine/cnn-simd.wasm', 'engine/worker.js', 'assets/index-1.js']) {
    expect(await ask(cache, file)).toBe(`online ${at(file)}`);
  }
});

test('lists and pictures of models are kept as they are now', async () => {
  const cache = await installed();
  server = () => basic('newer');
  await ask(cache, 'models/catalog.json');
  await ask(cache, 'models/samples/new.webp');
  server = undefined;
  expect(await ask(cache, 'models/catalog.json')).toBe('newer');
  expect(await ask(cache, 'models/samples/new.webp')).toBe('newer');
});

const html = { headers: { 'content-type': 'text/html' } };
test.each([
  ['a part', () => basic('x', { status: 206 })],
  ['an error', () => basic('x', { status: 404 })],
  ['a start page', () => basic('<!doctype html>', html)],
  ['another origin’s', () => new Response('x')],
  ['redirected', () => Object.defineProperty(basic('x'), 'redirected', { value: true })],
])('an answer that is %s is not kept', async (_, answer) => {
  const cache = await installed();
  server = answer;
  await ask(cache, 'engine/cnn-simd.wasm');
  await cache.keep([at('engine/cnn-simd.wasm')]);
  expect(kept()).toEqual(FILES);
});

test('no room to keep an answer: it is an answer all the same', async () => {
  const cache = await installed();
  full = true;
  expect(await ask(cache, 'engine/cnn-simd.wasm')).toContain('online');
  expect(kept()).toEqual(FILES);
});

test('the page tells which engine files to keep; others are not listened to', async () => {
  const cache = await installed();
  fetched = [];
  const engine = at('engine/cnn-simd.wasm');
  await cache.keep([engine, engine, at('other.js'), 'https://evil.test/engine/x', 'nonsense']);
  expect(fetched).toEqual([engine]);
  expect(kept()).toEqual([...FILES, 'engine/cnn-simd.wasm'].sort());
  server = undefined;
  await cache.keep([at('engine/cnn-relaxed.wasm')]);
  expect(kept()).toHaveLength(FILES.length + 1);
});

test.each([
  'engine/../service-worker.js',
  'engine/%2e%2e/service-worker.js',
  'engine/..%2fservice-worker.js',
  'engine\\..\\service-worker.js',
  'engine/..%5Cservice-worker.js',
  'engine//../../other.js',
])('%s is no engine file, whatever it begins with', async (file) => {
  const cache = await installed();
  fetched = [];
  await cache.keep([SCOPE + file]);
  expect(fetched).toEqual([]);
  expect(kept()).toEqual(FILES);
});

test('an engine file is kept once, however its address is written', async () => {
  const cache = await installed();
  fetched = [];
  const ways = ['engine/./cnn-simd.wasm', 'engine/x/../cnn-simd.wasm', 'engine/cnn-simd.wasm?a#b'];
  await cache.keep(ways.map((way) => SCOPE + way));
  expect(fetched).toEqual([at('engine/cnn-simd.wasm')]);
  await ask(cache, 'engine/cnn-relaxed.wasm?v=1');
  server = undefined;
  expect(await ask(cache, 'engine/cnn-relaxed.wasm')).toContain('online');
  expect(kept()).toHaveLength(FILES.length + 2);
});

test('a newer build fetches the engine files that the older one used, then takes its place', async () => {
  const older = await installed();
  await older.keep([at('engine/cnn-simd.wasm')]);
  await (await caches.open('cnn-playground-models')).put('https://x.test/m', new Response('m'));
  await siteCache('one', 'https://page.test/app/other/').install();
  server = (url) => basic(`newer ${url}`);
  const newer = await installed('two');
  expect(await ask(newer, 'engine/cnn-simd.wasm')).toContain('newer');
  expect(stores.size).toBe(4);
  await newer.removeOlder();
  expect(kept('two')).toEqual([...FILES, 'engine/cnn-simd.wasm'].sort());
  expect([...stores.keys()]).toEqual([
    'cnn-playground-models',
    'cnn-playground-site https://page.test/app/other/ one',
    'cnn-playground-site https://page.test/app/ two',
  ]);
});

test.each([
  ['./', true],
  ['index.html?x#y', true],
  ['assets/index-1.js', true],
  ['engine/cnn-simd.wasm', true],
  ['models/samples/tench.webp', true],
  ['models/tinyvgg/tinyvgg.onnx', false],
  ['models/tinyvgg/tinyvgg.onnx?a', false],
  ['engine/..%2fother.js', false],
  ['live-reload', false],
  ['assets/index-2.js', false],
  ['../engine/cnn-simd.wasm', false],
  ['https://elsewhere.test/app/engine/cnn-simd.wasm', false],
])('%s concerns it: %s', (file, concerned) => {
  expect(siteCache().concerns(new Request(at(file)))).toBe(concerned);
});

test('nothing but plain reading concerns it', () => {
  const cache = siteCache();
  expect(cache.concerns(new Request(SCOPE, { method: 'HEAD' }))).toBe(false);
  expect(cache.concerns(new Request(SCOPE, { method: 'POST' }))).toBe(false);
  expect(cache.concerns(new Request(SCOPE, { headers: { range: 'bytes=0-1' } }))).toBe(false);
});
