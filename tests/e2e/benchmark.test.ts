// How fast a network runs, on every engine module. No test says how fast.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { byTest, classified, predictions } from './support/page.js';
import { openSite, type Site, type Visit } from './support/site.js';

/** A machine may have other work. */
const SLOWLY = { timeout: 60_000 };

let site: Site;
let visit: Visit;
let page: Page;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());
beforeEach(async () => {
  await page?.context().close();
  visit = await site.visit({ hash: '#view=benchmark' });
  page = visit.page;
  await classified(page);
  await byTest(page, 'benchmark-start').waitFor();
  await byTest(page, 'benchmark-runs').selectOption('5');
  await byTest(page, 'benchmark-threads').selectOption('1');
});

const start = () => byTest(page, 'benchmark-start');
const status = () => byTest(page, 'benchmark-status').innerText();
const isDone = () => expect.poll(() => start().innerText(), SLOWLY).toBe('Measure');

/** The cells of every row. */
const rows = async (): Promise<string[][]> =>
  (await byTest(page, 'benchmark-row').allInnerTexts()).map((row) =>
    row.split('\t').map((cell) => cell.trim()),
  );

/** Of engines; threads of an engine are workers of it. */
const workers = () => page.workers().filter((worker) => worker.url().endsWith('worker.js')).length;

test('each module has a row with its times, which can be copied as Markdown', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await start().click();
  await byTest(page, 'benchmark-row').first().waitFor(SLOWLY);
  await isDone();
  const found = await rows();
  const who = found.map(([module, threads]) => `${module} ${threads}`);
  expect(who).toEqual(['simd 1', 'relaxed 1', 'simd-mt 1', 'relaxed-mt 1']);
  for (const [, , median, middle, least, runs] of found) {
    for (const time of [median, middle, least])
      expect(time).toMatch(/\d ms(\s+measured beside other work)?$/);
    expect(runs).toBe('5');
  }
  await expect.poll(() => status()).toBe('');
  await byTest(page, 'benchmark-copy').click();
  await page.getByText('Copied.').waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^\| Network \| Module \| Threads \|/);
  expect(text.match(/^\| TinyVGG \| [a-z-]+ \| 1 \| .* \| 5 \|$/gm)).toHaveLength(4);
  expect(text).toContain('- The page is cross-origin isolated');
  expect(text).toMatch(/^- Browser: \S.* \d+\./m);
  expect(workers()).toBe(1);
  expect(visit.problems).toEqual([]);
});

test('threads that a small network does not get are said to be none', async () => {
  await byTest(page, 'benchmark-threads').selectOption('2');
  await start().click();
  await byTest(page, 'benchmark-row').first().waitFor(SLOWLY);
  await isDone();
  const found = await rows();
  const two = found.filter(([, threads]) => threads === '2');
  expect(two.map(([module]) => module)).toEqual(['simd-mt', 'relaxed-mt']);
  for (const row of two) expect(row.at(-1)).toContain('too small for so many threads');
  expect(visit.problems).toEqual([]);
});

test('it is cancelled, its sessions end, and the page answers as before', async () => {
  const before = await predictions(page);
  await byTest(page, 'benchmark-other').first().check();
  await start().click();
  await byTest(page, 'benchmark-row').first().waitFor(SLOWLY);
  await expect.poll(() => start().innerText()).toBe('Cancel');
  await start().click();
  await isDone();
  await expect.poll(() => status()).toContain('You cancelled the measurement.');
  await expect.poll(workers, SLOWLY).toBe(1);
  await expect.poll(() => predictions(page)).toEqual(before);
  await page.locator('.sample').nth(1).click();
  await expect.poll(() => predictions(page), SLOWLY).not.toEqual(before);
  expect(visit.problems).toEqual([]);
});

test('another view ends it, and another picture does', async () => {
  await start().click();
  await byTest(page, 'benchmark-row').first().waitFor(SLOWLY);
  await page.locator('input[name$="view"][value="table"]').check({ force: true });
  await expect.poll(workers, SLOWLY).toBe(1);
  await page.locator('input[name$="view"][value="benchmark"]').check({ force: true });
  await expect.poll(() => status()).toContain('you left this view');
  await start().click();
  await byTest(page, 'benchmark-row').first().waitFor(SLOWLY);
  await page.locator('.sample').nth(1).click();
  await expect.poll(status, SLOWLY).toContain('something else was run');
  await expect.poll(workers, SLOWLY).toBe(1);
  expect(visit.problems).toEqual([]);
});

test('several networks stand below one another', async () => {
  const other = byTest(page, 'benchmark-other').last();
  await other.check();
  await start().click();
  await byTest(page, 'benchmark-row').first().waitFor(SLOWLY);
  await isDone();
  const networks = await page.locator('.benchmark-network').allInnerTexts();
  expect(networks).toEqual(['TinyVGG', await other.locator('xpath=..').innerText()]);
  await expect.poll(() => rows()).toHaveLength(8);
  expect(visit.problems).toEqual([]);
});

test('times on screen become medians once nobody does anything, and stay while the page is used', async () => {
  await page.locator('input[name$="view"][value="table"]').check({ force: true });
  const summary = page.locator('.network-summary');
  await expect
    .poll(() => summary.innerText(), SLOWLY)
    .toMatch(/\(median of [3-7] (warm runs|runs beside other work)\)$/);
  await expect
    .poll(() => byTest(page, 'table-times').innerText())
    .toMatch(
      /^The time of each layer is its median of [3-7] warm runs(, measured beside other work: .*)?\.$/,
    );
  const [said, answer] = [await summary.innerText(), await predictions(page)];
  await page.locator('.table-open').nth(2).click();
  await page.locator('dialog[open]').first().waitFor();
  await page.keyboard.press('Escape');
  await expect
    .poll(async () => [await summary.innerText(), await predictions(page)])
    .toEqual([said, answer]);
});

test('without isolation, the modules with threads say why they have none', async () => {
  await page.context().close();
  const bare = await openSite({ isolated: false });
  visit = await bare.visit({ hash: '#view=benchmark' });
  page = visit.page;
  await classified(page);
  await byTest(page, 'benchmark-runs').selectOption('5');
  await start().click();
  await byTest(page, 'benchmark-row').first().waitFor(SLOWLY);
  await isDone();
  const found = await rows();
  expect(found.map(([module]) => module)).toEqual(['simd', 'relaxed', 'simd-mt', 'relaxed-mt']);
  for (const row of found.slice(2)) expect(row.at(-1)).toContain('not cross-origin isolated');
  await bare.close();
});
