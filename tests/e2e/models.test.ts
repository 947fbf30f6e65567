// The list of models: downloads that go well, that are given up, and that fail in every way.

import { createHash } from 'node:crypto';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type MisbehavingServer,
  misbehavingServer,
  TINYVGG,
} from './support/misbehaving-server.js';
import { byTest, classified, drop, predictions, shows } from './support/page.js';
import { plainPng } from './support/png.js';
import { openSite, type Site, type Visit } from './support/site.js';

const SIZE = `${Math.round(TINYVGG.length / 1000)} KB`;

const SHA256 = createHash('sha256').update(TINYVGG).digest('hex');
const PATHS = ['model', 'damaged', 'html', 'lfs', 'closed', 'nowhere', 'broken', 'cut', 'stalled'];

let site: Site;
let server: MisbehavingServer;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  site = await openSite({ isolated: false });
});
afterAll(() => site?.close());

/** TinyVGG as the page's own, and the same bytes from another host in every state. */
function catalogue() {
  const model = {
    title: 'TinyVGG',
    task: 'image-classification',
    bytes: TINYVGG.length,
    license: 'Apache-2.0',
    credit: 'Test',
  };
  const far = PATHS.map((name) => ({
    ...model,
    id: name,
    title: `Far ${name}`,
    url: `${server.origin}/${name}.onnx`,
    // Another hash each, so that one that is kept stands for itself alone.
    sha256: name === 'model' ? SHA256 : createHash('sha256').update(name).digest('hex'),
  }));
  // The bundled one without a hash: what the browser keeps is then the downloads alone.
  return { models: [{ ...model, id: 'tinyvgg', file: 'tinyvgg/tinyvgg.onnx' }, ...far] };
}

async function open(context: BrowserContextOptions = {}): Promise<void> {
  visit = await site.visit({
    // The page's policy names the one host that it downloads from; here it is another.
    context: { bypassCSP: true, ...context },
    before: (blank) =>
      blank.route('**/catalog.json', (route) => route.fulfill({ json: catalogue() })),
  });
  page = visit.page;
  await classified(page);
}

beforeEach(async () => {
  server = await misbehavingServer();
  await open();
});
afterEach(async () => {
  await page.context().close();
  await server.close();
});

async function choose(id: string): Promise<void> {
  await byTest(page, 'more-models').click();
  await page.locator(`[data-test="open-model"][data-model="${id}"]`).click();
}

/** Addresses in all of the browser's caches but the page's own. */
const kept = () =>
  page.evaluate(async () => {
    const cache = await caches.open('cnn-playground-models');
    return (await cache.keys()).map(({ url }) => url);
  });

const heading = (title: string) => page.getByRole('heading', { name: `Inside ${title}` });

test('a download opens, is kept, opens again without a request, and can be removed', async () => {
  await choose('model');
  await heading('Far model').waitFor();
  await classified(page);
  await expect.poll(() => byTest(page, 'progress').count()).toBe(0);
  await expect.poll(() => page.url()).toContain('#model=model&');
  await expect
    .poll(() => byTest(page, 'model').locator('option').allInnerTexts())
    .toEqual(['TinyVGG', 'Far model']);
  await byTest(page, 'model').selectOption({ label: 'TinyVGG' });
  await heading('TinyVGG').waitFor();
  await byTest(page, 'model').selectOption({ label: 'Far model' });
  await heading('Far model').waitFor();
  await classified(page);
  expect(server.requests).toEqual(['GET /model.onnx']);

  await byTest(page, 'more-models').click();
  const row = byTest(page, 'model-row').filter({ hasText: 'Far model' });
  await expect.poll(() => row.innerText()).toContain('on this device');
  await expect
    .poll(() => byTest(page, 'kept').innerText())
    .toBe(`1 download on this device, ${SIZE}.`);
  await row.getByRole('button', { name: 'Remove' }).click();
  await byTest(page, 'kept').getByText('No downloads').waitFor();
  await expect.poll(() => kept()).toEqual([]);
  // What is on screen goes on.
  await page.keyboard.press('Escape');
  await drop(page, 'next.png', plainPng(64, 64, [1, 2, 3]));
  await shows(page, 'next.png');
  expect(visit.problems).toEqual([]);
});

