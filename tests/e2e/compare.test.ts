// Two things side by side: values of PyTorch, networks, pictures, before and after.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { onnxModel } from '../web/support/onnx-model.js';
import { byTest, classified, drop, enlarge, predictions, shut } from './support/page.js';
import { openSite, type Site, type Visit } from './support/site.js';

/** A machine may have other work. */
const SLOWLY = { timeout: 20_000 };

let site: Site;
let visit: Visit;
let page: Page;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());
beforeEach(async () => {
  await page?.context().close();
  visit = await site.visit();
  page = visit.page;
  await classified(page);
});

const golden = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../golden/npz/${name}`, import.meta.url)));

const verdict = () => byTest(page, 'compare-verdict').innerText();
const status = () => byTest(page, 'compare-status').innerText();

async function showCompare(): Promise<void> {
  await page.locator('input[name$="view"][value="compare"]').check({ force: true });
  await byTest(page, 'compare-with').waitFor();
}

/** A network of PyTorch, and PyTorch's values of it. */
async function openBoth(): Promise<void> {
  await drop(page, 'net-new.onnx', golden('net-new.onnx'), '');
  await page.locator('h2', { hasText: 'Inside net-new.onnx' }).waitFor();
  await classified(page);
  await drop(page, 'net-values.npz', golden('net-values.npz'), '');
  await byTest(page, 'compare-verdict').waitFor();
}

test('a link leads to how such values are written', async () => {
  await showCompare();
  const address = await byTest(page, 'compare-how-to').evaluate(
    (link) => (link as HTMLAnchorElement).href,
  );
  const answer = await page.request.get(address);
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain('.npz');
});

test('values of PyTorch agree, layer by layer, whatever the picture is', async () => {
  await openBoth();
  await expect.poll(() => verdict()).toMatch(/^All 1\d matched layers agree/);
  await expect
    .poll(() => byTest(page, 'compare').innerText())
    .toContain('fed the input of the file');
  await expect.poll(() => page.locator('[data-test="compare-row"].is-far').count()).toBe(0);
  expect(visit.problems).toEqual([]);
});

test('a number that is changed in a later kernel is named, and the maps show where', async () => {
  await openBoth();
  const rows = byTest(page, 'compare-layer');
  const names = await rows.allInnerTexts();
  await page.locator('input[name$="view"][value="table"]').check({ force: true });
  // The second block's last convolution.
  const layer = names.filter((name) => /conv/i.test(name)).at(-1) ?? '';
  await page.locator('.table-open', { hasText: layer }).first().click();
  await page.locator('input[name$="layer-tab"][value="change"]').check({ force: true });
  const number = page.locator('[data-test="change-kernel"] [aria-label="Row 1, column 1"]');
  await number.fill(String(Number(await number.inputValue()) + 2));
  await number.press('Enter');
  await byTest(page, 'changes').waitFor({ state: 'attached' });
  await shut(page);
  await showCompare();
  await expect.poll(verdict, SLOWLY).toContain(`The first layer that departs is ${layer}:`);
  await rows.filter({ hasText: layer }).first().click();
  await byTest(page, 'compared-difference').waitFor();
  const isEmpty = await byTest(page, 'compared-difference').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
      data: [],
    };
    return new Set(data).size <= 4;
  });
  expect(isEmpty).toBe(false);
});

test('another network answers the same picture beside this one', async () => {
  const own = await predictions(page);
  await showCompare();
  await byTest(page, 'compare-with').selectOption({ label: 'MobileNetV2' });
  await expect.poll(() => byTest(page, 'compare-side').count(), SLOWLY).toBe(2);
  const sides = await byTest(page, 'compare-side').allInnerTexts();
  expect(sides[0]).toContain('TinyVGG');
  expect(sides[0]).toContain(own[0]?.[0]);
  expect(sides[1]).toContain('MobileNetV2');
  const facts = await byTest(page, 'compare-anatomy').innerText();
  expect(facts).toContain('19,920');
  // As its own page says: models/mobilenetv2/README.md.
  expect(facts).toMatch(/2,2\d\d,\d{3}/);
});

test('how two networks differ is told, and what each got of the picture is seen', async () => {
  await showCompare();
  await byTest(page, 'compare-with').selectOption({ label: 'MobileNetV2' });
  await byTest(page, 'compare-sentences').waitFor(SLOWLY);
  const said = await byTest(page, 'compare-sentences').innerText();
  // Sandler et al. 2018, table 2: 52 convolutions in 17 blocks, 10 of them with a shortcut, and one dense layer.
  expect(said).toContain('MobileNetV2 is deeper: it has 53 layers with weights, TinyVGG has 5.');
  expect(said).toContain('MobileNetV2 is made of 17 inverted residual blocks');
  expect(said).toContain('In 10 of them a shortcut adds');
  expect(said).toContain('17 of the 52 convolutions of MobileNetV2 are depthwise');
  // As models/catalog.json has them.
  expect(said).toContain('TinyVGG was right for 75.0%, that of MobileNetV2 for 91.0%');
  const inputs = byTest(page, 'compared-input');
  const sizes = await inputs.evaluateAll((all) =>
    all.map((canvas) => (canvas as HTMLCanvasElement).width),
  );
  expect(sizes).toEqual([64, 160]);
  await byTest(page, 'compare-layer').filter({ hasText: 'conv_1_1' }).click();
  await byTest(page, 'compared-other').waitFor();
  // Maps of another size have no difference cell by cell.
  await expect.poll(() => byTest(page, 'compared-difference').count()).toBe(0);
  expect(visit.problems).toEqual([]);
});

test('channels of two different networks are not subtracted, and the page says why', async () => {
  await showCompare();
  await byTest(page, 'compare-with').selectOption({ label: 'LeNet-5' });
  await byTest(page, 'compare-row').first().waitFor(SLOWLY);
  const table = page.locator('.compare-frame table');
  await expect.poll(() => table.locator('thead').innerText()).not.toContain('Largest difference');
  await expect
    .poll(() => byTest(page, 'compare').innerText())
    .toContain('each network has learned its own');
  // LeCun et al. 1998: both of its convolutions have kernels of 5 x 5.
  await expect
    .poll(() => byTest(page, 'compare-sentences').innerText())
    .toContain('LeNet-5 looks with kernels of 5 × 5.');
  await expect
    .poll(() => byTest(page, 'compare-anatomy').innerText())
    .toContain('3 × 3 in 4 convolutions');
  expect(visit.problems).toEqual([]);
});

test('a network that is built as this one may have come of it: differences are shown, with what they mean', async () => {
  await showCompare();
  const chosen = page.waitForEvent('filechooser');
  await byTest(page, 'compare-network-file').click();
  await (await chosen).setFiles(
    fileURLToPath(new URL('../../models/tinyvgg/tinyvgg.onnx', import.meta.url)),
  );
  await byTest(page, 'compare-row').first().waitFor(SLOWLY);
  await expect
    .poll(() => byTest(page, 'compare').innerText())
    .toContain('Both networks are built alike');
  await byTest(page, 'compare-layer').filter({ hasText: 'conv_1_1' }).click();
  await byTest(page, 'compared-difference').waitFor();
  expect(visit.problems).toEqual([]);
});

test('both sides show warm times once the page rests', async () => {
  await showCompare();
  await byTest(page, 'compare-with').selectOption({ label: 'White wooden church' });
  await byTest(page, 'compare-side').nth(1).waitFor();
  await expect
    .poll(() => byTest(page, 'compare-side').allInnerTexts(), SLOWLY)
    .toEqual([expect.stringContaining('warm runs'), expect.stringContaining('warm runs')]);
});

test('an address says what is compared with, and what of it is not there is told', async () => {
  await showCompare();
  await byTest(page, 'compare-with').selectOption({ label: 'White wooden church' });
  await page.waitForFunction(() => location.hash.includes('with=church.webp'));
  await page.reload();
  await byTest(page, 'compare-side').nth(1).waitFor();
  await expect
    .poll(() => byTest(page, 'compare-side').nth(1).innerText())
    .toContain('White wooden church');
  await page.evaluate(() => {
    location.hash = '#model=tinyvgg&view=compare&with=nobody';
  });
  await expect
    .poll(() => byTest(page, 'not-there').innerText(), SLOWLY)
    .toContain('The address compares with "nobody", which this page does not have.');
});

test('numbers for a second input are fed to it', async () => {
  const product = { op: 'Mul', inputs: ['flat', 'gain'], output: 'scaled' };
  const network = onnxModel({
    input: [1, 3, 8, 8],
    inputs: { gain: { shape: [1, 3] } },
    nodes: [
      { op: 'GlobalAveragePool', inputs: ['input'], output: 'means' },
      { op: 'Flatten', inputs: ['means'], output: 'flat' },
      product,
      { op: 'Relu', inputs: ['scaled'], output: 'y' },
    ],
    weights: {},
  });
  await drop(page, 'two.onnx', network, '');
  await page.locator('h2', { hasText: 'Inside two.onnx' }).waitFor();
  await classified(page);
  await drop(page, 'two-inputs.npz', golden('two-inputs.npz'), '');
  await expect.poll(verdict, SLOWLY).toMatch(/^All 3 matched layers agree/);
  await expect.poll(() => byTest(page, 'compare-fed').innerText()).toContain('gain');
});

test('another picture, and the comparison follows the one on screen', async () => {
  await showCompare();
  await byTest(page, 'compare-with').selectOption({ label: 'White wooden church' });
  await expect.poll(() => byTest(page, 'compare-side').count(), SLOWLY).toBe(2);
  await expect.poll(() => byTest(page, 'compare-row').count(), SLOWLY).toBe(13);
  const [, other] = await byTest(page, 'compare-side').allInnerTexts();
  expect(other).toMatch(/^White wooden church\s+gets 64 × 64\s+church/);
  await page.locator('.sample[title="French horn on red velvet"]').click();
  await expect
    .poll(async () => (await byTest(page, 'compare-side').allInnerTexts())[0], SLOWLY)
    .toContain('French horn');
});

test('the network before its changes', async () => {
  await enlarge(page, page.locator('.column[aria-label^="relu_1_2,"] .map').nth(1));
  await page.locator('input[name$="layer-tab"][value="change"]').check({ force: true });
  await byTest(page, 'change-activation').selectOption('Identity');
  await byTest(page, 'changes').waitFor({ state: 'attached' });
  await shut(page);
  await byTest(page, 'change-compare').click();
  await expect.poll(verdict, SLOWLY).toContain('The first layer that departs is relu_1_2');
  await expect.poll(() => verdict()).toContain('The 3 matched layers before it agree.');
  await byTest(page, 'change-reset').click();
  await byTest(page, 'changes').waitFor({ state: 'detached' });
  await expect.poll(() => byTest(page, 'compare-verdict').count(), SLOWLY).toBe(0);
});

test('files of values that are damaged are refused with a sentence', async () => {
  await drop(page, 'words.npz', golden('objects.npz'), '');
  await expect
    .poll(status, SLOWLY)
    .toContain('The array "words" has elements that are no plain numbers.');
  await drop(page, 'cut.npz', golden('stored.npz').slice(0, 2000), '');
  await expect.poll(status, SLOWLY).toContain('The .npz file is damaged.');
  await expect.poll(() => predictions(page)).not.toEqual([]);
});
