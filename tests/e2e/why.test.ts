// Why this class: the answer is what covering a part does, and the question keeps its place in the address.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { freshVisits } from './support/fresh-visits.js';
import { golden } from './support/golden.js';
import { byTest, classified, drop, predictions, shows } from './support/page.js';
import { encodePng } from './support/png.js';

const visitSite = freshVisits();

const lead = (page: Page) => byTest(page, 'why-answer').locator('.why-lead');

/** The frame on an input of 64 x 64, in pixels. */
async function frame(page: Page): Promise<[y: number, x: number, height: number, width: number]> {
  const shares = await page
    .locator('.why-frame .field-box')
    .evaluate((box: HTMLElement) =>
      ['y', 'x', 'height', 'width'].map((name) => box.style.getPropertyValue(`--field-${name}`)),
    );
  const [y = 0, x = 0, height = 0, width = 0] = shares.map((share) =>
    Math.round(64 * Number(share)),
  );
  return [y, x, height, width];
}

test('a picture with that part painted grey gives the class what the answer says', async () => {
  const { rgb, png } = await golden('shapes');
  const { page } = await visitSite({ hash: '#view=why' });
  await classified(page);
  await drop(page, 'shapes.png', png);
  await shows(page, 'shapes.png');
  await lead(page).waitFor();
  const [[name = ''] = []] = await predictions(page);
  const [, before, after] =
    /(?:from ([<>\d.]+%) to|at) ([<>\d.]+%)\./.exec(await lead(page).innerText()) ?? [];
  await expect.poll(async () => (await predictions(page))[0]?.[1]).toBe(before ?? after);
  const [top, left, height, width] = await frame(page);
  const covered = Uint8Array.from(rgb);
  for (let y = top; y < top + height; y++)
    covered.fill(128, 3 * (64 * y + left), 3 * (64 * y + left + width));
  await drop(page, 'covered.png', encodePng(covered, 64, 64));
  await shows(page, 'covered.png');
  const found = new Map(await predictions(page));
  expect(found.get(name)).toBe(after);
});

test('which class rather than which stays in the address, and the bias is named where it decides', async () => {
  const { page } = await visitSite({ hash: '#view=why&sample=golf-ball.webp' });
  await lead(page).waitFor();
  await page.getByLabel('rather than').selectOption({ label: 'church' });
  // TinyVGG's biases of these classes differ by 3.807, the picture's part is less.
  await byTest(page, 'why-deciding')
    .getByText('The bias, which is the same for every picture')
    .waitFor();
  await expect.poll(() => byTest(page, 'why-deciding').innerText()).toContain('3.807');
  await expect.poll(() => page.url()).toContain('against=4');
  await page.reload();
  await byTest(page, 'why-deciding').waitFor();
  await expect.poll(() => page.getByLabel('rather than').inputValue()).toBe('4');
  await lead(page).getByText('church').waitFor();
  // Neither that part nor a random one changes much, and the page says what follows from that.
  await byTest(page, 'why-verdict').getByText('the answer hangs on no single one').waitFor();
  await page.locator('.why-tools select').first().selectOption({ label: 'tench' });
  await expect.poll(() => page.url()).toContain('class=0&against=4');
});

test('a class that the network does not have is said', async () => {
  const { page } = await visitSite({ hash: '#view=why&against=99' });
  await page.getByText('Class 99 is asked for, but the network has 10: 0 to 9.').waitFor();
  await expect.poll(() => page.getByLabel('rather than').inputValue()).toBe('');
});

test('the occlusion test calls a loss a loss: on the scale, at a cell, and in the answer', async () => {
  const { page } = await visitSite({ hash: '#view=why&sample=golf-ball.webp' });
  await classified(page);
  await page.getByRole('radio', { name: 'Occlusion test' }).check();
  await byTest(page, 'occlude').click();
  await lead(page).waitFor({ timeout: 60_000 });
  await expect
    .poll(() => lead(page).innerText())
    .toMatch(/^Covering the framed part lowers golf ball from /);
  await expect
    .poll(() => byTest(page, 'why-legend').innerText())
    .toMatch(/raises it by [\d.]+\n.*lowers it by/s);
  const [y, x, height, width] = await frame(page);
  const canvas = await byTest(page, 'why').boundingBox();
  if (!canvas) throw new Error('no picture');
  const middle = (from: number, size: number) => (from + size / 2) / 64;
  await page.mouse.move(
    canvas.x + canvas.width * middle(x, width),
    canvas.y + canvas.height * middle(y, height),
  );
  await expect
    .poll(() => byTest(page, 'why-cell').innerText())
    .toMatch(/covering it lowers golf ball by [\d.]+ percentage points/);
});
