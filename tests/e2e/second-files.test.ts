// Networks whose weights lie in other files, as torch.onnx.export writes them by default.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { splitModel } from '../web/support/onnx-model.js';
import { BRANCHED_NAME, branchedBytes, branchedModel } from './support/branched.js';
import { byTest, classified, drop, dropAll, predictions } from './support/page.js';
import { openSite, type Site, type Visit } from './support/site.js';

const DATA_NAME = `${BRANCHED_NAME}.data`;
const one = splitModel(branchedModel(), [DATA_NAME]);
const data = one.files.get(DATA_NAME) ?? new Uint8Array();

let site: Site;
let visit: Visit;
/** Of the same network in one file, on the first sample. */
let expected: [string, string][];
beforeAll(async () => {
  site = await openSite();
  visit = await site.visit();
  await classified(visit.page);
  await drop(visit.page, BRANCHED_NAME, branchedBytes(), '');
  expected = await shown(visit.page);
});
afterAll(() => site?.close());
beforeEach(async () => {
  await visit?.page.context().close();
  visit = await site.visit();
  await classified(visit.page);
});

/** Waits for the network, and reads what it says. */
async function shown(page: Page): Promise<[string, string][]> {
  await page.getByRole('heading', { name: `Inside ${BRANCHED_NAME}` }).waitFor();
  await classified(page);
  await byTest(page, 'failure').waitFor({ state: 'detached' });
  return predictions(page);
}

const banner = (page: Page, code: string) =>
  page.locator(`[data-test="failure"][data-code="${code}"]`);

/** Clicks a button that opens the browser's choice of files, and chooses. */
async function choose(
  page: Page,
  button: string,
  files: readonly (readonly [string, Uint8Array])[],
) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  const given = files.map(([name, bytes]) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }));
  await (await chooser).setFiles(given);
}

test('both files in one drop, in either order', async () => {
  const { page } = visit;
  await dropAll(page, [
    [BRANCHED_NAME, one.model],
    [DATA_NAME, data],
  ]);
  await expect.poll(() => shown(page)).toEqual(expected);
  await page.reload();
  await classified(page);
  await dropAll(page, [
    [DATA_NAME, data],
    [BRANCHED_NAME, one.model],
  ]);
  await expect.poll(() => shown(page)).toEqual(expected);
  expect(visit.problems).toEqual([]);
});

test('the .onnx alone asks for its file by name, and dropping that opens it', async () => {
  const { page } = visit;
  await drop(page, BRANCHED_NAME, one.model, '');
  const asks = banner(page, 'missing-file');
  await asks.waitFor();
  const text = await asks.innerText();
  expect(text).toContain(`"${DATA_NAME}"`);
  expect(text).toContain('TinyVGG stays open.');
  await drop(page, 'other.data', data, '');
  await asks.getByText('does not need "other.data"').waitFor();
  await drop(page, DATA_NAME, data, '');
  await expect.poll(() => shown(page)).toEqual(expected);
  expect(visit.problems).toEqual([]);
});

test('the file that is missing can be picked', async () => {
  const { page } = visit;
  await drop(page, BRANCHED_NAME, one.model, '');
  await banner(page, 'missing-file').waitFor();
  await choose(page, `Choose ${DATA_NAME}…`, [[DATA_NAME, data]]);
  await expect.poll(() => shown(page)).toEqual(expected);
});

test('the weights alone wait for their .onnx, and both are there when it comes', async () => {
  const { page } = visit;
  await drop(page, DATA_NAME, data, '');
  const waits = banner(page, 'weights-alone');
  await waits.waitFor();
  await expect.poll(() => waits.innerText()).toContain(`"${BRANCHED_NAME}"`);
  await choose(page, 'Choose the .onnx file…', [[BRANCHED_NAME, one.model]]);
  await expect.poll(() => shown(page)).toEqual(expected);
});

test('several files, some of them late, one of them in a folder', async () => {
  const { page } = visit;
  const names = ['weights/first.bin', 'second', 'third.data'];
  const { model, files } = splitModel(branchedModel(), names);
  const [first, second, third] = names.map((name) => files.get(name) ?? new Uint8Array());
  await dropAll(page, [
    ['third.data', third as Uint8Array],
    [BRANCHED_NAME, model],
  ]);
  await banner(page, 'missing-file').waitFor();
  const asked = await banner(page, 'missing-file').innerText();
  expect(asked).toContain('"second" and "weights/first.bin"');
  await choose(page, 'Choose these files…', [
    ['second', second as Uint8Array],
    ['first.bin', first as Uint8Array],
  ]);
  await expect.poll(() => shown(page)).toEqual(expected);
});

test('a file that is too short is said to be, and another network ends the waiting', async () => {
  const { page } = visit;
  await dropAll(page, [
    [BRANCHED_NAME, one.model],
    [DATA_NAME, data.subarray(0, 1000)],
  ]);
  await banner(page, 'truncated').waitFor();
  await drop(page, BRANCHED_NAME, one.model, '');
  await banner(page, 'missing-file').waitFor();
  await drop(page, 'whole.onnx', branchedBytes(), '');
  await page.getByRole('heading', { name: 'Inside whole.onnx' }).waitFor();
  await drop(page, DATA_NAME, data, '');
  await banner(page, 'weights-alone').waitFor();
  await expect.poll(() => page.getByRole('heading', { name: 'Inside whole.onnx' }).count()).toBe(1);
});
