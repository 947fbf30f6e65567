// The layer view: every channel on one canvas, sorted, pinned, read; the kernels behind them.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Golden, golden, tinyVggWeight } from './support/golden.js';
import { byTest, classified, drawn, drop, enlarge, map, read, shows } from './support/page.js';
import { openSite, type Site, type Visit } from './support/site.js';

let site: Site;
let visit: Visit;
let expected: Golden;
beforeAll(async () => {
  site = await openSite();
  expected = await golden('shapes');
});
afterAll(() => site?.close());
beforeEach(async () => {
  await visit?.page.context().close();
  visit = await site.visit();
  await classified(visit.page);
  await drop(visit.page, 'shapes.png', expected.png);
  await shows(visit.page, 'shapes.png');
});

const SIDE = 60;
const AREA = SIDE * SIDE;

/** PyTorch's largest value of each channel of conv_1_2. */
function maxima(): number[] {
  return Array.from({ length: 10 }, (_, channel) => {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < AREA; i++)
      most = Math.max(most, expected.at('conv_1_2', channel * AREA + i));
    return most;
  });
}

const heading = (page: Page) => page.locator('#dialog-heading').innerText();

/** Puts the pointer on the middle of a tile: all ten stand in rows of equal tiles. */
async function point(page: Page, place: number): Promise<{ channel: number; text: string }> {
  const canvas = byTest(page, 'gallery').locator('canvas');
  const box = await canvas.boundingBox();
  const size = await canvas.evaluate((element: HTMLCanvasElement) => [
    element.width,
    element.height,
  ]);
  if (!box) throw new Error('no gallery');
  const tile = 104;
  const columns = Math.round(((size[0] ?? 0) + 4) / (tile + 4));
  const x = (place % columns) * (tile + 4) + tile / 2;
  const y = Math.floor(place / columns) * (tile + 4) + tile / 2;
  const before = await byTest(page, 'glance').innerText();
  await page.mouse.move(box.x + x, box.y + y);
  await expect.poll(() => byTest(page, 'glance').innerText()).not.toBe(before);
  const text = await byTest(page, 'glance').innerText();
  return { channel: Number(/channel (\d+)/.exec(text)?.[1]), text };
}

test('sorted by maximum the strongest channel stands first, and its values are read under the pointer', async () => {
  const { page } = visit;
  await enlarge(page, map(page, 'conv_1_2', 0));
  const most = maxima();
  const strongest = most.indexOf(Math.max(...most));
  await byTest(page, 'channel-sort').selectOption('max');
  await drawn(page);
  const { channel, text } = await point(page, 0);
  expect(channel).toBe(strongest);
  const [, y = '', x = '', value = ''] = /y (\d+), x (\d+): (.*)$/.exec(text) ?? [];
  const exact = expected.at('conv_1_2', channel * AREA + Number(y) * SIDE + Number(x));
  expect(Math.abs(read(value) - exact)).toBeLessThan(1e-4);
});

test('a click opens a channel, arrow keys go on from it, and a pinned one comes first', async () => {
  const { page } = visit;
  await enlarge(page, map(page, 'conv_1_1', 0));
  const { channel } = await point(page, 2);
  expect(channel).toBe(2);
  await page.mouse.down();
  await page.mouse.up();
  await expect.poll(() => heading(page)).toContain('channel 2');
  await byTest(page, 'gallery').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => heading(page)).toContain('channel 4');
  await byTest(page, 'pin').click();
  await expect.poll(() => byTest(page, 'pin').getAttribute('aria-pressed')).toBe('true');
  await expect.poll(async () => (await point(page, 0)).channel).toBe(4);
  await expect.poll(async () => (await point(page, 1)).channel).toBe(0);
});

test('kernels are those of the file', async () => {
  const { page } = visit;
  const name = 'conv_1_2.weight';
  await enlarge(page, map(page, 'conv_1_2', 3));
  await page.getByRole('radio', { name: 'Weights' }).check();
  await page.getByText('The kernel of output channel 3 is 3 × 3 in 10 parts').waitFor();
  await byTest(page, 'kernels').waitFor();
  const size = await byTest(page, 'kernels').evaluate((canvas: HTMLCanvasElement) => canvas.width);
  expect(size).toBeGreaterThan(100);
  const figures = byTest(page, 'weight-statistics').locator('tbody td:first-of-type');
  const [min = 0, max = 0] = (await figures.allInnerTexts()).map(read);
  const these = tinyVggWeight(name).slice(3 * 90, 4 * 90);
  expect(Math.fround(min)).toBe(Math.min(...these));
  expect(Math.fround(max)).toBe(Math.max(...these));
});

test('values: figures of the channel and a histogram of as many values as there are', async () => {
  const { page } = visit;
  await enlarge(page, map(page, 'conv_2_1', 1));
  await page.getByRole('radio', { name: 'Values' }).check();
  await byTest(page, 'histogram').first().waitFor();
  const name = await byTest(page, 'histogram').first().locator('svg').getAttribute('aria-label');
  expect(name).toContain('784 values of channel 1');
});
