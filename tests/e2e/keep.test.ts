// Pictures and models of the user are there again after a reload, until they are forgotten.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { onnxModel, splitModel } from '../web/support/onnx-model.js';
import { BRANCHED_NAME, branchedModel } from './support/branched.js';
import { byTest, classified, drawn, drop, dropAll, predictions, shows } from './support/page.js';
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
});

const kept = (page: Page, count: number) =>
  byTest(page, 'kept').getByText(`Kept: ${count} file`).waitFor();

test('a picture is on screen again after a reload, and offered in a new tab', async () => {
  const { page } = visit;
  await drop(page, 'mine.png', plainPng(64, 64, [200, 30, 60]));
  await shows(page, 'mine.png');
  await kept(page, 1);
  const before = await predictions(page);
  await page.reload();
  await shows(page, 'mine.png');
  await expect.poll(() => predictions(page)).toEqual(before);
  const other = await page.context().newPage();
  await other.goto(site.url);
  await shows(other, 'Golf ball in the grass');
  await byTest(other, 'own-picture').click();
  await shows(other, 'mine.png');
  await other.close();
  // Another picture takes its place for the next reload.
  await page.getByRole('button', { name: /^White/ }).click();
  await shows(page, 'White wooden church');
  await page.reload();
  await shows(page, 'White wooden church');
});

test('a copy of a picture with another date stands once in the row', async () => {
  const { page } = visit;
  const give = (lastModified: number) =>
    page.evaluate(
      ([base64, date]) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], 'mine.png', { lastModified: date }));
        const common = { bubbles: true, cancelable: true };
        document.body.dispatchEvent(new DragEvent('drop', { ...common, dataTransfer }));
      },
      [plainPng(64, 64, [200, 30, 60]).toString('base64'), lastModified] as const,
    );
  await give(1000);
  await byTest(page, 'own-picture').waitFor();
  await give(2000);
  await drop(page, 'other.png', plainPng(64, 64, [20, 130, 60]));
  await page.getByRole('button', { name: 'Your picture other.png' }).waitFor();
  await expect.poll(() => byTest(page, 'own-picture').count()).toBe(2);
});

test('a model with its weights in another file is there again', async () => {
  const { page } = visit;
  const name = `${BRANCHED_NAME}.data`;
  const { model, files } = splitModel(branchedModel(), [name]);
  await dropAll(page, [
    [BRANCHED_NAME, model],
    [name, files.get(name) ?? new Uint8Array()],
  ]);
  await page.getByRole('heading', { name: `Inside ${BRANCHED_NAME}` }).waitFor();
  await kept(page, 1);
  await page.reload();
  await page.getByRole('heading', { name: `Inside ${BRANCHED_NAME}` }).waitFor();
  await classified(page);
  await byTest(page, 'model').selectOption('tinyvgg');
  await page.getByRole('heading', { name: 'Inside TinyVGG' }).waitFor();
  await byTest(page, 'model').selectOption({ label: BRANCHED_NAME });
  await page.getByRole('heading', { name: `Inside ${BRANCHED_NAME}` }).waitFor();
});

test('what is forgotten is not there again, and who does not want it has nothing kept', async () => {
  const { page } = visit;
  await drop(page, 'mine.png', plainPng(64, 64, [20, 130, 60]));
  await kept(page, 1);
  await byTest(page, 'forget').click();
  await byTest(page, 'kept').waitFor({ state: 'detached' });
  // The button is gone: the choice beside it has the focus.
  await page.locator('[data-test="keep"]:focus').waitFor();
  await page.reload();
  await shows(page, 'Golf ball in the grass');
  await expect.poll(() => byTest(page, 'own-picture').count()).toBe(0);
  await byTest(page, 'keep').uncheck();
  await drop(page, 'mine.png', plainPng(64, 64, [20, 130, 60]));
  await shows(page, 'mine.png');
  await page.reload();
  await shows(page, 'Golf ball in the grass');
  await expect.poll(() => byTest(page, 'keep').isChecked()).toBe(false);
  await expect
    .poll(() => page.evaluate(() => caches.keys()))
    .not.toContain('cnn-playground-own-files');
});

