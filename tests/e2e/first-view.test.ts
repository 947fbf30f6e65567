// What a visitor sees first: the picture, the answer and the network, and nothing that moves.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byTest, classified } from './support/page.js';
import { openSite, type Site } from './support/site.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** A page of that size, as it has come to rest. */
async function rested(width: number, height: number): Promise<Page> {
  const { page } = await site.visit({ context: { viewport: { width, height } } });
  await classified(page);
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** How many maps of a layer are seen whole. */
function rowsSeen(page: Page, layer: string): Promise<number> {
  return page.locator(`.column[aria-label^="${layer},"] .map`).evaluateAll(
    (maps) =>
      maps.filter((map) => {
        const { top, bottom } = map.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }).length,
  );
}

const isSeen = (page: Page, test: string) =>
  byTest(page, test).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

describe.each([
  [1440, 900, 8],
  [1366, 768, 6],
])('%i x %i', (width, height, rows) => {
  test('the network is what one sees, beside picture and answer, which stay', async () => {
    const page = await rested(width, height);
    await expect.poll(() => rowsSeen(page, 'conv_1_1')).toBeGreaterThanOrEqual(rows);
    for (const part of ['picture', 'seen', 'verdict']) expect(await isSeen(page, part)).toBe(true);
    const name = await page.locator('.column-name').nth(1).boundingBox();
    const map = await page.locator('.column').nth(1).locator('.map').first().boundingBox();
    expect((name?.y ?? 0) + (name?.height ?? 0)).toBeLessThanOrEqual(map?.y ?? 0);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    for (const part of ['picture', 'seen', 'verdict']) expect(await isSeen(page, part)).toBe(true);
    await page.context().close();
  });
});

test('on a phone the first screen has picture, answer and the beginning of the network', async () => {
  const page = await rested(390, 844);
  for (const part of ['picture', 'seen', 'verdict']) expect(await isSeen(page, part)).toBe(true);
  await expect.poll(() => rowsSeen(page, 'input')).toBeGreaterThan(0);
  await page.context().close();
});

function watchShifts(): void {
  const all = globalThis as { shifted?: number };
  all.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      all.shifted = (all.shifted ?? 0) + entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

test.each([
  [1440, 900],
  [1280, 800],
  [1024, 768],
  [412, 823],
  [360, 740],
])('nothing moves while things load, %i x %i', async (width, height) => {
  const { page } = await site.visit({
    context: { viewport: { width, height } },
    before: (fresh) => fresh.addInitScript(watchShifts),
  });
  await classified(page);
  // Times of warm runs come when the engine is idle.
  await page.waitForTimeout(1500);
  const shifted = () => page.evaluate(() => (globalThis as { shifted?: number }).shifted ?? NaN);
  await expect.poll(() => shifted()).toBeLessThan(0.02);
  // That something which moves would have been seen.
  await page.evaluate(() => {
    document.body.style.paddingTop = '200px';
  });
  await expect.poll(shifted).toBeGreaterThan(0.02);
  await page.context().close();
});

/** Places of the parts that are there from the first. */
function places(page: Page) {
  return page.evaluate(() =>
    [
      '.masthead',
      '.masthead h1',
      '.front',
      '.prediction-head',
      '.network-card',
      '.picture-frame',
    ].map((part) => {
      const { x, y } = (document.querySelector(part) as Element).getBoundingClientRect();
      return [part, Math.round(x), Math.round(y)];
    }),
  );
}

test('the first lines of the page stand where the playground draws them, without a script', async () => {
  const { page } = await site.visit({
    before: (fresh) => fresh.route('**/*.js', (route) => route.abort()),
  });
  const before = await places(page);
  await page.unroute('**/*.js');
  await page.reload();
  await classified(page);
  expect(await places(page)).toEqual(before);
  await page.context().close();
});

test('the keyboard is in the network after two keys', async () => {
  const page = await rested(1440, 900);
  await page.keyboard.press('Tab');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe('Skip to the network');
  await page.keyboard.press('Enter');
  const at = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.at);
  await expect.poll(() => at()).toBe('0,0');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => at()).toBe('1,0');
  await page.context().close();
});
