// How the page comes: in which order, what is seen meanwhile, and what systems and hosts ask for.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { byTest, classified } from './support/page.js';
import { openSite, type Site, siteFolder } from './support/site.js';

let site: Site;

beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const PAGE_CODE = '**/assets/playground-*.js';

test('before its code is there, the page says what it is, and the engine is on its way', async () => {
  let held: Route | undefined;
  const { page, requests, problems } = await site.visit({
    before: (blank) =>
      blank.route(PAGE_CODE, (route) => {
        held ??= route;
      }),
  });
  await page.getByRole('heading', { name: 'CNN Playground' }).waitFor();
  await expect.poll(() => page.getByRole('status').innerText()).toContain('Loading the engine');
  const asked = () => requests.filter((url) => url.endsWith('.wasm'));
  await expect.poll(asked).toHaveLength(1);
  const headings = page.getByRole('heading', { level: 1 });
  const place = async () => {
    const box = await headings.boundingBox();
    return [box?.x, box?.y];
  };
  const before = await place();
  await held?.continue();
  await classified(page);
  await expect.poll(() => headings.count()).toBe(1);
  expect(await place()).toEqual(before);
  await expect.poll(() => page.locator('.opening-wait').count()).toBe(0);
  expect(problems).toEqual([]);
});

test('nothing is asked for twice, and of the engine one module', async () => {
  const { page, requests } = await site.visit();
  await classified(page);
  const files = requests.map((url) => url.slice(site.url.length));
  const once = ['models/catalog.json', 'models/samples/samples.json', 'engine/worker.js'];
  for (const file of once) expect(files.filter((asked) => asked === file)).toEqual([file]);
  expect(files.filter((file) => file.endsWith('.wasm'))).toHaveLength(1);
  // Lists that are preloaded come before what asks for them.
  expect(files.indexOf('models/catalog.json')).toBeLessThan(files.indexOf('engine/worker.js'));
});

test('code of the page that does not come is a sentence', async () => {
  const { page } = await site.visit({
    before: (blank) => blank.route(PAGE_CODE, (r) => r.abort()),
  });
  await page.getByText('Check the connection and reload').waitFor();
});

test('a download that the server compresses has its total all the same', async () => {
  const { page } = await site.visit({
    before: (blank) =>
      blank.addInitScript(() => {
        // As of a compressed answer: no length, and here no end either.
        const real = window.fetch;
        window.fetch = async (...given) => {
          if (!String(given[0]).endsWith('.onnx')) return real(...given);
          const body = new ReadableStream({
            start: (stream) => stream.enqueue(new Uint8Array(19_000)),
          });
          return new Response(body, { headers: { 'content-encoding': 'gzip' } });
        };
      }),
  });
  const progress = byTest(page, 'progress');
  await expect
    .poll(() => progress.innerText())
    .toContain('Downloading TinyVGG: 19 KB of 84 KB, 22%');
});

test('the page can be installed', async () => {
  const { page } = await site.visit();
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data ?? '{}') as { icons: { src: string; purpose?: string }[] };
  for (const { src } of icons) expect(existsSync(join(siteFolder(), src)), src).toBe(true);
  expect(icons.map(({ purpose }) => purpose)).toContain('maskable');
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // Nothing is installed from a window that leaves no traces, as this one is.
  const others = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
  expect(others).toEqual([]);
});

test('the site holds what a visitor can see, and a page for wrong addresses', () => {
  const files = readdirSync(siteFolder(), { recursive: true }).map(String);
  expect(files.filter((file) => file.endsWith('.md'))).toEqual([]);
  expect(files).toContain('404.html');
});