test('what was painted over a picture is there after a reload, and another picture has none of it', async () => {
  const { page } = visit;
  const clean = await predictions(page);
  await byTest(page, 'edit').click();
  await page.locator('input[name$="edit-tool"][value="brush"]').check({ force: true });
  const canvas = byTest(page, 'editor');
  await canvas.scrollIntoViewIfNeeded();
  await drawn(page);
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no editor');
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.4 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.6 * box.height, { steps: 4 });
  await page.mouse.up();
  await byTest(page, 'change').waitFor();
  await byTest(page, 'edit-done').click();
  await shows(page, 'Edited: Golf ball in the grass');
  const painted = await predictions(page);
  expect(painted).not.toEqual(clean);
  await page.reload();
  await shows(page, 'Edited: Golf ball in the grass');
  await expect.poll(() => predictions(page)).toEqual(painted);
  await page.getByRole('button', { name: /^White/ }).click();
  await shows(page, 'White wooden church');
  await expect.poll(() => page.locator('.picture-name').innerText()).toBe('White wooden church');
});

test('that something is kept is said beside the first of it, until the user has chosen', async () => {
  const { page } = visit;
  await expect.poll(() => byTest(page, 'keep-told').count()).toBe(0);
  await drop(page, 'mine.png', plainPng(64, 64, [20, 130, 60]));
  const told = byTest(page, 'keep-told');
  await told.waitFor();
  await byTest(page, 'keep-on').click();
  await told.waitFor({ state: 'detached' });
  await page.reload();
  await shows(page, 'mine.png');
  await kept(page, 1);
  await expect.poll(() => told.count()).toBe(0);
});

test('who wants nothing kept says so there, and nothing is', async () => {
  const { page } = visit;
  await drop(page, 'mine.png', plainPng(64, 64, [20, 130, 60]));
  await byTest(page, 'keep-off').click();
  await byTest(page, 'keep-told').waitFor({ state: 'detached' });
  await byTest(page, 'kept').waitFor({ state: 'detached' });
  await expect.poll(() => byTest(page, 'keep').isChecked()).toBe(false);
  await page.reload();
  await shows(page, 'Golf ball in the grass');
});

async function openBranched(page: Page): Promise<void> {
  await drop(page, BRANCHED_NAME, onnxModel(branchedModel()), '');
  await page.getByRole('heading', { name: `Inside ${BRANCHED_NAME}` }).waitFor();
  await classified(page);
}

async function openCatalogue(page: Page, id: string, title: string): Promise<void> {
  await byTest(page, 'model').selectOption(id);
  await page.getByRole('heading', { name: `Inside ${title}` }).waitFor();
  await classified(page);
}

test('who wants nothing kept says so for all tabs at once', async () => {
  const { page } = visit;
  await drop(page, 'mine.png', plainPng(64, 64, [200, 30, 60]));
  await kept(page, 1);
  const other = await page.context().newPage();
  await other.goto(site.url);
  await classified(other);
  await kept(other, 1);
  await byTest(other, 'keep').uncheck();
  await expect.poll(() => byTest(page, 'keep').isChecked()).toBe(false);
  await expect.poll(() => byTest(page, 'kept').count()).toBe(0);
  await drop(page, 'second.png', plainPng(64, 64, [20, 130, 60]));
  await shows(page, 'second.png');
  await byTest(other, 'keep').check();
  await expect.poll(() => byTest(page, 'keep').isChecked()).toBe(true);
  await drop(page, 'third.png', plainPng(64, 64, [20, 30, 160]));
  // The second one was opened while nothing was to be kept.
  await kept(page, 1);
});

