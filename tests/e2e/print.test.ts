// The page on paper: light, whole, and as it was on screen afterwards.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { freshVisits } from './support/fresh-visits.js';
import { byTest, classified } from './support/page.js';

const visitSite = freshVisits();

/** The page in the dark, laid out for narrow paper. */
async function onPaper(hash: string, isThere: string): Promise<Page> {
  const { page } = await visitSite({ hash, context: { colorScheme: 'dark' } });
  await classified(page);
  await page.locator(isThere).first().waitFor();
  // What prepares it is fetched when there is time.
  await expect
    .poll(() =>
      page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        return document.querySelector('#app')?.classList.contains('is-on-paper');
      }),
    )
    .toBe(true);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 700, height: 990 });
  return page;
}

/** How many of these reach over an edge of the paper at its side. */
const outside = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll(
    (parts) =>
      parts.filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
      }).length,
  );

test('all columns of a network are on the sheet, in the light, and the page is dark again after it', async () => {
  const page = await onPaper('#model=tinyvgg', '.column');
  // Its layers, and the input.
  await expect.poll(() => page.locator('.column').count()).toBe(14);
  await expect.poll(() => outside(page, '.column, .map')).toBe(0);
  const scheme = () => page.locator('#app').evaluate((root) => getComputedStyle(root).colorScheme);
  await expect.poll(() => scheme()).toBe('light');
  for (const pressed of ['.card.choose', '.masthead-controls', '.embed'])
    await expect.poll(() => page.locator(pressed).isVisible()).toBe(false);
  await expect.poll(() => byTest(page, 'verdict').isVisible()).toBe(true);
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect.poll(scheme).toBe('light dark');
  await expect.poll(() => page.locator('.masthead-controls').isVisible()).toBe(true);
});

test('a layer that is open is printed alone, with all its channels', async () => {
  const page = await onPaper(
    '#model=tinyvgg&layer=conv_1_2&channel=3',
    '.layer-dialog[open] .gallery-frame canvas',
  );
  await expect.poll(() => page.locator('.frame').isVisible()).toBe(false);
  await expect.poll(() => outside(page, '.layer-dialog canvas')).toBe(0);
  const ends = await page.evaluate(() => {
    const bottom = (selector: string) =>
      (document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0) + scrollY;
    return {
      gallery: bottom('.layer-dialog .gallery-frame canvas'),
      dialog: bottom('.layer-dialog'),
      page: document.documentElement.scrollHeight,
    };
  });
  expect(ends.gallery).toBeGreaterThan(0);
  expect(ends.gallery).toBeLessThanOrEqual(ends.dialog);
  expect(ends.dialog).toBeLessThanOrEqual(ends.page + 1);
});
