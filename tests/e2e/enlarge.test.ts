// The enlarged map: its numbers are the engine's, which are PyTorch's.

import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Golden, golden } from './support/golden.js';
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

const text = (name: string) => byTest(visit.page, name).innerText();

/** Puts the pointer on the middle of a cell. */
async function point(y: number, x: number, height: number, width: number): Promise<void> {
  const box = await byTest(visit.page, 'enlarged').boundingBox();
  if (!box) throw new Error('no enlarged map');
  await visit.page.mouse.move(
    box.x + ((x + 0.5) * box.width) / width,
    box.y + ((y + 0.5) * box.height) / height,
  );
}

test('hovering gives coordinates and the exact value', async () => {
  await enlarge(visit.page, map(visit.page, 'conv_1_2', 3));
  for (const [y, x] of [
    [0, 0],
    [17, 42],
    [59, 59],
  ] as const) {
    await point(y, x, 60, 60);
    await visit.page.getByText(`y ${y}, x ${x}`, { exact: true }).waitFor();
    const shown = await text('value');
    const value = expected.at('conv_1_2', 3 * 3600 + y * 60 + x);
    expect(Math.abs(read(shown) - value), `${y}, ${x}`).toBeLessThan(1e-4);
    // A float32 in full: not rounded for display, unless it is a round number.
    if (shown !== '0') expect(shown.replace(/[^\d]/g, '').length).toBeGreaterThanOrEqual(6);
  }
});

test('the network shows the value under the pointer, and a click keeps that cell', async () => {
  const { page } = visit;
  const target = map(page, 'conv_1_2', 3);
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('no map');
  const [y, x] = [20, 41];
  await page.mouse.move(
    box.x + ((x + 0.5) * box.width) / 60,
    box.y + ((y + 0.5) * box.height) / 60,
  );
  const readout = byTest(page, 'readout-value');
  await readout.getByText(/^channel 3, y \d+, x \d+: /).waitFor();
  const [, place = '', shown = ''] = /(y \d+, x \d+): (.*)$/.exec(await readout.innerText()) ?? [];
  // Cells are less than a pixel wide here: the neighbour may be meant.
  const [row = 0, column = 0] = place.match(/\d+/g)?.map(Number) ?? [];
  expect(Math.hypot(row - y, column - x)).toBeLessThan(2);
  const exact = expected.at('conv_1_2', 3 * 3600 + row * 60 + column);
  expect(Math.abs(read(shown) - exact)).toBeLessThan(1e-4);
  await page.mouse.down();
  await page.mouse.up();
  await page.locator('.enlarged.is-held').waitFor();
  // The pointer is over the enlarged map now, or beside it: the cell stays.
  await point(5, 5, 60, 60);
  await drawn(page);
  await expect.poll(() => page.locator('.reading-place').innerText()).toBe(place);
  await expect.poll(async () => read(await text('value'))).toBe(read(shown));
});

test('arrow keys move the cell, and stay inside', async () => {
  const { page } = visit;
  await enlarge(page, map(page, 'conv_2_1', 0));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.getByText('y 1, x 1', { exact: true }).waitFor();
  const value = expected.at('conv_2_1', 28 + 1);
  await expect.poll(async () => Math.abs(read(await text('value')) - value)).toBeLessThan(1e-4);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await page.getByText('y 1, x 27', { exact: true }).waitFor();
});

test('statistics of the layer', async () => {
  await enlarge(visit.page, map(visit.page, 'conv_2_2', 5));
  await visit.page.getByRole('radio', { name: 'Values' }).check();
  const { min, max, mean } = expected.range('conv_2_2');
  await vi.waitFor(async () => {
    const cells = await byTest(visit.page, 'statistics')
      .locator('tbody td:last-child')
      .allInnerTexts();
    const [shownMin = Number.NaN, shownMax = 0, shownMean = 0] = cells.map(read);
    expect(Math.abs(shownMin - min)).toBeLessThan(1e-4);
    expect(Math.abs(shownMax - max)).toBeLessThan(1e-4);
    expect(Math.abs(shownMean - mean)).toBeLessThan(1e-4);
  }, 20_000);
});

test('stepping to other channels and layers', async () => {
  const { page } = visit;
  const heading = page.locator('#dialog-heading');
  await enlarge(page, map(page, 'conv_1_1', 8));
  await expect.poll(() => heading.innerText()).toContain('conv_1_1, channel 8');
  await page.getByRole('button', { name: 'Next channel' }).click();
  await page.getByText('conv_1_1, channel 9').first().waitFor();
  // The last channel: the button stays where it is, and leads nowhere.
  await page.getByRole('button', { name: 'Next channel' }).press('Enter');
  await expect.poll(() => heading.innerText()).toContain('channel 9');
  await page.getByRole('button', { name: 'Previous layer' }).click();
  await page.getByText('input, channel 2 (blue)').first().waitFor();
});

test('flattened and dense values are read by index', async () => {
  const { page } = visit;
  await enlarge(page, map(page, 'dense', 4));
  await page.getByText('index 4 (church)', { exact: true }).waitFor();
  expect(Math.abs(read(await text('value')) - expected.at('logits', 4))).toBeLessThan(1e-4);
  await page.getByRole('button', { name: 'Previous layer' }).click();
  await expect.poll(() => page.locator('#dialog-heading').innerText()).toBe('flatten');
});

test('a map that is enlarged before the browser has told that the last one was closed stays open', async () => {
  const { page } = visit;
  await enlarge(page, map(page, 'conv_1_2', 3));
  const next = map(page, 'relu_1_1', 0);
  await next.evaluate((canvas) => {
    const dialog = document.querySelector('[data-test="dialog"]');
    if (!dialog) throw new Error('no dialog');
    // Told in the microtask after the closing: the browser's event comes in a task.
    const closing = new MutationObserver(() => {
      closing.disconnect();
      (canvas as HTMLElement).click();
    });
    closing.observe(dialog, { attributeFilter: ['open'] });
    dialog.addEventListener('close', () => document.body.setAttribute('data-told', ''));
  });
  await page.keyboard.press('Escape');
  await page.locator('body[data-told]').waitFor();
  await page.locator('.layer-dialog[open] h2', { hasText: 'relu_1_1' }).waitFor();
});

test('Escape closes, and the focus returns to the map', async () => {
  const { page } = visit;
  await map(page, 'relu_1_1', 2).focus();
  await page.keyboard.press('Enter');
  await byTest(page, 'enlarged').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-at')))
    .toBe('2,2');
});

test('a new picture replaces the enlarged map too', async () => {
  const { page } = visit;
  await enlarge(page, map(page, 'conv_1_1', 0));
  await page.getByRole('radio', { name: 'Values' }).check();
  await point(5, 5, 62, 62);
  const before = await text('value');
  const other = await golden('noise');
  await drop(page, 'noise.png', other.png);
  await shows(page, 'noise.png');
  await page.waitForFunction(
    (old) => document.querySelector('[data-test="value"]')?.textContent !== old,
    before,
  );
  const { min } = other.range('conv_1_1');
  const cells = await byTest(page, 'statistics').locator('tbody td:last-child').allInnerTexts();
  expect(Math.abs(read(cells[0] ?? '') - min)).toBeLessThan(1e-4);
});
