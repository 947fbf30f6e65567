// After one visit the page needs no network: it opens, and classifies with what it used before.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launch } from './support/browser.js';
import { byTest, classified, predictions } from './support/page.js';
import { siteFolder } from './support/site.js';
import { type StaticServer, serve } from './support/static-server.js';

let browser: Browser;
let context: BrowserContext;
let page: Page;
let folder: string;
let server: StaticServer;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  // A copy, so that a test can put a newer build in its place.
  folder = await mkdtemp(join(tmpdir(), 'cnn-site-'));
  await cp(siteFolder(), folder, { recursive: true });
  context = await browser.newContext({ serviceWorkers: 'allow' });
  page = await context.newPage();
});
afterEach(async () => {
  await context?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: { isolated?: boolean; under?: string } = {}): Promise<void> {
  server = await serve(folder, options);
}

/** What happens once a worker is through with its work. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 30_000 });

/** Addresses of everything in the caches of the site, relative to it. */
function keptFiles(): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.includes('-site'));
    const files = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return files.flat().map((url) => url.slice(document.baseURI.split('#')[0]?.length));
  });
}

/** Opens the page, and waits until it would open without a network. */
async function firstVisit(hash = ''): Promise<void> {
  await page.goto(server.url + hash);
  await classified(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // The script, the module and the second module of one variant.
  await eventually(async () => (await keptFiles()).filter(isOfEngine).length).toBe(3);
}

const isOfEngine = (file: string) => file.startsWith('engine/cnn-');

const isolated = () => page.evaluate(() => crossOriginIsolated);

test.each([
  { isolated: true, under: '' },
  { isolated: false, under: 'some/folder/' },
])('opens and classifies once the server is gone, with %o', async (options) => {
  await start(options);
  await firstVisit('#model=tinyvgg&sample=church.webp');
  const online = await predictions(page);
  await server.close();
  await page.reload();
  await classified(page);
  await expect.poll(() => predictions(page)).toEqual(online);
  // Also where the server did not ask for it: that is the service worker's work.
  await expect.poll(() => isolated()).toBe(true);
  await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
});

test('the browser knows that it is offline: another sample and a new tab work too', async () => {
  await start();
  await firstVisit('#model=tinyvgg&sample=church.webp');
  const onDocs = page.getByText('(needs a connection to this site)');
  await expect.poll(() => onDocs.count()).toBe(0);
  await context.setOffline(true);
  await onDocs.waitFor();
  await server.close();
  page = await context.newPage();
  await page.goto(`${server.url}?utm_source=mail#model=tinyvgg&sample=tench.webp`);
  await classified(page);
  await expect.poll(() => page.locator('.picture-name').innerText()).toMatch(/tench/i);
});

test('of the engine only what was used is kept, and no model a second time', async () => {
  await start();
  await firstVisit();
  await page.reload();
  await classified(page);
  const files = await keptFiles();
  const engines = files.filter(isOfEngine);
  // Script, module and second module of one variant: what a file needs later must be there, too.
  expect(engines).toHaveLength(3);
  expect(new Set(engines.map((file) => file.replace(/(-second)?\.\w+$/, ''))).size).toBe(1);
  expect(files.filter((file) => file.endsWith('.onnx'))).toEqual([]);
});

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

async function download(id: string): Promise<void> {
  await byTest(page, 'more-models').click();
  await page.locator(`[data-test="open-model"][data-model="${id}"]`).click();
}

test('a model that was downloaded from elsewhere opens without a network', async () => {
  const model = await readFile(join(folder, 'models/lenet5/lenet5.onnx'));
  const url = 'https://huggingface.co/someone/net/resolve/main/net.onnx';
  let downloads = 0;
  await context.route(url, (route) => {
    downloads += 1;
    const headers = { 'access-control-allow-origin': '*' };
    return route.fulfill({ body: model, contentType: 'application/octet-stream', headers });
  });
  await edit('models/catalog.json', (text) => {
    const { models } = JSON.parse(text) as { models: Record<string, unknown>[] };
    const { file, ...bundled } = models.find(({ id }) => id === 'lenet5') ?? {};
    expect(file).toBeTypeOf('string');
    const remote = { ...bundled, id: 'remote', title: 'Remote', url };
    return JSON.stringify({ models: [...models.filter(({ id }) => id !== 'lenet5'), remote] });
  });
  await start();
  await firstVisit();
  await download('remote');
  await page.getByRole('heading', { name: 'Inside Remote' }).waitFor();
  await classified(page);
  expect(downloads).toBe(1);
  const online = await predictions(page);
  await context.setOffline(true);
  await server.close();
  await page.reload();
  await classified(page);
  await expect.poll(() => predictions(page)).toEqual(online);
  expect(downloads).toBe(1);
  await download('mnist-12');
  const failure = byTest(page, 'failure');
  await failure.waitFor();
  await expect.poll(() => failure.getAttribute('data-code')).toBe('offline');
  await expect.poll(() => failure.innerText()).toContain('https://huggingface.co/');
});

test('the page starts no other script of its own folder as a worker', async () => {
  await start();
  await page.goto(server.url);
  await classified(page);
  const refusals = await page.evaluate(async () => {
    const script = new URL('engine/cnn-simd.mjs', document.baseURI).href;
    const texts: unknown[] = [];
    try {
      new Worker(script);
    } catch (error) {
      texts.push(String(error));
    }
    await navigator.serviceWorker.register(script).catch((error) => texts.push(String(error)));
    return texts;
  });
  expect(refusals).toEqual(Array(2).fill(expect.stringContaining('does not start scripts from')));
});

test('online, the page is never an old one', async () => {
  await start();
  await firstVisit();
  await edit('index.html', (html) => html.replace(/<title>.*<\/title>/, '<title>Newer</title>'));
  await page.reload();
  await expect.poll(() => page.title()).toBe('Newer');
});

test('a newer build takes the place of the older one, and keeps models', async () => {
  await start();
  await firstVisit();
  const cacheNames = () => page.evaluate(() => caches.keys());
  const before = await cacheNames();
  expect(before).toHaveLength(2);
  await edit('index.html', (html) => html.replace(/<title>.*<\/title>/, '<title>Newer</title>'));
  await edit('service-worker.js', (script) => script.replace(/"version":"/, '$&newer-'));
  await page.reload();
  const kept = async () => (await cacheNames()).filter((name) => before.includes(name));
  await eventually(kept).toEqual(['cnn-playground-models']);
  await expect.poll(() => cacheNames()).toContainEqual(expect.stringContaining('newer-'));
  await server.close();
  await page.reload();
  await classified(page);
  await expect.poll(() => page.title()).toBe('Newer');
});

test('a build that cannot be had whole leaves the older one in place', async () => {
  await start();
  await firstVisit();
  const before = (await keptFiles()).sort();
  await edit('service-worker.js', (script) =>
    script.replace(/"version":"/, '$&newer-').replace(/"files":\[/, '$&"not-there.js",'),
  );
  const failed = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker | null>((seen) => {
      registration.onupdatefound = () => seen(registration.installing);
    });
    await registration.update();
    const worker = await found;
    return new Promise((ended) => {
      const tell = () => worker?.state === 'redundant' && ended(worker.state);
      worker?.addEventListener('statechange', tell);
      tell();
    });
  });
  expect(failed).toBe('redundant');
  await expect.poll(async () => (await keptFiles()).sort()).toEqual(before);
  await server.close();
  await page.reload();
  await classified(page);
});

test('two sites on one origin leave each other alone', async () => {
  await cp(siteFolder(), join(folder, 'other'), { recursive: true });
  await start();
  await firstVisit();
  const { url } = server;
  await page.goto(`${url}other/`);
  await classified(page);
  // Until its own worker is there, that of the site around it answers.
  await page.waitForFunction(() =>
    navigator.serviceWorker.controller?.scriptURL.includes('/other/'),
  );
  await eventually(keptFiles).toContainEqual(expect.stringMatching(/^engine\/cnn-.*\.wasm$/));
  await server.close();
  for (const address of [url, `${url}other/`, `${url}other/index.html`]) {
    await page.goto(address);
    await classified(page);
  }
});

test('as a guest in another page it registers nothing', async () => {
  await start();
  await page.goto(`${server.url}models/catalog.json`);
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = '../';
    document.body.append(frame);
  });
  const frame = page.frames()[1];
  await frame?.locator('[data-test="prediction"]').first().waitFor();
  const registrations = await page.evaluate(
    async () => (await navigator.serviceWorker.getRegistrations()).length,
  );
  expect(registrations).toBe(0);
});

