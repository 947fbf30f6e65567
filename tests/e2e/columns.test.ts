// The heads of the columns, where a network is shown as columns.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { freshVisits } from './support/fresh-visits.js';
import { classified } from './support/page.js';

const visitSite = freshVisits();

/** Also where the machine has much else to do. */
const SLOW = { timeout: 20_000 };

/** Free px between the shapes of each two neighbours: the least of them. */
const leastGap = (page: Page): Promise<number> =>
  page.locator('.column-shape').evaluateAll((shapes) => {
    const boxes = shapes.map((shape) => {
      const range = document.createRange();
      range.selectNodeContents(shape);
      return range.getBoundingClientRect();
    });
    return Math.min(...boxes.slice(1).map(({ left }, at) => left - (boxes[at]?.right ?? 0)));
  });

test.each([
  ['tinyvgg', 14],
  ['lenet5', 14],
] as const)('shapes do not run into each other: %s', async (model, columns) => {
  const { page } = await visitSite({ hash: `#model=${model}` });
  await classified(page);
  await expect.poll(() => page.locator('.column-shape').count(), SLOW).toBe(columns);
  for (const width of [1440, 1280, 1024, 900]) {
    await page.setViewportSize({ width, height: 900 });
    await expect
      .poll(() => leastGap(page), { ...SLOW, message: `${width} px` })
      .toBeGreaterThanOrEqual(4);
  }
});
