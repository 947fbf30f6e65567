// How pictures become the input, and what inputs get that take none.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { onnxModel, type TestNode } from '../web/support/onnx-model.js';
import { byTest, classified, drop, predictions, shows } from './support/page.js';
import { encodePng } from './support/png.js';
import { openSite, type Site, type Visit } from './support/site.js';

let site: Site;
let visit: Visit;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());
beforeEach(async () => {
  await visit?.page.context().close();
  visit = await site.visit();
  await classified(visit.page);
});

const field = (page: Page, name: string) => page.locator(`.input-form [name="${name}"]`);

/** The colours of pixels of the network's input as drawn, and its size. */
const seen = (page: Page, at: readonly (readonly [x: number, y: number])[]) =>
  byTest(page, 'seen').evaluate((canvas: HTMLCanvasElement, points) => {
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    const colours = points.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)]);
    return { size: [canvas.width, canvas.height], colours };
  }, at);

const RED = [255, 0, 0];
const BLUE = [0, 0, 255];

/** Left half red, right half blue. */
function halves(width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) pixels.set(i % width < width / 2 ? RED : BLUE, 3 * i);
  return encodePng(pixels, width, height);
}

/** The mean of each colour, three classes. */
const MEANS: TestNode[] = [
  { op: 'GlobalAveragePool', inputs: ['input'], output: 'means' },
  { op: 'Flatten', inputs: ['means'], output: 'flat' },
];

async function openNetwork(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await drop(page, name, bytes, '');
  await page.getByRole('heading', { name: `Inside ${name}` }).waitFor();
}

async function openForm(page: Page): Promise<void> {
  await page.locator('.input-form summary').click();
  await page.locator('.input-form [role="status"]').waitFor();
}

test('a strip gets the whole picture: stretched, or with bars in a colour that is chosen', async () => {
  const { page, problems } = visit;
  await openNetwork(
    page,
    'strip.onnx',
    onnxModel({ input: [1, 3, 60, 160], nodes: MEANS, weights: {} }),
  );
  await drop(page, 'halves.png', halves(100, 100));
  await shows(page, 'halves.png');
  const corners = [
    [0, 0],
    [159, 59],
  ] as const;
  await expect.poll(() => seen(page, corners)).toEqual({ size: [160, 60], colours: [RED, BLUE] });
  await expect.poll(() => byTest(page, 'picture-notes').innerText()).toContain('2.7 times as wide');
  await openForm(page);
  await field(page, 'fit').selectOption('letterbox');
  await field(page, 'bars').fill('#102030');
  // 60 x 60 in the middle, 50 columns of bars on both sides.
  const row = [
    [0, 0],
    [49, 30],
    [50, 30],
    [109, 30],
    [110, 30],
  ] as const;
  const bar = [16, 32, 48];
  await expect
    .poll(() => seen(page, row))
    .toEqual({
      size: [160, 60],
      colours: [bar, bar, RED, BLUE, bar],
    });
  expect(problems).toEqual([]);
});

test('a text reader: the width follows the picture, to a multiple that is chosen', async () => {
  const { page } = visit;
  await openNetwork(
    page,
    'reader.onnx',
    onnxModel({ input: [1, 3, 48, -1], nodes: MEANS, weights: {} }),
  );
  await drop(page, 'line.png', halves(300, 50));
  await shows(page, 'line.png');
  // 300 x 48 / 50 = 288.
  await expect.poll(async () => (await seen(page, [])).size).toEqual([288, 48]);
  await openForm(page);
  await field(page, 'multiple').fill('50');
  await expect.poll(async () => (await seen(page, [])).size).toEqual([300, 48]);
});