test('a network that was opened from a file stands in the list of models, and opens from there', async () => {
  const { page } = visit;
  await openBranched(page);
  await kept(page, 1);
  await openCatalogue(page, 'lenet5', 'LeNet-5');
  await byTest(page, 'more-models').click();
  await byTest(page, 'own-model').getByText(BRANCHED_NAME).waitFor();
  await byTest(page, 'open-own-model').click();
  await page.getByRole('heading', { name: `Inside ${BRANCHED_NAME}` }).waitFor();
  await byTest(page, 'models-dialog').locator('.dialog-content').waitFor({ state: 'detached' });
  expect(visit.problems).toEqual([]);
});

test('who keeps nothing is told in the list of models that files are not kept', async () => {
  const { page } = visit;
  await byTest(page, 'keep').uncheck();
  await openBranched(page);
  await byTest(page, 'more-models').click();
  await byTest(page, 'own-models').getByText('open their file again').waitFor();
  await expect.poll(() => byTest(page, 'own-model').count()).toBe(0);
});

test('a network that the browser has taken back is said to be kept no more', async () => {
  const { page } = visit;
  await openBranched(page);
  await kept(page, 1);
  await openCatalogue(page, 'lenet5', 'LeNet-5');
  await page.evaluate(() => caches.delete('cnn-playground-own-files'));
  await byTest(page, 'model').selectOption({ label: BRANCHED_NAME });
  await byTest(page, 'not-there')
    .getByText(`${BRANCHED_NAME} is not kept in this browser`)
    .waitFor();
});

test('Back opens a network from a file again, in the form in which it was looked at', async () => {
  const { page } = visit;
  await openBranched(page);
  await kept(page, 1);
  await page.locator('input[name$="view"][value="table"]').check({ force: true });
  await byTest(page, 'layer-table').waitFor();
  await openCatalogue(page, 'lenet5', 'LeNet-5');
  expect(page.url()).toContain('model=lenet5');
  await page.goBack();
  await page.getByRole('heading', { name: `Inside ${BRANCHED_NAME}` }).waitFor();
  await byTest(page, 'layer-table').waitFor();
  // Nothing of it stands in the address.
  expect(page.url()).not.toContain('own');
  await page.goForward();
  await page.getByRole('heading', { name: 'Inside LeNet-5' }).waitFor();
  expect(visit.problems).toEqual([]);
});

test('Back to a network that is not kept says so, and leaves the one on screen', async () => {
  const { page } = visit;
  await byTest(page, 'keep').uncheck();
  await openBranched(page);
  await openCatalogue(page, 'lenet5', 'LeNet-5');
  await page.goBack();
  await byTest(page, 'not-there')
    .getByText(`${BRANCHED_NAME} is not kept in this browser`)
    .waitFor();
  await page.getByRole('heading', { name: 'Inside LeNet-5' }).waitFor();
  // And the one before it is still to be had.
  await page.goBack();
  await page.getByRole('heading', { name: 'Inside TinyVGG' }).waitFor();
});

test('of two networks with files of one name and size Back opens the one that was left', async () => {
  const { page } = visit;
  const file = (values: number[]) =>
    onnxModel({
      input: [1, 3, 8, 8],
      nodes: [
        { op: 'GlobalAveragePool', inputs: ['input'], output: 'means' },
        { op: 'Flatten', inputs: ['means'], output: 'flat' },
        { op: 'MatMul', inputs: ['flat', 'weight'], output: 'scores' },
      ],
      weights: { weight: { dims: [3, 2], data: Float32Array.from(values) } },
    });
  const answers = (place: number) =>
    expect
      .poll(async () => (await predictions(page))[0]?.[0], { timeout: 30_000 })
      .toMatch(new RegExp(`${place}$`));
  // The larger of the two scores is the first in one, and the second in the other.
  await drop(page, 'own.onnx', file([9, 0, 9, 0, 9, 0]), '');
  await answers(0);
  await kept(page, 1);
  await drop(page, 'own.onnx', file([0, 9, 0, 9, 0, 9]), '');
  await answers(1);
  await kept(page, 2);
  await openCatalogue(page, 'lenet5', 'LeNet-5');
  await page.goBack();
  await page.getByRole('heading', { name: 'Inside own.onnx' }).waitFor();
  await answers(1);
  await page.goBack();
  await answers(0);
});
