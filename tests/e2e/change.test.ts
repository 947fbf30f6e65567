// Changing the network: what is changed is run at once, is listed, can be taken back, and can be saved.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Golden, golden } from './support/golden.js';
import {
  byTest,
  classified,
  column,
  drop,
  enlarge,
  map,
  otherPredictions,
  predictions,
  read,
  shows,
  shut,
} from './support/page.js';
import { openSite, type Site, type Visit } from './support/site.js';

/** A machine may have other work. */
const SLOWLY = { timeout: 20_000 };

/** The package, as its users see it. */
type Package = typeof import('../../web/src/package/index.js');
const BUILT = new URL('../../dist/index.js', import.meta.url).href;

let site: Site;
let visit: Visit;
let page: Page;
let expected: Golden;
beforeAll(async () => {
  site = await openSite();
  expected = await golden('shapes');
});
afterAll(() => site?.close());
beforeEach(async () => {
  await page?.context().close();
  visit = await site.visit();
  page = visit.page;
  await classified(page);
  await drop(page, 'shapes.png', expected.png);
  await shows(page, 'shapes.png');
});

const tab = (name: string) =>
  page.locator(`input[name$="layer-tab"][value="${name}"]`).check({ force: true });

/** Opens a channel of a layer, at what can be changed. */
async function openChanges(layer: string, channel: number): Promise<void> {
  await enlarge(page, map(page, layer, channel));
  await tab('change');
  await byTest(page, 'change-panel').waitFor();
}

/** The text of what has the focus. */
const focused = () =>
  page.evaluate(() =>
    document.activeElement === document.body ? '' : document.activeElement?.textContent?.trim(),
  );

const lines = () => byTest(page, 'changes').locator('li > span').allInnerTexts();

/** Mutes a channel, and shuts its layer once that is made. */
async function mute(layer: string, channel: number): Promise<void> {
  const before = (await byTest(page, 'changes').count()) ? await lines() : [];
  await openChanges(layer, channel);
  await byTest(page, 'change-mute').click();
  await expect.poll(lines, SLOWLY).toEqual([...before, `${layer}: channel ${channel} muted`]);
  await shut(page);
}

/** Mutes a channel, opens another network, and comes back with the browser's Back. Gives the answer while it was muted. */
async function mutedAndBack(): ReturnType<typeof predictions> {
  await mute('relu_1_2', 4);
  const changed = await predictions(page);
  // At once: Back leads to the network with its layer shut, since an open one would lie over the offer.
  await byTest(page, 'model').selectOption('lenet5');
  await column(page, 'conv_2').waitFor();
  await page.goBack();
  await byTest(page, 'changes-before').waitFor();
  await classified(page);
  return changed;
}

/** The number at a cell of the enlarged map. */
async function valueAt(y: number, x: number): Promise<number> {
  const box = await page.locator('.enlarged').boundingBox();
  const side = 62;
  if (!box) throw new Error('no map');
  await page.mouse.move(
    box.x + ((x + 0.5) * box.width) / side,
    box.y + ((y + 0.5) * box.height) / side,
  );
  await expect.poll(() => byTest(page, 'reading').innerText(), SLOWLY).toContain(`y ${y}, x ${x}`);
  return read(await byTest(page, 'value').innerText());
}

test('a muted channel is zero everywhere, the bars of before stand behind, and taken back all is as it was', async () => {
  const first = await predictions(page);
  await openChanges('conv_1_1', 3);
  await expect.poll(() => valueAt(20, 30), SLOWLY).not.toBe(0);
  await byTest(page, 'change-mute').click();
  await expect.poll(lines, SLOWLY).toEqual(['conv_1_1: channel 3 muted']);
  await expect.poll(() => valueAt(20, 30), SLOWLY).toBe(0);
  await byTest(page, 'change-answer').waitFor();
  await shut(page);
  await page.locator('.has-ghost').first().waitFor();
  await otherPredictions(page, first);
  await expect.poll(() => page.locator('[data-test="model"]').inputValue()).toBe('tinyvgg');
  await byTest(page, 'take-back').click();
  await byTest(page, 'changes').waitFor({ state: 'detached' });
  await expect.poll(() => predictions(page)).toEqual(first);
  expect(visit.problems).toEqual([]);
});

