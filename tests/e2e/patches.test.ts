// What a channel looks for: the patches of the page's pictures, and of files that are chosen or dropped.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { freshVisits } from './support/fresh-visits.js';
import { type Golden, golden } from './support/golden.js';
import { byTest, classified, map, read } from './support/page.js';

/** PyTorch's patches: picture, value, y, x, and the box of the field. */
type Line = [picture: number, value: number, y: number, x: number, ...box: number[]];
const { tinyvgg } = JSON.parse(
  readFileSync(new URL('../golden/patches.json', import.meta.url), 'utf8'),
) as { tinyvgg: { pictures: string[]; channels: Line[][] } };

const visitSite = freshVisits();

const tab = (page: Page) => page.locator('.dialog-side').getByRole('radio', { name: 'looks for' });
const patches = (page: Page) => byTest(page, 'patches').locator('li button');

/** Values below the patches, as they stand once so many are there. */
async function values(page: Page, count: number): Promise<number[]> {
  await expect.poll(() => patches(page).count(), { timeout: 30_000 }).toBe(count);
  return (await patches(page).locator('.number').allInnerTexts()).map(read);
}

/** Waits until all pictures were looked through. */
async function settled(page: Page): Promise<void> {
  await values(page, 9);
  await byTest(page, 'patches-cancel').waitFor({ state: 'detached' });
}

const box = (page: Page) => byTest(page, 'patch-whole').getAttribute('data-box');

/** Four digits are shown. */
const near = (found: number, expected: number) =>
  Math.abs(found - expected) <= 6e-4 * Math.max(1, Math.abs(expected));

test('from the first view, a click on a map and one on the tab show the nine patches of PyTorch', async () => {
  const { page } = await visitSite();
  await classified(page);
  await map(page, 'conv_2_1', 1).click();
  await tab(page).check();
  await byTest(page, 'patches-panel').getByText('the 13 pictures of this page').waitFor();
  await settled(page);
  const expected = tinyvgg.channels[1] as Line[];
  const found = await values(page, 9);
  found.forEach((value, place) => {
    expect(near(value, expected[place]?.[1] as number)).toBe(true);
  });
  await expect.poll(() => box(page)).toBe((expected[0] as Line).slice(4).join(','));
  // A click shows another one in its picture.
  await patches(page).nth(4).click();
  await expect.poll(() => box(page)).toBe((expected[4] as Line).slice(4).join(','));
  await expect.poll(() => patches(page).nth(4).getAttribute('aria-pressed')).toBe('true');
});

test('another channel, and a channel from the list, cost no pictures', async () => {
  const { page, requests } = await visitSite({ hash: '#layer=conv_2_1&channel=1' });
  await tab(page).check();
  await settled(page);
  const before = requests.length;
  await page.getByRole('button', { name: 'Next channel' }).click();
  const second = tinyvgg.channels[2] as Line[];
  await expect.poll(() => box(page)).toBe((second[0] as Line).slice(4).join(','));
  await byTest(page, 'patch-list').getByRole('button', { name: 'channel 7' }).press('Enter');
  const seventh = tinyvgg.channels[7] as Line[];
  await expect.poll(() => box(page)).toBe((seventh[0] as Line).slice(4).join(','));
  // The network is small: another layer was collected as well.
  await page.getByRole('button', { name: 'Next layer' }).click();
  await page.locator('#dialog-heading', { hasText: 'relu_2_1' }).waitFor();
  await values(page, 9);
  expect(requests.slice(before).filter((url) => url.includes('/models/'))).toEqual([]);
});

test('the kernels of the first layer stand side by side, and the open one is put into words', async () => {
  const { page } = await visitSite({ hash: '#layer=conv_1_1&channel=0' });
  await tab(page).check();
  const tiles = page.locator('.kernel-tile');
  await tiles.nth(9).waitFor();
  await expect.poll(() => tiles.count()).toBe(10);
  await page.getByRole('button', { name: 'Kernel of channel 3 in colour' }).click();
  await page.locator('#dialog-heading', { hasText: 'conv_1_1, channel 3' }).waitFor();
  // By NumPy, from the file's weights: 0.397 of their squares are a slope of grey to the lower left.
  const words = await byTest(page, 'kernel-pattern').innerText();
  expect(words).toContain('39.7%');
  expect(words).toContain('bright at the lower left and dark at the upper right');
  // Channel 4 has 0.7455 of them in colours that change from place to place, and next to no grey.
  await page.getByRole('button', { name: 'Kernel of channel 4 in colour' }).click();
  await byTest(page, 'kernel-pattern').getByText('an edge between two colours (74.6%').waitFor();
  // Each of the ten places on the canvas is painted.
  const colours = await byTest(page, 'kernel-overview').evaluate((canvas: HTMLCanvasElement) => {
    const side = canvas.width / 10;
    const context = canvas.getContext('2d');
    return Array.from({ length: 10 }, (_, tile) => {
      const { data } = context?.getImageData((tile + 0.5) * side, side / 2, 1, 1) ?? { data: [] };
      return data[3];
    });
  });
  expect(colours).toEqual(new Array(10).fill(255));
});

