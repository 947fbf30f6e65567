// What the visitor opens while the page is still being loaded is not lost, and not replaced.

import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { onnxModel } from '../web/support/onnx-model.js';
import { freshVisits } from './support/fresh-visits.js';
import { byTest, classified, column, drop, dropAll } from './support/page.js';
import { plainPng } from './support/png.js';

const visit = freshVisits();

const PAGE_CODE = '**/assets/playground-*.js';
const LIST = '**/models/catalog.json';

/** Opens the page; what fits the pattern does not come before `more` is done. */
async function meanwhile(pattern: string, hash: string, more: (page: Page) => Promise<void>) {
  let come = () => {};
  const wait = new Promise<void>((then) => {
    come = then;
  });
  const held = (route: Route) => wait.then(() => route.continue());
  const { page } = await visit({ hash, before: (blank) => blank.route(pattern, held) });
  await more(page);
  come();
  return page;
}

const OWN = onnxModel({
  input: [1, 3, 8, 8],
  nodes: [{ op: 'Relu', inputs: ['input'], output: 'own_layer' }],
  weights: {},
});

const both = (page: Page) =>
  dropAll(page, [
    ['own.onnx', OWN],
    ['own.png', plainPng(20, 20, [9, 99, 199])],
  ]);

async function showsOwn(page: Page): Promise<void> {
  await page.locator('.picture-name', { hasText: 'own.png' }).waitFor();
  await column(page, 'own_layer').waitFor();
}

test('files that are dropped before the code of the page is there are opened by it', async () => {
  const page = await meanwhile(PAGE_CODE, '', async (waiting) => {
    await drop(waiting, 'own.onnx', OWN, '');
    await drop(waiting, 'own.png', plainPng(20, 20, [9, 99, 199]));
  });
  await showsOwn(page);
});

test('a drop before the code of the page is there does not leave the page', async () => {
  const page = await meanwhile(PAGE_CODE, '', async (waiting) => {
    const isTaken = await waiting.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x.txt'));
      const common = { bubbles: true, cancelable: true, dataTransfer };
      return ['dragover', 'drop'].map(
        (kind) => !document.body.dispatchEvent(new DragEvent(kind, common)),
      );
    });
    expect(isTaken).toEqual([true, true]);
  });
  await byTest(page, 'failure').waitFor();
  await classified(page);
});

test('what is dropped while the lists are on their way is not replaced by what the address names', async () => {
  const page = await meanwhile(
    LIST,
    '#model=mobilenetv2&sample=church.webp&view=table',
    async (waiting) => {
      await waiting.locator('.masthead-controls *').first().waitFor();
      await both(waiting);
      await showsOwn(waiting);
    },
  );
  await showsOwn(page);
});

test('a file that is refused while the lists are on their way stays refused', async () => {
  const page = await meanwhile(LIST, '', async (waiting) => {
    await waiting.locator('.masthead-controls *').first().waitFor();
    await drop(waiting, 'broken.onnx', new Uint8Array([8, 8, 8, 8]), '');
    await byTest(waiting, 'failure').waitFor();
  });
  await page.locator('.sample').first().waitFor();
  await expect.poll(() => byTest(page, 'failure').innerText()).toContain('could not be loaded');
});