/** Leaves the page nothing to run on but the modules with threads, and no worker to answer instead. */
async function removeSingleThreaded(): Promise<void> {
  const single = ['simd', 'relaxed'].flatMap((name) => [`cnn-${name}.mjs`, `cnn-${name}.wasm`]);
  for (const file of single) await rm(join(folder, 'engine', file));
  await page.evaluate(async (names) => {
    const all = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    for (const cache of all)
      for (const name of names) await cache.delete(new URL(`engine/${name}`, document.baseURI));
  }, single);
}

test('a host without the headers: threads from the second visit on', async () => {
  await start({ isolated: false });
  await firstVisit();
  await expect.poll(() => isolated()).toBe(false);
  await removeSingleThreaded();
  await page.reload();
  await classified(page);
  await expect.poll(() => isolated()).toBe(true);
  await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
  // What is fetched from elsewhere with CORS is fetched all the same.
  const url = 'https://huggingface.co/someone/net/resolve/main/net.onnx';
  await context.route(url, (route) =>
    route.fulfill({ body: 'weights', headers: { 'access-control-allow-origin': '*' } }),
  );
  await expect
    .poll(() => page.evaluate(async (address) => (await fetch(address)).text(), url))
    .toBe('weights');
});

test('a page that frames this one is not disturbed, although its visitor was here before', async () => {
  await start({ isolated: false });
  await firstVisit();
  const outer = await serve(folder, { isolated: false });
  try {
    await page.goto(`${outer.url}models/catalog.json`);
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
    }, server.url);
    const frame = page.frames()[1];
    await frame?.locator('[data-test="prediction"]').first().waitFor();
    await expect
      .poll(() => frame?.evaluate(() => navigator.serviceWorker.controller !== null))
      .toBe(true);
    await expect.poll(() => frame?.evaluate(() => crossOriginIsolated)).toBe(false);
  } finally {
    await outer.close();
  }
});