test('a link to a model that has to be downloaded asks first', async () => {
  await page.goto(`${site.url}#model=cut`);
  const row = byTest(page, 'model-row').filter({ hasText: 'your link asks for this one' });
  await expect.poll(() => row.innerText()).toContain('Far cut');
  await classified(page);
  await expect.poll(() => heading('TinyVGG').count()).toBe(1);
  expect(server.requests).toEqual([]);
});

test('a download shows bytes and percent, and given up it leaves the page where it was', async () => {
  const before = await predictions(page);
  const url = page.url();
  await choose('stalled');
  const progress = byTest(page, 'progress');
  const percent = Math.floor(4_000_000 / TINYVGG.length);
  await progress.getByText(`40 KB of ${SIZE}, ${percent}%`).waitFor();
  await expect.poll(() => progress.innerText()).toContain('Downloading Far stalled');
  await expect.poll(() => predictions(page)).toEqual(before);
  // The network that is there goes on working meanwhile.
  await drop(page, 'meanwhile.png', plainPng(64, 64, [200, 10, 10]));
  await shows(page, 'meanwhile.png');
  await expect.poll(() => progress.count()).toBe(1);
  const meanwhile = await predictions(page);
  await byTest(page, 'cancel').click();
  await progress.waitFor({ state: 'detached' });
  await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
  await expect.poll(() => heading('TinyVGG').count()).toBe(1);
  await expect.poll(() => predictions(page)).toEqual(meanwhile);
  await expect.poll(() => kept()).toEqual([]);
  expect(page.url().split('#')[0]).toBe(url.split('#')[0]);
});

describe('a download that fails is a sentence; nothing is kept, and the page goes on', () => {
  test.each([
    ['damaged', 'hash-mismatch', /SHA-256/],
    ['html', 'not-a-model', /an HTML page/],
    ['lfs', 'not-a-model', /a Git LFS pointer/],
    ['closed', 'cors', /does not allow/],
    ['nowhere', 'http-error', /404/],
    ['broken', 'http-error', /503/],
    ['cut', 'network', /cut after/],
  ])('%s: %s', async (name, code, says) => {
    const before = await predictions(page);
    await choose(name);
    const banner = byTest(page, 'failure');
    await banner.waitFor({ timeout: 30_000 });
    await expect.poll(() => banner.getAttribute('data-code')).toBe(code);
    const text = await banner.innerText();
    expect(text).toMatch(says);
    expect(text).toContain(`${server.origin}/${name}.onnx`);
    expect(text).toContain('TinyVGG stays open.');
    await expect.poll(() => kept()).toEqual([]);
    await expect.poll(() => predictions(page)).toEqual(before);
    await drop(page, 'next.png', plainPng(64, 64, [1, 200, 3]));
    await shows(page, 'next.png');
    await expect.poll(() => banner.count()).toBe(0);
  });

  test('offline, and "Try again" once the network is back', async () => {
    await page.context().close();
    // The engine itself comes from the service worker then.
    await open({ serviceWorkers: 'allow' });
    const hasEngine = () =>
      page.evaluate(async () => {
        const sites = (await caches.keys()).filter((name) => name.includes('-site'));
        const keys = await Promise.all(sites.map(async (n) => (await caches.open(n)).keys()));
        return keys.flat().some(({ url }) => url.endsWith('.wasm'));
      });
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await expect.poll(hasEngine, { timeout: 30_000 }).toBe(true);
    await page.context().setOffline(true);
    await choose('model');
    const banner = byTest(page, 'failure');
    await banner.waitFor({ timeout: 30_000 });
    await expect.poll(() => banner.innerText()).toMatch(/offline/);
    await expect.poll(() => kept()).toEqual([]);
    await page.context().setOffline(false);
    await banner.getByRole('button', { name: 'Try again' }).click();
    await heading('Far model').waitFor();
    await classified(page);
    await expect.poll(() => kept()).toHaveLength(1);
  });
});