test('a bias of one more adds one to every value of its channel, and that alone', async () => {
  await openChanges('conv_1_1', 2);
  const before = [await valueAt(5, 7), await valueAt(40, 21)];
  const bias = page.locator('[data-test="change-kernel"] [aria-label="Bias"]');
  const value = Number(await bias.inputValue());
  await bias.fill(String(value + 1));
  await bias.press('Enter');
  await expect.poll(lines, SLOWLY).toEqual(['conv_1_1: 1 number of channel 2 set']);
  await expect.poll(() => valueAt(5, 7), SLOWLY).toBeCloseTo((before[0] ?? 0) + 1, 4);
  await expect.poll(() => valueAt(40, 21), SLOWLY).toBeCloseTo((before[1] ?? 0) + 1, 4);
});

test('what is typed and not entered yet stays, whatever else is drawn meanwhile', async () => {
  await openChanges('conv_1_1', 2);
  const bias = page.locator('[data-test="change-kernel"] [aria-label="Bias"]');
  await bias.fill('1.25');
  await page.locator('.enlarged').hover();
  await byTest(page, 'value').waitFor();
  await expect.poll(() => bias.inputValue()).toBe('1.25');
});

test('what is no number is refused with a sentence, and the field has its number again', async () => {
  await openChanges('conv_1_2', 3);
  const number = page.locator('[data-test="change-kernel"] [aria-label="Row 0, column 1"]');
  const before = await number.inputValue();
  await number.fill('abc');
  await number.press('Enter');
  await expect
    .poll(() => byTest(page, 'change-outcome').innerText(), SLOWLY)
    .toBe('"abc" is no number. Write one such as 0.25 or -1.');
  await expect.poll(() => number.inputValue()).toBe(before);
  await expect.poll(() => byTest(page, 'changes').count()).toBe(0);
});

test('what was refused is said until somebody writes something else', async () => {
  await openChanges('conv_1_2', 3);
  const says = () => byTest(page, 'change-outcome').innerText();
  const input = byTest(page, 'change-input-channel');
  await input.fill('42');
  await input.press('Enter');
  await expect.poll(says, SLOWLY).toBe('A whole number from 0 to 9 is needed here.');
  await expect.poll(() => input.inputValue(), SLOWLY).toBe('0');
  // The number that stands there is no change to the field.
  await input.fill('0');
  await expect.poll(says, SLOWLY).toBe('');
  const factor = page.locator('[data-test="change-channel"] input[type="number"]');
  await factor.fill('1e39');
  await factor.press('Enter');
  await expect.poll(says, SLOWLY).toContain('1e39 is too large');
  // What is being typed elsewhere is left as it is.
  const bias = page.locator('[data-test="change-kernel"] [aria-label="Bias"]');
  await bias.pressSequentially('25');
  await expect.poll(says, SLOWLY).toBe('');
  await expect.poll(() => bias.inputValue()).toMatch(/^25/);
  await expect.poll(() => byTest(page, 'changes').count()).toBe(0);
});

test('another activation gives what it is defined as, of the values before it', async () => {
  await openChanges('conv_1_1', 0);
  const before = await valueAt(11, 12);
  await shut(page);
  await openChanges('relu_1_1', 0);
  await byTest(page, 'change-activation').selectOption('Tanh');
  await expect.poll(lines, SLOWLY).toEqual(['relu_1_1: Tanh in place of ReLU']);
  await expect.poll(() => valueAt(11, 12), SLOWLY).toBeCloseTo(Math.tanh(before), 4);
  await byTest(page, 'change-activation').selectOption('Relu');
  await byTest(page, 'changes').waitFor({ state: 'detached' });
});

test('sizes that the dense layer cannot take are refused with a sentence, and the network stays', async () => {
  const first = await predictions(page);
  await openChanges('conv_1_1', 0);
  const stride = byTest(page, 'change-strides');
  await stride.fill('2');
  await stride.press('Enter');
  await expect
    .poll(() => byTest(page, 'change-outcome').innerText(), SLOWLY)
    .toContain(
      'The network cannot run with this change, so it stays as it was. The convolution lab shows',
    );
  await expect.poll(() => stride.inputValue(), SLOWLY).toBe('1');
  await shut(page);
  await expect.poll(() => byTest(page, 'changes').count()).toBe(0);
  await expect.poll(() => predictions(page)).toEqual(first);
  await expect.poll(() => column(page, 'conv_1_1').innerText()).toContain('10 × 62 × 62');
});

