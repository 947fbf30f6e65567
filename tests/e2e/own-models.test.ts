// Networks of the user: how pictures become their input, and what their classes are called.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { onnxModel } from '../web/support/onnx-model.js';
import { onnx } from './support/golden.js';
import {
  byTest,
  classified,
  drop,
  enlarge,
  otherPredictions,
  predictions,
  read,
  shows,
  shut,
} from './support/page.js';
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

const bytes = (text: string) => new TextEncoder().encode(text);
const field = (page: Page, name: string) => page.locator(`.input-form [name="${name}"]`);

/** The network's input as drawn: width, height and the colour of a pixel. */
const seen = (page: Page, x: number, y: number) =>
  byTest(page, 'seen').evaluate(
    (canvas: HTMLCanvasElement, [column, row]) => {
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const [red, green, blue] = context.getImageData(column, row, 1, 1).data;
      return { width: canvas.width, height: canvas.height, colour: [red, green, blue] };
    },
    [x, y] as const,
  );

async function openOwn(page: Page): Promise<void> {
  await drop(page, 'mine.onnx', onnx('open-classifier'), '');
  await page.getByRole('heading', { name: 'Inside mine.onnx' }).waitFor();
  await classified(page);
}

/** Left half red, right half blue. */
function halves(width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    pixels.set(i % width < width / 2 ? [255, 0, 0] : [0, 0, 255], 3 * i);
  }
  return encodePng(pixels, width, height);
}

test('that the preparation of pixels is a guess stands beside the answer, with the values of ImageNet', async () => {
  const { page } = visit;
  await openOwn(page);
  const guess = byTest(page, 'assumed-pixels');
  await expect.poll(() => guess.innerText()).toContain('0 to 1 is a guess');
  const before = await predictions(page);
  await guess.locator('button').click();
  await guess.waitFor({ state: 'detached' });
  const says = await byTest(page, 'preprocess').innerText();
  expect(says).toContain('divided by 255, reduced by the mean (0.485, 0.456, 0.406)');
  expect(says).toContain('divided by the deviation (0.229, 0.224, 0.225)');
  await otherPredictions(page, before);
});

test('open sizes and no labels: it runs at a usual size, the classes are numbered', async () => {
  const { page } = visit;
  await openOwn(page);
  const labels = (await predictions(page)).map(([label]) => label);
  expect([...labels].sort()).toEqual(['class 0', 'class 1', 'class 2', 'class 3']);
  await expect.poll(() => byTest(page, 'labels-from').innerText()).toContain('numbered');
  await expect.poll(() => seen(page, 0, 0)).toMatchObject({ width: 224, height: 224 });
  // The input is shown at the size that was fed, not at the one that the file leaves open.
  await expect.poll(() => page.locator('.column').first().locator('.map').count()).toBe(3);
  await expect
    .poll(() => page.locator('.column-head').first().innerText())
    .toContain('3 × 224 × 224');
});

