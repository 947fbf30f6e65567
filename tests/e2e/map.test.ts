// The map of a deep network: what is found on it, what stays of it when another network comes, and on paper.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { freshVisits } from './support/fresh-visits.js';
import { byTest, classified } from './support/page.js';

const visitSite = freshVisits();

/** Also where the machine has much else to do. */
const SLOW = { timeout: 20_000 };

async function openMap(hash: string): Promise<Page> {
  const { page } = await visitSite({ hash });
  await classified(page);
  await byTest(page, 'map').waitFor();
  return page;
}

const box = (page: Page, name: string) => page.locator(`.map-item[aria-label^="${name},"]`);
const scrolled = (page: Page) => byTest(page, 'map').evaluate((frame) => frame.scrollTop);

test('the map of a new network begins at its input, wherever the one before was scrolled to', async () => {
  const page = await openMap('#model=mobilenetv2');
  await byTest(page, 'map').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
  await box(page, 'input').waitFor({ state: 'detached' });
  await expect.poll(() => scrolled(page)).toBeGreaterThan(0);
  await byTest(page, 'model').selectOption('efficientnet-lite0');
  await page.getByRole('heading', { name: 'Inside EfficientNet-Lite0' }).waitFor();
  await box(page, 'input').waitFor();
  await expect.poll(() => scrolled(page)).toBe(0);
  // Nor does it go back to where it was when the run has come.
  await classified(page);
  await box(page, 'stem').waitFor();
  await expect.poll(() => scrolled(page)).toBe(0);
});

/** Red, green and blue of the canvas, so many px right of and below the upper left corner of the box. */
function colourIn(page: Page, name: string, right: number, down: number): Promise<string> {
  return box(page, name).evaluate(
    (item, [x, y]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.map-window canvas');
      // A copy: the page's own canvas is not made for reading.
      const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      if (!canvas || !pen) return 'no canvas';
      const [at, from] = [item.getBoundingClientRect(), canvas.getBoundingClientRect()];
      const ratio = canvas.width / from.width;
      const left = Math.round((at.left - from.left + x) * ratio);
      const top = Math.round((at.top - from.top + y) * ratio);
      pen.drawImage(canvas, left, top, 1, 1, 0, 0, 1, 1);
      return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)].join();
    },
    [right, down] as const,
  );
}

const inside = (page: Page, name: string) => colourIn(page, name, 30, 4);
/** A thick border reaches a pixel beyond the box. */
const border = (page: Page, name: string) => colourIn(page, name, 30, -1);

test.each(['light', 'dark'] as const)(
  'the match that was gone to is framed among the others: %s',
  async (colorScheme) => {
    const { page } = await visitSite({
      hash: '#model=efficientnet-lite0',
      context: { colorScheme },
    });
    await classified(page);
    const find = byTest(page, 'map-find');
    await find.fill('block_1_depthwise');
    await byTest(page, 'map-hits').getByText('2 matches').waitFor();
    // A shut block says how many of its layers were found.
    await page.locator('.map-item[aria-label*="3 layers, 2 found"]').waitFor();
    await find.press('Enter');
    await byTest(page, 'map-hits').getByText('1 of 2').waitFor();
    const [one, other, none] = ['block_1_depthwise', 'block_1_depthwise_relu6', 'block_1_project'];
    await box(page, one).waitFor();
    const found = await inside(page, one);
    await expect.poll(() => inside(page, other)).toBe(found);
    await expect.poll(() => inside(page, none)).not.toBe(found);
    const framed = await border(page, one);
    await expect.poll(() => border(page, other)).not.toBe(framed);
    await expect.poll(() => border(page, other)).toBe(await border(page, none));
    await find.press('Enter');
    await byTest(page, 'map-hits').getByText('2 of 2').waitFor();
    await expect.poll(() => border(page, other), SLOW).toBe(framed);
    await expect.poll(() => border(page, one)).not.toBe(framed);
  },
);

/** What there is of the map for paper: heights and widths in CSS px, and whether something is drawn on each piece. */
const pieces = (page: Page) =>
  byTest(page, 'map-print')
    .locator('canvas')
    .evaluateAll((all) =>
      (all as HTMLCanvasElement[]).map((canvas) => {
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        const { left, right, height } = canvas.getBoundingClientRect();
        const [red, green, blue] = data ?? [];
        const isDrawn = data?.some((value, at) => at % 4 === 0 && value !== red);
        return { left, right, height, corner: [red, green, blue].join(), isDrawn };
      }),
    );

test('on paper all of the map is there, light, as wide as the paper, and afterwards nothing of that is left', async () => {
  const { page } = await visitSite({
    hash: '#model=efficientnet-lite0',
    context: { colorScheme: 'dark' },
  });
  await classified(page);
  await byTest(page, 'map').waitFor();
  const before = await byTest(page, 'map').locator('.map-item').count();
  await expect.poll(() => pieces(page)).toEqual([]);
  const prepare = () => page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await prepare();
  const { length } = await pieces(page);
  await prepare();
  await expect.poll(() => pieces(page)).toHaveLength(length);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 640, height: 900 });
  await expect.poll(() => byTest(page, 'map').isVisible()).toBe(false);
  const printed = await pieces(page);
  const height = printed.reduce((all, piece) => all + piece.height, 0);
  // 16 blocks and 9 layers of 56 px under 6 headings of 34 px, of a map that is 700 px wide.
  expect(height).toBeGreaterThan((16 + 9) * 56 * (500 / 700) + 6 * 34 * (500 / 700));
  for (const { left, right, corner, isDrawn } of printed) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(640);
    expect(corner).toBe('255,255,255');
    expect(isDrawn).toBe(true);
  }
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect.poll(() => pieces(page)).toEqual([]);
  await expect.poll(() => byTest(page, 'map').locator('.map-item').count(), SLOW).toBe(before);
  await expect.poll(() => byTest(page, 'map').isVisible()).toBe(true);
});
