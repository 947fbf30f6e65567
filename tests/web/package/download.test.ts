// Downloads in Chromium that fail in every way: one plain sentence each, and nothing stays behind.

import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import {
  type MisbehavingServer,
  misbehavingServer,
  TINYVGG,
} from '../../e2e/support/misbehaving-server.js';
import { type BrowserServer, browserServer } from '../support/browser-server.js';
import { importPackage } from '../support/package.js';

/** In the page: import(), which Vitest would rewrite here. */
declare const load: (url: string) => ReturnType<typeof importPackage>;

const SHA256 = createHash('sha256').update(TINYVGG).digest('hex');

let server: BrowserServer;
let models: MisbehavingServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  await importPackage();
  [server, browser] = await Promise.all([browserServer(), launch()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  models = await misbehavingServer();
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await models.close();
});

async function visit(query = ''): Promise<void> {
  page = await context.newPage();
  await page.goto(`${server.origin}/page?${query}`);
}

interface Attempt {
  /** Aborts once so many bytes have come. */
  abortAfter?: number;
  /** Takes a worker that does nothing, where the network cannot give the right one. */
  silentWorker?: boolean;
}

/** Loads the model at `path` with the cache: the notes or the error, and what is kept afterwards. */
function attempt(path: string, { abortAfter = 1e9, silentWorker = false }: Attempt = {}) {
  const url = path.startsWith('/') ? models.origin + path : path;
  return page.evaluate(
    async ([entry, wasmUrl, source, sha256, limit, silent]) => {
      const { InferenceSession, modelCache } = await load(entry);
      const stop = new AbortController();
      const phases = new Set<string>();
      const loaded: (readonly [number, number | undefined])[] = [];
      const end = async () => {
        const entries: string[] = [];
        for (const name of await caches.keys()) {
          for (const { url } of await (await caches.open(name)).keys()) entries.push(url);
        }
        return { entries, list: await modelCache.list(), phases: [...phases], loaded };
      };
      try {
        const session = await InferenceSession.create(source, {
          wasmUrl,
          sha256,
          cache: true,
          ...(silent ? { workerUrl: 'data:text/javascript,' } : {}),
          signal: stop.signal,
          onProgress: (progress) => {
            phases.add(progress.phase);
            if (progress.phase !== 'download') return;
            loaded.push([progress.loaded, progress.total]);
            if (progress.loaded >= limit) stop.abort();
          },
        });
        const { notes } = session.info;
        await session.release();
        return { notes, code: 'none', message: '', hint: '', ...(await end()) };
      } catch (error) {
        const { code, message, hint } = error as Record<'code' | 'message' | 'hint', string>;
        return { notes: [], code, message, hint, ...(await end()) };
      }
    },
    [
      `${server.origin}/dist/index.js`,
      `${server.origin}/fake`,
      url,
      SHA256,
      abortAfter,
      silentWorker,
    ] as const,
  );
}

const kept = () => [{ url: `${models.origin}/model.onnx`, sha256: SHA256, bytes: TINYVGG.length }];

test('a good download is kept, and the next load asks nobody', async () => {
  await visit();
  const first = await attempt('/model.onnx');
  expect(first).toMatchObject({ code: 'none', notes: [], list: kept() });
  expect(first.loaded.at(-1)).toEqual([TINYVGG.length, TINYVGG.length]);
  expect(models.referrers).toEqual([undefined]);
  await page.close();
  await visit();
  const second = await attempt('/model.onnx');
  expect(second).toMatchObject({ code: 'none', notes: [], list: kept() });
  expect(second.loaded).toEqual([[TINYVGG.length, TINYVGG.length]]);
  expect(second.phases).toContain('verify');
  expect(models.requests).toEqual(['GET /model.onnx']);
});

test('what is kept loads offline', async () => {
  await visit();
  await attempt('/model.onnx');
  await models.close();
  expect(await attempt('/model.onnx')).toMatchObject({ code: 'none', list: kept() });
});

test('an entry that was damaged is fetched anew', async () => {
  await visit();
  await attempt('/model.onnx');
  await page.evaluate(async () => {
    const [name = ''] = await caches.keys();
    const cache = await caches.open(name);
    const [key = ''] = await cache.keys();
    const { headers } = (await cache.match(key)) as Response;
    await cache.put(key, new Response('damaged', { headers }));
  });
  expect(await attempt('/model.onnx')).toMatchObject({ code: 'none', list: kept() });
  expect(models.requests).toHaveLength(2);
});

test('removing one', async () => {
  await visit();
  await attempt('/model.onnx');
  const removed = await page.evaluate(
    async ([entry, sha256]) => {
      const { modelCache } = await load(entry);
      const answers = [await modelCache.remove(sha256), await modelCache.remove(sha256)];
      return { answers, list: await modelCache.list() };
    },
    [`${server.origin}/dist/index.js`, SHA256] as const,
  );
  expect(removed).toEqual({ answers: [true, false], list: [] });
});

