// An output that is no list of classes is shown over the picture.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { detector, reader, segmenter, two } from './support/detectors.js';
import { byTest, classified, drop } from './support/page.js';
import { plainPng } from './support/png.js';
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
  // 128 x 64: the input is its middle.
  await drop(visit.page, 'grey.png', plainPng(128, 64, [128, 128, 128]));
  await visit.page.locator('.picture-name', { hasText: 'grey.png' }).waitFor();
});

const texts = (name: string) => byTest(visit.page, name).allInnerTexts();

/** Colours of the large picture at these points of the network's input, 64 x 64. */
const colours = (points: readonly (readonly [number, number])[]) =>
  byTest(visit.page, 'detection-figure').evaluate((canvas: HTMLCanvasElement, at) => {
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    return at.map(([x, y]) => {
      const pixel = context.getImageData(
        (32 + x) * (canvas.width / 128),
        y * (canvas.height / 64),
        1,
        1,
      );
      return [...pixel.data].slice(0, 3).join();
    });
  }, points);

const GREY = '128,128,128';

test('boxes: the best of two that overlap, where they are on the picture, and how it was read', async () => {
  const { page } = visit;
  const network = detector([
    [16, 40, 16, 16, 0.75, 0],
    [17, 40, 16, 16, 0.5, 0],
    [48, 40, 20, 8, 0.1, 0.375],
    [32, 10, 20, 8, 0.125, 0],
  ]);
  await drop(page, 'detector.onnx', network, '');
  await byTest(page, 'verdict').getByText('2 boxes').waitFor();
  await expect
    .poll(async () => (await texts('detection')).map((text) => text.split(/\s+/)))
    .toEqual([
      ['ball', '75.0%'],
      ['lawn', '37.5%'],
    ]);
  const readAs = await byTest(page, 'read-as').innerText();
  expect(readAs).toContain('x, y, width, height, then 2 class scores');
  expect(readAs).toContain('1 × 6 × 84');
  const [leftEdge, lowerEdge, inside, second, dropped] = await colours([
    [8, 40],
    [16, 48],
    [16, 40],
    [38, 40],
    [22, 10],
  ]);
  expect(leftEdge).toBe(lowerEdge);
  expect([inside, dropped]).toEqual([GREY, GREY]);
  expect(new Set([leftEdge, second, GREY]).size).toBe(3);
  await expect.poll(() => byTest(page, 'announcement').innerText()).toContain('2 boxes');
});

test('a list of names that is dropped names the boxes', async () => {
  const { page } = visit;
  await drop(page, 'detector.onnx', detector([[16, 40, 16, 16, 0.75, 0]]), '');
  await byTest(page, 'verdict').getByText('1 box').waitFor();
  await drop(page, 'names.txt', new TextEncoder().encode('moon\nsky\n'), 'text/plain');
  await byTest(page, 'detection').getByText('moon').waitFor();
});

test('no box is said, and what contradicts the form is not drawn', async () => {
  const { page } = visit;
  await drop(page, 'none.onnx', detector([[16, 40, 16, 16, 0.125, 0]]), '');
  await byTest(page, 'verdict').getByText('No box with a score of 25% or more').waitFor();
  await drop(page, 'logits.onnx', detector([[16, 40, 16, 16, 4, -3]]), '');
  await byTest(page, 'read-as').getByText('not boxes in pixels with scores from 0 to 1').waitFor();
  await expect.poll(() => byTest(page, 'detection-figure').count()).toBe(0);
});

test('a map: the strongest channel of each cell', async () => {
  const { page } = visit;
  await drop(page, 'segmenter.onnx', segmenter(), '');
  await byTest(page, 'verdict').getByText('A map of 3 channels').waitFor();
  await expect
    .poll(async () => (await texts('detection')).map((text) => text.replace(/\s+/g, ' ')))
    .toEqual(['channel 0 50.0%', 'channel 2 50.0%']);
  const [upper, alsoUpper, lower, outside] = await colours([
    [4, 4],
    [60, 30],
    [4, 60],
    [-8, 4],
  ]);
  expect(upper).toBe(alsoUpper);
  expect(outside).toBe(GREY);
  expect(new Set([upper, lower, GREY]).size).toBe(3);
});

test('text: the characters that the file lists', async () => {
  const { page } = visit;
  await drop(page, 'reader.onnx', reader(), '');
  await byTest(page, 'verdict').getByText('“a b”').waitFor();
  const readAs = await byTest(page, 'read-as').innerText();
  expect(readAs).toContain('5 steps');
  expect(readAs).toContain('75.0%');
});

test('several outputs: each by its name, as figures or over the picture', async () => {
  const { page } = visit;
  await drop(page, 'two.onnx', two(), '');
  await byTest(page, 'verdict').getByText('2 outputs').waitFor();
  const [numbers = '', depth = ''] = await texts('output');
  expect(numbers).toContain('numbers float32 2 × 2');
  expect(numbers).toContain('least −2, mean 1, largest 5');
  expect(numbers).toContain('Values: −2, 0, 1, 5');
  expect(depth).toContain('A heat map');
  await expect.poll(() => byTest(page, 'output').locator('canvas').count()).toBe(1);
  await expect.poll(() => byTest(page, 'announcement').innerText()).toContain('2 outputs');
});

test('with classes again there is nothing over the picture', async () => {
  const { page } = visit;
  await drop(page, 'segmenter.onnx', segmenter(), '');
  await byTest(page, 'detection-overlay').waitFor({ state: 'attached' });
  await byTest(page, 'model').selectOption({ label: 'TinyVGG' });
  await classified(page);
  await expect.poll(() => byTest(page, 'detection-overlay').count()).toBe(0);
});
