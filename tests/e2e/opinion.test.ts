// A picture of the user's own is named by a network of a thousand classes, while TinyVGG shows its maps.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { byTest, classified, drop, predictions, shows } from './support/page.js';
import { plainPng } from './support/png.js';
import { openSite, type Site, siteFolder } from './support/site.js';

const LARGE = 'efficientnet-lite0.onnx';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const photo = async (name: string) =>
  new Uint8Array(await readFile(join(siteFolder(), 'models/samples', name)));

test('a cat is a cat, and the maps are still those of TinyVGG', async () => {
  const { page, requests, problems } = await site.visit();
  await classified(page);
  await page.locator('.sample').nth(1).click();
  await shows(page, 'White wooden church');
  expect(requests.filter((url) => url.endsWith(LARGE))).toEqual([]);
  await drop(page, 'mine.webp', await photo('cat.webp'), 'image/webp');
  const verdict = byTest(page, 'opinion-verdict');
  await verdict.waitFor();
  await expect.poll(() => verdict.innerText()).toContain('a cat');
  await expect.poll(() => page.locator('#network-heading').innerText()).toBe('Inside TinyVGG');
  await expect.poll(() => predictions(page)).toHaveLength(3);
  await drop(page, 'other.webp', await photo('coffee.webp'), 'image/webp');
  await verdict.getByText('espresso').waitFor();
  expect(requests.filter((url) => url.endsWith(LARGE))).toHaveLength(1);
  await byTest(page, 'opinion-open').click();
  await page.getByRole('heading', { name: 'Inside EfficientNet-Lite0' }).waitFor();
  await expect.poll(() => byTest(page, 'opinion').count()).toBe(0);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('who does not want the download is asked before the next', async () => {
  let isHeld = true;
  const { page } = await site.visit({
    before: (fresh) =>
      fresh.route(`**/${LARGE}`, (route) => (isHeld ? undefined : route.continue())),
  });
  await classified(page);
  await drop(page, 'mine.webp', await photo('cat.webp'), 'image/webp');
  await byTest(page, 'opinion-cancel').click();
  // The button that was pressed is gone: the one in its place has the focus.
  await page.locator('[data-test="opinion-ask"]:focus').waitFor();
  await drop(page, 'other.webp', await photo('coffee.webp'), 'image/webp');
  await shows(page, 'other.webp');
  await expect.poll(() => byTest(page, 'opinion-ask').innerText()).toContain('9.4 MB');
  isHeld = false;
  await byTest(page, 'opinion-ask').click();
  await byTest(page, 'opinion-verdict').getByText('espresso').waitFor();
  await page.context().close();
});

test.each([1440, 390])(
  'that a picture is unlike the training pictures stands beside the answer, %d px wide',
  async (width) => {
    const { page } = await site.visit({ context: { viewport: { width, height: 844 } } });
    await classified(page);
    await drop(page, 'red.png', plainPng(64, 64, [255, 0, 0]));
    await byTest(page, 'opinion-verdict').waitFor();
    const lead = byTest(page, 'unfamiliar');
    await expect.poll(() => lead.innerText()).toBe('TinyVGG: unlike its training pictures');
    await expect.poll(() => byTest(page, 'verdict').getAttribute('class')).toContain('is-unsure');
    const warning = byTest(page, 'unfamiliar-text');
    await expect.poll(() => warning.innerText()).toContain('do not rely on its answer');
    const [front, box] = await Promise.all([
      page.locator('.card.front').boundingBox(),
      warning.boundingBox(),
    ]);
    const below = (box?.y ?? 0) - (front?.y ?? 0) - (front?.height ?? 0);
    expect(below).toBeGreaterThanOrEqual(0);
    expect(below).toBeLessThan(40);
    await page.context().close();
  },
);
