// Weights of PyTorch on the page: recognised and changed, saved as ONNX, or shown where nobody knows their network.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { byTest, classified, drawn, drop, otherPredictions, predictions } from './support/page.js';
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

const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../golden/pytorch/${name}`, import.meta.url)));

async function openTinyVgg(): Promise<void> {
  await drop(visit.page, 'mine.pth', file('tinyvgg.pth'), '');
  await visit.page.getByRole('heading', { name: 'Inside mine.pth' }).waitFor();
  await classified(visit.page);
}

test('a .pth file opens as a network, with what was assumed', async () => {
  const { page } = visit;
  await openTinyVgg();
  await expect.poll(() => byTest(page, 'weights-name').innerText()).toMatch(/FashionMNISTModelV2/);
  await expect.poll(() => predictions(page)).toHaveLength(3);
  await expect.poll(() => byTest(page, 'file-summary').innerText()).toBe('PyTorch weights');
  // What was guessed of the layers is seen without opening anything: 2 maps of 7 x 7 are the 98 numbers that the last
  // layer reads, which takes a padding of 1.
  await expect.poll(() => byTest(page, 'weights').getAttribute('open')).toBeNull();
  await byTest(page, 'weights-guessed').getByText('do not tell it: Padding 1.').waitFor();
  await byTest(page, 'weights').locator('summary').click();
  const interpolation = byTest(page, 'weights').locator('select[name="interpolation"]');
  await expect.poll(() => interpolation.inputValue()).toBe('bilinear');
});

test('an assumption is changed, which opens the network again, and taken back', async () => {
  const { page } = visit;
  await openTinyVgg();
  const before = await predictions(page);
  await byTest(page, 'weights').locator('summary').click();
  const interpolation = byTest(page, 'weights').locator('select[name="interpolation"]');
  const first = await interpolation.inputValue();
  await interpolation.selectOption('nearest');
  await otherPredictions(page, before);
  await expect.poll(() => interpolation.inputValue()).not.toBe(first);
  // It is still open, for the next change.
  await byTest(page, 'assume-nothing').click();
  await expect.poll(() => predictions(page)).toEqual(before);
  await expect.poll(() => interpolation.inputValue()).toBe(first);
});

test('what is typed and not yet entered stays when the page draws', async () => {
  const { page } = visit;
  await openTinyVgg();
  await byTest(page, 'weights').locator('summary').click();
  const field = byTest(page, 'weights').locator('input[type="text"]').first();
  await field.fill('12');
  // Without the focus being taken, which would enter it.
  await page.getByRole('radio', { name: 'Dark' }).evaluate((choice: HTMLInputElement) => {
    choice.checked = true;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.locator('[data-theme="dark"]').waitFor({ state: 'attached' });
  await drawn(page);
  await expect.poll(() => field.inputValue()).toBe('12');
});

test('what was assumed is still so after a reload', async () => {
  const { page } = visit;
  await openTinyVgg();
  await byTest(page, 'weights').locator('summary').click();
  const interpolation = byTest(page, 'weights').locator('select[name="interpolation"]');
  const before = await predictions(page);
  await interpolation.selectOption('nearest');
  const changed = await otherPredictions(page, before);
  await page.waitForFunction(() =>
    sessionStorage.getItem('cnn-playground-shown')?.includes('assume'),
  );
  await page.reload();
  await page.getByRole('heading', { name: 'Inside mine.pth' }).waitFor();
  await classified(page);
  await expect.poll(() => predictions(page)).toEqual(changed);
});

test('the network is saved as ONNX, which opens as the same', async () => {
  const { page } = visit;
  await openTinyVgg();
  const before = await predictions(page);
  await byTest(page, 'weights').locator('summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    byTest(page, 'save-onnx').click(),
  ]);
  expect(download.suggestedFilename()).toBe('mine.onnx');
  const saved = new Uint8Array(readFileSync(await download.path()));
  await drop(page, 'again.onnx', saved, '');
  await page.getByRole('heading', { name: 'Inside again.onnx' }).waitFor();
  await classified(page);
  await expect.poll(() => predictions(page)).toEqual(before);
  await expect.poll(() => byTest(page, 'weights').count()).toBe(0);
});

/** A .safetensors file of a network with 1,000 outputs, of which the given one is the largest. */
function thousand(largest: number): Uint8Array {
  const tensors = {
    '0.weight': [4, 3, 3, 3],
    '0.bias': [4],
    '2.weight': [1000, 4],
    '2.bias': [1000],
  };
  const header: Record<string, object> = {};
  let end = 0;
  for (const [name, shape] of Object.entries(tensors)) {
    const start = end;
    end += 4 * shape.reduce((size, dim) => size * dim, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [start, end] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE(BigInt(text.length));
  const values = new Float32Array(end / 4);
  values[values.length - 1000 + largest] = 20;
  return Buffer.concat([head, text, Buffer.from(values.buffer)]);
}

test("a network with 1,000 outputs has ImageNet's names, also when it is saved", async () => {
  const { page } = visit;
  await drop(page, 'thousand.safetensors', thousand(207), '');
  await page.getByRole('heading', { name: 'Inside thousand.safetensors' }).waitFor();
  await classified(page);
  await expect.poll(async () => (await predictions(page))[0]?.[0]).toBe('golden retriever');
  await expect.poll(() => byTest(page, 'labels-from').innerText()).toContain("ImageNet's names");
  await byTest(page, 'weights').locator('summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    byTest(page, 'save-onnx').click(),
  ]);
  const saved = new Uint8Array(readFileSync(await download.path()));
  await byTest(page, 'weights').locator('select[name="labels"]').selectOption('numbers');
  await expect.poll(async () => (await predictions(page))[0]?.[0]).toBe('class 207');
  await drop(page, 'again.onnx', saved, '');
  await page.getByRole('heading', { name: 'Inside again.onnx' }).waitFor();
  await classified(page);
  await expect.poll(async () => (await predictions(page))[0]?.[0]).toBe('golden retriever');
  await expect.poll(() => byTest(page, 'labels-from').innerText()).toContain('from the model file');
});

test('weights of an unknown network are shown, with the lines that export it', async () => {
  const { page } = visit;
  await drop(page, 'run.pth', file('checkpoint.pth'), '');
  await byTest(page, 'weights-file').waitFor();
  await expect
    .poll(() => byTest(page, 'failure').getAttribute('data-code'))
    .toBe('unknown-network');
  const lines = await byTest(page, 'export-lines').inputValue();
  expect(lines).toContain('torch.load("run.pth", map_location="cpu")["model_state_dict"]');
  expect(lines).toContain('self.block, self.head');
  const text = await byTest(page, 'weights-file').innerText();
  expect(text).toContain('9 tensors, 43 parameters');
  expect(text).toContain('block.0.weight');
  // Two kernels of 3 x 3, each pixel of theirs a square of 12.
  await drawn(page);
  const size = await byTest(page, 'weight-kernels').evaluate((canvas: HTMLCanvasElement) => {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    const colours = new Set<number>();
    for (let at = 0; data && at < data.length; at += 4)
      if (data[at + 3])
        colours.add(data.slice(at, at + 3).reduce((sum, part) => 256 * sum + part, 0));
    return { width: canvas.width, height: canvas.height, colours: colours.size };
  });
  expect(size).toMatchObject({ width: 76, height: 36 });
  expect(size.colours).toBeGreaterThan(10);
  // The network before is still there, and the view goes with what it is about.
  await expect.poll(() => predictions(page)).not.toHaveLength(0);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await byTest(page, 'weights-file').waitFor({ state: 'detached' });
});

test('a whole model is refused by its class, with the lines that save its weights', async () => {
  const { page } = visit;
  await drop(page, 'whole.pth', file('whole-model.pth'), '');
  const failure = byTest(page, 'failure');
  await failure.waitFor();
  const text = await failure.innerText();
  expect(text).toContain('__main__.TinyNet');
  expect(text.split('\n')).toContainEqual(
    expect.stringMatching(/^torch\.save\(model\.state_dict\(\), "weights\.pth"\)/),
  );
});

test('a zip archive of something else is no network', async () => {
  const { page } = visit;
  const zip = Uint8Array.from([
    ...[0x50, 0x4b, 3, 4, ...Array(26).fill(0)],
    ...[0x50, 0x4b, 5, 6, ...Array(18).fill(0)],
  ]);
  await drop(page, 'archive.zip', zip, 'application/zip');
  await byTest(page, 'failure').waitFor();
  await expect.poll(() => byTest(page, 'failure').innerText()).toContain('zip archive');
});