interface Case {
  path: string;
  code: string;
  says: RegExp;
  hint: RegExp;
  /** Query of the page. */
  on?: string;
}

const POLICY = `csp=${encodeURIComponent("connect-src 'self'")}`;

test.each<Case>([
  {
    path: '/damaged.onnx',
    code: 'hash-mismatch',
    says: new RegExp(`has the SHA-256 [0-9a-f]{64}, but ${SHA256} was expected`),
    hint: /get it again/,
  },
  { path: '/html.onnx', code: 'not-a-model', says: /an HTML page/, hint: /download itself/ },
  { path: '/plain-html.onnx', code: 'not-a-model', says: /an HTML page/, hint: /download itself/ },
  { path: '/lfs.onnx', code: 'not-a-model', says: /a Git LFS pointer/, hint: /git lfs pull/ },
  { path: '/nowhere.onnx', code: 'http-error', says: /answered 404/, hint: /Check the address/ },
  { path: '/broken.onnx', code: 'http-error', says: /answered 503/, hint: /later/ },
  { path: '/cut.onnx', code: 'network', says: /cut after \d+ of \d+ bytes/, hint: /Try again/ },
  { path: '/closed.onnx', code: 'cors', says: /answers, but does not allow/, hint: /Download/ },
  { path: '/to-closed.onnx', code: 'cors', says: /answers, but does not allow/, hint: /Download/ },
  {
    path: '/closed.onnx',
    on: 'isolated',
    code: 'network',
    says: /cannot be reached, or it does not allow .* \(CORS\)/,
    hint: /try again.*download/i,
  },
  {
    path: '/model.onnx',
    on: POLICY,
    code: 'network',
    says: /content security policy of this page does not allow/,
    hint: /connect-src/,
  },
])('$path on a page with "$on": $code', async ({ path, code, says, hint, on = '' }) => {
  await visit(on);
  const found = await attempt(path);
  expect(found.code).toBe(code);
  expect(found.message).toMatch(says);
  expect(found.message).toContain(models.origin + path);
  expect(found.hint).toMatch(hint);
  expect(found.entries).toEqual([]);
});

test('a server that is not there', async () => {
  await visit();
  const { origin } = models;
  await models.close();
  const found = await attempt(`${origin}/model.onnx`);
  expect(found).toMatchObject({ code: 'network', entries: [] });
  expect(found.message).toContain(`${origin}/model.onnx: `);
  expect(found.message).toContain('cannot be reached.');
  expect(found.hint).toMatch(/connection/);
});

test('a device that is offline', async () => {
  await visit();
  // The package itself has to be there before the network goes.
  await page.evaluate((entry) => load(entry), `${server.origin}/dist/index.js`);
  await context.setOffline(true);
  const found = await attempt('/model.onnx', { silentWorker: true });
  expect(found).toMatchObject({ code: 'offline', entries: [] });
  expect(found.message).toContain(`${models.origin}/model.onnx: this device is offline`);
  expect(found.hint).toMatch(/try again/);
});

test('a download that stalls can be cancelled half-way', async () => {
  await visit();
  const found = await attempt('/stalled.onnx', { abortAfter: 40_000 });
  expect(found).toMatchObject({ code: 'aborted', entries: [] });
  expect(found.loaded.at(-1)).toEqual([40_000, TINYVGG.length]);
});

test('a disk that is full: the model runs, a note says that it is not kept', async () => {
  await visit();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin: server.origin,
    quotaSize: 50_000,
  });
  const found = await attempt('/model.onnx');
  expect(found).toMatchObject({ code: 'none', entries: [] });
  expect(found.notes.join()).toContain(`${models.origin}/model.onnx runs, but`);
  expect(found.notes.join()).toMatch(/no room to keep it \(\d+\.\d KB\).*remove other models/);
});

test('in a sandboxed frame, which has no storage, it runs with a note', async () => {
  await visit();
  const notes = await page.evaluate(
    async ([origin, url, sha256]) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.srcdoc = `<script type="module">
        import { InferenceSession } from '${origin}/dist/index.js';
        // Chromium starts no module worker from a blob: address there.
        const workerUrl = 'data:text/javascript,import "${origin}/dist/worker.js"';
        const options = { workerUrl, wasmUrl: '${origin}/fake', cache: true, sha256: '${sha256}' };
        InferenceSession.create('${url}', options).then(
          ({ info }) => parent.postMessage(info.notes, '*'),
          ({ code, message }) => parent.postMessage([code, message], '*'),
        );
      </script>`;
      const answer = new Promise((told) => {
        addEventListener('message', ({ data }) => told(data), { once: true });
      });
      document.body.append(frame);
      return answer;
    },
    [server.origin, `${models.origin}/model.onnx`, SHA256] as const,
  );
  expect(String(notes)).toContain(
    `${models.origin}/model.onnx runs, but is not kept: this page has no Cache Storage`,
  );
});