test('an open size is asked for; one that fails keeps the picture and leads to the form', async () => {
  const { page } = visit;
  const pool: TestNode = {
    op: 'MaxPool',
    inputs: ['input'],
    output: 'pooled',
    attributes: { kernel_shape: [24, 24] },
  };
  const nodes = [pool, { ...MEANS[0], inputs: ['pooled'] } as TestNode, MEANS[1] as TestNode];
  await openNetwork(page, 'open.onnx', onnxModel({ input: [1, 3, -1, -1], nodes, weights: {} }));
  await drop(page, 'halves.png', halves(96, 64));
  await shows(page, 'halves.png');
  await expect.poll(() => byTest(page, 'asks').innerText()).toContain('224 × 224 is a guess');
  await byTest(page, 'asks').getByRole('button').click();
  await field(page, 'fit').selectOption('own');
  await expect.poll(async () => (await seen(page, [])).size).toEqual([96, 64]);
  await expect.poll(() => byTest(page, 'asks').count()).toBe(0);
  await field(page, 'fit').selectOption('stretch');
  await field(page, 'height').fill('20');
  await byTest(page, 'failure').waitFor();
  await expect
    .poll(() => byTest(page, 'failure').innerText())
    .toContain('Choose another size under "Input"');
  await expect.poll(() => page.locator('.picture-name').first().innerText()).toBe('halves.png');
  const painted = await byTest(page, 'picture').evaluate(
    (canvas: HTMLCanvasElement) =>
      canvas.getContext('2d')?.getImageData(canvas.width - 8, canvas.height >> 1, 1, 1).data[2],
  );
  expect(painted).toBe(255);
  await byTest(page, 'change-input').click();
  await field(page, 'height').fill('64');
  await classified(page);
  await expect.poll(async () => (await seen(page, [])).size).toEqual([224, 64]);
});

test('other inputs get what their names say, and what is typed; bad text is told', async () => {
  const { page } = visit;
  const concat = { op: 'Concat', inputs: ['flat', 'scale_factor', 'float'], output: 'all' };
  const cast = { op: 'Cast', inputs: ['orig_im_size'], output: 'float', attributes: { to: 1 } };
  const bytes = onnxModel({
    input: [1, 3, 32, 32],
    inputs: { scale_factor: { shape: [1, 2] }, orig_im_size: { shape: [1, 2], type: 7 } },
    nodes: [...MEANS, cast, { ...concat, attributes: { axis: 1 } }],
    weights: {},
  });
  await openNetwork(page, 'several.onnx', bytes);
  await drop(page, 'halves.png', halves(30, 20));
  await shows(page, 'halves.png');
  // Classes 5 and 6 are the picture's height and width: 20 and 30.
  await expect.poll(async () => (await predictions(page))[0]).toEqual(['class 6', '>99.9%']);
  await openForm(page);
  await field(page, 'orig_im_size-kind').selectOption('zeros');
  await field(page, 'scale_factor-kind').selectOption('numbers');
  await field(page, 'scale_factor-numbers').fill('1, 40');
  await expect.poll(async () => (await predictions(page))[0]).toEqual(['class 4', '100.0%']);
  await field(page, 'scale_factor-numbers').fill('1, 2, 3');
  const told = page.locator('.form-error');
  await expect
    .poll(() => told.innerText())
    .toContain('There are 3 numbers, but this input takes 2.');
  await expect.poll(async () => (await predictions(page))[0]).toEqual(['class 4', '100.0%']);
  await page.getByRole('button', { name: "Restore the model's settings" }).click();
  await expect.poll(async () => (await predictions(page))[0]).toEqual(['class 6', '>99.9%']);
});

test('a network without a picture runs on made-up numbers, and one with a batch on one picture', async () => {
  const { page, problems } = visit;
  const relu = { op: 'Relu', inputs: ['x'], output: 'y' };
  await openNetwork(
    page,
    'numbers.onnx',
    onnxModel({ input: [], inputs: { x: { shape: [1, 4] } }, nodes: [relu], weights: {} }),
  );
  await page.getByText('This network takes no picture: it runs on').waitFor();
  await page.locator('.column').nth(1).waitFor();
  await expect.poll(() => byTest(page, 'seen').count()).toBe(0);
  // The length that the file leaves open fits none that the engine tries by itself.
  const pool = { op: 'MaxPool', inputs: ['x'], output: 'y', attributes: { kernel_shape: [48] } };
  await openNetwork(
    page,
    'length.onnx',
    onnxModel({ input: [], inputs: { x: { shape: [1, 1, -1] } }, nodes: [pool], weights: {} }),
  );
  await page.locator('.column', { hasText: 'MaxPool' }).waitFor();
  await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
  await openNetwork(
    page,
    'batch.onnx',
    onnxModel({ input: [4, 3, 32, 32], nodes: MEANS, weights: {} }),
  );
  await drop(page, 'halves.png', halves(40, 40));
  await shows(page, 'halves.png');
  await expect.poll(() => predictions(page)).toHaveLength(3);
  await expect
    .poll(() => byTest(page, 'preprocess').innerText())
    .toContain('gets this one 4 times');
  expect(problems).toEqual([]);
});
