// The pad: digits drawn for LeNet-5.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { byTest, classified, drop, nothingShown, shows } from './support/page.js';
import { plainPng } from './support/png.js';
import { openSite, type Site, type Visit } from './support/site.js';

let site: Site;
let visit: Visit;
let page: Page;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());
beforeEach(async () => {
  await visit?.page.context().close();
  visit = await site.visit({ hash: '#model=lenet5' });
  page = visit.page;
  await byTest(page, 'pad').waitFor();
  await shows(page, 'Your drawing');
});

const verdict = () => byTest(page, 'verdict').innerText();
const digit = (name: number | string) =>
  page.locator('.pad-digits').getByRole('button', { name: String(name), exact: true });

/** Draws with the mouse; points in units of the pad's side. */
async function draw(...points: [x: number, y: number][]): Promise<void> {
  const box = await byTest(page, 'pad').boundingBox();
  if (!box) throw new Error('The pad is not on the page.');
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  const [first = [0, 0], ...rest] = points;
  await page.mouse.move(...at(first as [number, number]));
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...at(point), { steps: 6 });
  await page.mouse.up();
}

test('every example digit is read as what it is, by the keyboard alone', async () => {
  await digit(0).focus();
  for (let expected = 0; expected < 10; expected++) {
    await page.keyboard.press('Enter');
    await expect.poll(verdict).toMatch(new RegExp(`^“${expected}”, >?\\d`));
    await page.keyboard.press('Tab');
  }
  expect(visit.problems).toEqual([]);
});

test('a digit drawn small, in a corner, is centred and read', async () => {
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => nothingShown(page)).toBe(true);
  await expect.poll(() => verdict()).toBe('No prediction');
  await draw([0.06, 0.08], [0.3, 0.08], [0.16, 0.42]);
  await expect.poll(verdict).toMatch(/^“7”, /);
  const middle = await byTest(page, 'seen').evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    let [mass, x, y] = [0, 0, 0];
    for (let i = 0; i < width * height; i++) {
      const ink = data[4 * i] ?? 0;
      mass += ink;
      x += ink * ((i % width) + 0.5);
      y += ink * (Math.floor(i / width) + 0.5);
    }
    return [x / mass / width, y / mass / height];
  });
  for (const position of middle) expect(Math.abs(position - 0.5)).toBeLessThan(0.03);
});

test('strokes add up: a 1 becomes a 4', async () => {
  await page.getByRole('button', { name: 'Clear' }).click();
  await draw([0.62, 0.15], [0.6, 0.85]);
  await expect.poll(verdict).toMatch(/^“1”, /);
  await draw([0.35, 0.2], [0.28, 0.52], [0.75, 0.5]);
  await expect.poll(verdict).toMatch(/^“4”, /);
});

test('a photo that is dropped leaves an empty pad, and a stroke begins a drawing of its own', async () => {
  const inked = () =>
    byTest(page, 'pad').evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((level, i) => i % 4 < 3 && level > 128);
    });
  await draw([0.3, 0.2], [0.7, 0.2], [0.5, 0.8]);
  await expect.poll(verdict).toMatch(/^“7”, /);
  await expect.poll(() => inked()).toBe(true);
  await drop(page, 'photo.png', plainPng(40, 40, [90, 90, 90]));
  await shows(page, 'photo.png');
  await expect.poll(() => inked()).toBe(false);
  await draw([0.5, 0.15], [0.5, 0.85]);
  await shows(page, 'Your drawing');
  await expect.poll(verdict).toMatch(/^“1”, /);
});

test('other networks get their picture back', async () => {
  await byTest(page, 'model').selectOption({ label: 'TinyVGG' });
  await page.getByRole('heading', { name: 'Inside TinyVGG' }).waitFor();
  await classified(page);
  await expect.poll(() => byTest(page, 'pad').count()).toBe(0);
  await expect.poll(() => page.locator('.sample[aria-pressed="true"]').count()).toBe(1);
  await expect.poll(() => page.locator('.picture-name').innerText()).not.toBe('Your drawing');
});