test('the picture of a patch opens at its cell', async () => {
  const { page } = await visitSite({ hash: '#sample=cat.webp&layer=conv_2_1&channel=1' });
  await tab(page).check();
  await settled(page);
  const [first] = await values(page, 9);
  const [, value = 0, y, x] = (tinyvgg.channels[1] as Line[])[0] as Line;
  expect(near(first ?? 0, value)).toBe(true);
  await byTest(page, 'open-patch').click();
  await byTest(page, 'reading').getByText(`y ${y}, x ${x}`).waitFor();
  await expect
    .poll(async () => near(read(await byTest(page, 'value').innerText()), value))
    .toBe(true);
});

/** Largest value of a channel of conv_1_2 in PyTorch. */
function most(of: Golden, channel: number): number {
  const area = 60 * 60;
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < area; i++) largest = Math.max(largest, of.at('conv_1_2', channel * area + i));
  return largest;
}

test('chosen files: the largest first, cut to the pixel, and what is no picture is named', async () => {
  const shapes = await golden('shapes');
  const noise = await golden('noise');
  const { page } = await visitSite({ hash: '#layer=conv_1_2&channel=3' });
  await tab(page).check();
  await values(page, 9);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    byTest(page, 'patches-choose').click(),
  ]);
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: '', buffer });
  await chooser.setFiles([
    file('letter.txt', Buffer.from('Dear reader')),
    file('noise.png', noise.png),
    file('shapes.png', shapes.png),
  ]);
  await byTest(page, 'patches-refused').getByText('letter.txt').waitFor();
  await expect.poll(() => byTest(page, 'patches-refused').innerText()).toContain('1 of 3 files');
  const [larger = 0, smaller = 0] = await values(page, 2);
  expect(larger).toBeGreaterThan(smaller);
  const place = (await patches(page).first().getAttribute('title')) === 'shapes.png' ? 0 : 1;
  expect(near([larger, smaller][place] ?? 0, most(shapes, 3))).toBe(true);
  const chosen = patches(page).nth(place);
  await chosen.click();
  await byTest(page, 'patch-whole').getByText('shapes.png').waitFor();
  // Two convolutions of 3 x 3: a cell sees 5 x 5 pixels from its own row and column on.
  const [y = 0, x = 0, height, width] = ((await box(page)) ?? '').split(',').map(Number);
  expect([height, width]).toEqual([5, 5]);
  const pixels = await chosen.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    return [...context.getImageData(0, 0, canvas.width, canvas.height).data];
  });
  const expected = Array.from({ length: 25 }, (_, i) => {
    const at = 3 * (64 * (y + Math.floor(i / 5)) + x + (i % 5));
    return [...shapes.rgb.slice(at, at + 3), 255];
  });
  expect(pixels).toEqual(expected.flat());
  await byTest(page, 'patches-samples').click();
  await values(page, 9);
});

test('many dropped files: what was found until somebody cancels stays, and the layer under it goes on', async () => {
  const { png } = await golden('noise');
  const { page } = await visitSite({ hash: '#layer=conv_1_1&channel=0' });
  await tab(page).check();
  await values(page, 9);
  await byTest(page, 'patches-panel').evaluate((panel, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    for (let i = 0; i < 3000; i++) transfer.items.add(new File([bytes], `noise ${i}.png`));
    const common = { bubbles: true, cancelable: true, dataTransfer: transfer };
    panel.dispatchEvent(new DragEvent('dragover', common));
    panel.dispatchEvent(new DragEvent('drop', common));
  }, png.toString('base64'));
  await byTest(page, 'patches-panel').getByText('3,000 files of yours').waitFor();
  await values(page, 9);
  await byTest(page, 'patches-cancel').click();
  await byTest(page, 'patches-panel').getByText('Stopped after').waitFor();
  // Equal pictures stand in the order of their names.
  const titles = await patches(page).evaluateAll((all) =>
    all.map((button) => button.getAttribute('title')),
  );
  expect(titles).toEqual(Array.from({ length: 9 }, (_, i) => `noise ${i}.png`));
  await expect.poll(() => page.locator('.drop-veil').count()).toBe(0);
});