test('sizes that fit are run: padding of the first layer with a stride in the pool behind it', async () => {
  await openChanges('max_pool_2', 0);
  await page.locator('input[name$="change-pool"][value="AveragePool"]').check({ force: true });
  await expect.poll(lines, SLOWLY).toEqual(['max_pool_2: Average in place of Maximum']);
});

test('what was measured of the network is said of the changed one no more, nor of its file', async () => {
  await page.getByRole('button', { name: /^Golf ball/ }).click();
  await shows(page, 'Golf ball');
  // What the softmax itself says, from its column: not the calibrated number of the answer.
  const softmax = await page
    .locator('.column')
    .last()
    .getByRole('button', { name: /golf ball/ })
    .innerText();
  const before = softmax.match(/[\d.]+%/)?.[0] ?? 'none';
  await expect.poll(() => byTest(page, 'explanation').innerText()).toContain('calibrated');
  await openChanges('conv_1_2', 3);
  await byTest(page, 'change-mute').click();
  await expect
    .poll(() => byTest(page, 'change-answer').innerText(), SLOWLY)
    .toContain(`golf ball: ${before} before`);
  await expect.poll(() => byTest(page, 'explanation').innerText()).not.toContain('calibrated');
  await shut(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    byTest(page, 'change-save').click(),
  ]);
  const file = new Uint8Array(readFileSync(await download.path()));
  await drop(page, 'saved.onnx', file, '');
  await page.getByRole('heading', { name: 'Inside saved.onnx' }).waitFor();
  await classified(page);
  await expect.poll(() => byTest(page, 'explanation').innerText()).not.toContain('calibrated');
  await expect.poll(() => byTest(page, 'unfamiliar').count()).toBe(0);
  await byTest(page, 'file').locator('summary').click();
  await byTest(page, 'file-facts').getByText('changed after its training').waitFor();
});

test('the saved file opens elsewhere and gives the very answer of the page', async () => {
  await mute('relu_1_2', 4);
  const downloads = page.waitForEvent('download');
  await byTest(page, 'change-save').click();
  const download = await downloads;
  expect(download.suggestedFilename()).toBe('TinyVGG-changed.onnx');
  const bytes = new Uint8Array(readFileSync(await download.path()));
  const { createClassifier } = (await import(/* @vite-ignore */ BUILT)) as Package;
  const classify = await createClassifier(bytes, { threads: 1, warmup: false });
  const data = Uint8Array.from({ length: 64 * 64 * 4 }, (_, index) =>
    index % 4 === 3 ? 255 : (expected.rgb[3 * (index >> 2) + (index % 4)] ?? 0),
  );
  const answers = await classify({ data, width: 64, height: 64 }, { top_k: 10 });
  const shown = await predictions(page);
  expect(answers.map(({ label }) => label).slice(0, 3)).toEqual(
    shown.map(([label]) => label).slice(0, 3),
  );
  const [share = 0] = answers.map(({ score }) => score);
  expect(read((shown[0]?.[1] ?? '').replace(/[%<>]/g, ''))).toBeCloseTo(100 * share, 0);
  // The temperature that was measured with the weights as they were is gone, on the page as in the file.
  expect(classify.temperature).toBe(1);
  await expect.poll(() => byTest(page, 'explanation').innerText()).not.toContain('calibrated');
  await classify.release();
});

test('a reload makes the changes again, and another network ends them', async () => {
  await mute('relu_1_2', 4);
  const changed = await predictions(page);
  await page.waitForFunction(() => sessionStorage.getItem('cnn-playground-changes-2') !== null);
  await page.reload();
  await expect.poll(lines, SLOWLY).toEqual(['relu_1_2: channel 4 muted']);
  await expect.poll(() => predictions(page)).toEqual(changed);
  await byTest(page, 'model').selectOption('lenet5');
  await page.getByRole('heading', { name: 'Inside LeNet-5' }).waitFor();
  await page.waitForFunction(() => sessionStorage.getItem('cnn-playground-changes-2') === null);
  await page.reload();
  await page.getByRole('heading', { name: 'Inside LeNet-5' }).waitFor();
  await classified(page);
  await expect.poll(() => byTest(page, 'changes').count()).toBe(0);
  expect(visit.problems).toEqual([]);
});

