// The kernels of layers that read the picture, where there are many, and where they cover all of it.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { onnxModel, randomTensor, seeded } from '../web/support/onnx-model.js';
import { freshVisits } from './support/fresh-visits.js';
import { byTest, column, drop, map } from './support/page.js';

const visitSite = freshVisits();

/** A convolution of 8 x 8 pixels, and the mean of each channel. */
function network(channels: number, side: number): Uint8Array {
  return onnxModel({
    input: [1, 3, 8, 8],
    nodes: [
      {
        op: 'Conv',
        inputs: ['input', 'weight'],
        output: 'conv',
        attributes: { kernel_shape: [side, side] },
      },
      { op: 'GlobalAveragePool', inputs: ['conv'], output: 'means' },
      { op: 'Flatten', inputs: ['means'], output: 'scores' },
    ],
    weights: { weight: randomTensor([channels, 3, side, side], seeded(7)) },
  });
}

async function opened(page: Page, bytes: Uint8Array): Promise<void> {
  await drop(page, 'network.onnx', bytes, '');
  await column(page, 'conv').waitFor();
}

const tab = (page: Page) => page.locator('.dialog-side').getByRole('radio', { name: 'looks for' });
const tiles = (page: Page) => page.locator('.kernel-tile');

test('of very many kernels the first are shown, and how many there are is said', async () => {
  const { page } = await visitSite();
  await opened(page, network(300, 3));
  await map(page, 'conv', 0).click();
  await tab(page).check();
  await page.getByText('The kernels of the first 256 of 300 channels').waitFor();
  await expect.poll(() => tiles(page).count()).toBe(256);
  await tiles(page).last().click();
  await page.locator('#dialog-heading', { hasText: 'channel 255' }).waitFor();
  // 26 rows of ten, each as high as a kernel of 96 pixels and its number below it.
  const size = await byTest(page, 'kernel-overview').evaluate(
    ({ width, height }: HTMLCanvasElement) => height / width,
  );
  expect(size).toBeCloseTo((26 * 132) / (10 * 96), 6);
});

test('a kernel of a layer that is a vector opens its number', async () => {
  const { page } = await visitSite();
  await opened(page, network(12, 8));
  await map(page, 'conv', 0).click();
  await tab(page).check();
  await tiles(page).nth(7).click();
  await expect.poll(() => tiles(page).nth(7).getAttribute('aria-current')).toBe('true');
  await page.getByRole('heading', { name: 'What excites unit 7 most' }).waitFor();
});