test('the form changes the exact input, and what cannot be is not applied', async () => {
  const { page } = visit;
  await openOwn(page);
  await drop(page, 'halves.png', halves(96, 48));
  await shows(page, 'halves.png');
  await page.locator('.input-form summary').click();
  await field(page, 'width').waitFor();
  // All three before a frame is drawn, as a browser's own filling-in does.
  await page.locator('.input-form').evaluate((form) => {
    for (const [name, value] of Object.entries({ resize: '48', height: '24', width: '40' })) {
      const input = form.querySelector<HTMLInputElement>(`[name="${name}"]`) as HTMLInputElement;
      input.value = value;
      input.dispatchEvent(new Event('input'));
    }
  });
  await page.waitForFunction(
    () => document.querySelector<HTMLCanvasElement>('[data-test="seen"]')?.width === 40,
  );
  await expect.poll(() => seen(page, 0, 0)).toEqual({ width: 40, height: 24, colour: [255, 0, 0] });
  await expect
    .poll(() => seen(page, 39, 23))
    .toEqual({ width: 40, height: 24, colour: [0, 0, 255] });
  // The values themselves, read from the enlarged input: blue in RGB is the third channel.
  const blueIs = async (channel: number, expected: number) => {
    await enlarge(page, page.locator(`[data-at="0,${channel}"]`));
    await page.keyboard.press('End');
    await expect.poll(async () => read(await byTest(page, 'value').innerText())).toBe(expected);
    await shut(page);
  };
  await blueIs(0, 0);
  await blueIs(2, 1);
  await field(page, 'preset').selectOption({ label: '−1 to 1' });
  await byTest(page, 'preprocess')
    .getByText('divided by 127.5 and reduced by the mean 1')
    .waitFor();
  await field(page, 'order').selectOption('BGR');
  await byTest(page, 'preprocess').getByText('BGR').waitFor();
  await blueIs(0, 1);
  await blueIs(2, -1);
  // Drawn back into colours it is the same picture.
  await expect.poll(async () => (await seen(page, 39, 23)).colour).toEqual([0, 0, 255]);

  const before = await predictions(page);
  await field(page, 'height').fill('0');
  await page.locator('.form-error').waitFor();
  await expect
    .poll(() => page.locator('.input-form [role="status"]').innerText())
    .toContain('Not applied');
  await expect.poll(() => byTest(page, 'preprocess').innerText()).toContain('40 × 24');
  await expect.poll(() => predictions(page)).toEqual(before);
  await page.getByRole('button', { name: "Restore the model's settings" }).click();
  await page.waitForFunction(
    () => document.querySelector<HTMLCanvasElement>('[data-test="seen"]')?.width === 224,
  );
  await expect.poll(() => page.locator('.form-error').count()).toBe(0);
});

test('names of classes from a dropped list; one that does not fit changes nothing', async () => {
  const { page } = visit;
  await openOwn(page);
  const percents = (await predictions(page)).map(([, percent]) => percent);
  await drop(page, 'pets.txt', bytes('cat\ndog\ncow\nhen\n'), 'text/plain');
  await byTest(page, 'labels-from').getByText('pets.txt').waitFor();
  const named = await predictions(page);
  expect(named.map(([label]) => label).sort()).toEqual(['cat', 'cow', 'dog', 'hen']);
  expect(named.map(([, percent]) => percent)).toEqual(percents);

  await drop(page, 'three.json', bytes('["a", "b", "c"]'), 'application/json');
  const banner = byTest(page, 'failure');
  await banner.waitFor();
  await expect.poll(() => banner.getAttribute('data-code')).toBe('labels-mismatch');
  await expect
    .poll(() => banner.innerText())
    .toContain('"three.json" holds 3 names, but the network has 4 classes.');
  await expect.poll(() => predictions(page)).toEqual(named);
});

test('a network over volumes takes no picture: it runs on numbers, and its layers are shown', async () => {
  const { page, problems } = visit;
  await drop(page, 'scan.onnx', onnx('volumes'), '');
  await page.getByRole('heading', { name: 'Inside scan.onnx' }).waitFor();
  await page.getByText('This network takes no picture: it runs on').waitFor();
  await page.locator('.column', { hasText: ' ms' }).first().waitFor();
  await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
  expect(problems).toEqual([]);
});

test('a network that cannot run as a whole opens up to where it can', async () => {
  const { page } = visit;
  const nodes = [
    { op: 'Relu', inputs: ['input'], output: 'maps' },
    { op: 'Unheard', inputs: ['maps'], output: 'boxes' },
    { op: 'Abs', inputs: ['boxes'], output: 'sizes' },
  ];
  await drop(page, 'part.onnx', onnxModel({ input: [1, 3, 8, 8], nodes, weights: {} }), '');
  await byTest(page, 'failure').filter({ hasText: "Everything up to 'maps' can run." }).waitFor();
  await byTest(page, 'open-part').click();
  await page.getByRole('heading', { name: 'Inside part.onnx' }).waitFor();
  const rest = byTest(page, 'left-out');
  await rest.filter({ hasText: 'Unheard' }).waitFor();
  await expect.poll(() => rest.locator('li').allTextContents()).toHaveLength(2);
  await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
});