test('another network begins without changes', async () => {
  await mute('conv_1_1', 3);
  await byTest(page, 'model').selectOption('lenet5');
  await column(page, 'conv_2').waitFor();
  await expect.poll(() => byTest(page, 'changes').count()).toBe(0);
});

test('a network that comes back offers its changes, and makes them again only if asked', async () => {
  const changed = await mutedAndBack();
  const text = await byTest(page, 'changes-before').innerText();
  expect(text).toContain('relu_1_2: channel 4 muted');
  await expect.poll(() => byTest(page, 'changes').count()).toBe(0);
  await expect.poll(() => predictions(page)).not.toEqual(changed);
  await byTest(page, 'change-again').press('Enter');
  await expect.poll(lines, SLOWLY).toEqual(['relu_1_2: channel 4 muted']);
  await expect.poll(() => predictions(page)).toEqual(changed);
  await byTest(page, 'changes-before').waitFor({ state: 'detached' });
  await expect.poll(focused, SLOWLY).toBe('Changed network: 1 change');
  expect(visit.problems).toEqual([]);
});

test('blocks that were opened in the map are open again when their network comes back', async () => {
  const heads = () => page.locator('.map-item.is-head').count();
  await byTest(page, 'model').selectOption('mobilenetv2');
  await page.getByRole('heading', { name: 'Inside MobileNetV2' }).waitFor();
  const openAll = page.getByRole('button', { name: 'Open all' });
  await openAll.waitFor(SLOWLY);
  await expect.poll(() => heads()).toBe(0);
  await openAll.click();
  await expect.poll(heads, SLOWLY).toBeGreaterThan(0);
  await byTest(page, 'model').selectOption('lenet5');
  await column(page, 'conv_2').waitFor();
  await expect.poll(() => heads()).toBe(0);
  await page.goBack();
  await page.getByRole('heading', { name: 'Inside MobileNetV2' }).waitFor();
  await expect.poll(heads, SLOWLY).toBeGreaterThan(0);
});

test('after a network is left as it is the focus is on the heading of the network', async () => {
  await mutedAndBack();
  await byTest(page, 'change-forget').press('Enter');
  await byTest(page, 'changes-before').waitFor({ state: 'detached' });
  await expect.poll(focused, SLOWLY).toBe('Inside TinyVGG');
});

test('changes are offered where the engine died and the next picture starts a new one', async () => {
  await mute('relu_1_2', 4);
  const changed = await predictions(page);
  // All engines; some may be on their way out, as that of the network before the change.
  const die = () => {
    setTimeout(() => {
      throw new Error('trapped');
    });
  };
  await Promise.allSettled(page.workers().map((worker) => worker.evaluate(die)));
  await drop(page, 'next.png', expected.png);
  // An engine whose death was not noticed before fails with that picture.
  const again = byTest(page, 'change-again');
  await byTest(page, 'failure').or(again).first().waitFor();
  if (!(await again.count())) await drop(page, 'shapes.png', expected.png);
  await again.click();
  await expect.poll(lines, SLOWLY).toEqual(['relu_1_2: channel 4 muted']);
  await expect.poll(() => predictions(page)).toEqual(changed);
});

test('after a change is taken back the focus is on the one in its place, then on the last, then on the heading', async () => {
  await mute('conv_1_1', 3);
  await mute('relu_1_1', 2);
  await mute('conv_1_2', 5);
  const onButton = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const takeBack = byTest(page, 'take-back');
  await takeBack.first().press('Enter');
  await expect.poll(onButton, SLOWLY).toBe('Take back: relu_1_1: channel 2 muted');
  await takeBack.last().press('Enter');
  await expect.poll(lines, SLOWLY).toEqual(['relu_1_1: channel 2 muted']);
  await expect.poll(onButton, SLOWLY).toBe('Take back: relu_1_1: channel 2 muted');
  await page.keyboard.press('Enter');
  await byTest(page, 'changes').waitFor({ state: 'detached' });
  await expect.poll(focused, SLOWLY).toBe('Inside TinyVGG');
});

test('after all changes are taken back the focus is on the heading of the network', async () => {
  await mute('conv_1_1', 3);
  await mute('relu_1_1', 2);
  await byTest(page, 'change-reset').press('Enter');
  await byTest(page, 'changes').waitFor({ state: 'detached' });
  await expect.poll(focused, SLOWLY).toBe('Inside TinyVGG');
});
