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

test('of two networks that are dropped early the later one is opened', async () => {
  const page = await meanwhile(PAGE_CODE, '', async (waiting) => {
    const older = onnxModel({
      input: [1, 3, 8, 8],
      nodes: [{ op: 'Relu', inputs: ['input'], output: 'older_layer' }],
      weights: {},
    });
    await drop(waiting, 'older.onnx', older, '');
    await drop(waiting, 'own.onnx', OWN, '');
  });
  await column(page, 'own_layer').waitFor();
});

test('a list of names that is dropped early waits for its network', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `thing ${index}`).join('\n');
  const page = await meanwhile(PAGE_CODE, '', (waiting) =>
    drop(waiting, 'names.txt', new TextEncoder().encode(names), 'text/plain'),
  );
  await byTest(page, 'prediction').filter({ hasText: 'thing' }).first().waitFor();
});

/** The engine and the lists are on their way; first the lists come, once `more` is done, and then the engine. */
async function beforeLists(hash: string, more: (page: Page) => Promise<void>) {
  let come = () => {};
  const engine = new Promise<void>((then) => {
    come = then;
  });
  const asked: string[] = [];
  let lists = () => {};
  const wait = new Promise<void>((then) => {
    lists = then;
  });
  const { page } = await visit({
    hash,
    before: async (blank) => {
      await blank.route(LIST, (route) => wait.then(() => route.continue()));
      await blank.route('**/engine/worker.js', (route) => engine.then(() => route.continue()));
      blank.on('request', (request) => asked.push(request.url()));
    },
  });
  await page.locator('.masthead-controls *').first().waitFor();
  await more(page);
  lists();
  await page.locator('.sample').first().waitFor();
  return { page, come, asked };
}

test('what is dropped while the lists are on their way is not replaced by what the address names', async () => {
  const { page, come, asked } = await beforeLists(
    '#model=mobilenetv2&sample=church.webp&view=table',
    async (waiting) => {
      await both(waiting);
      // Without the lists nothing else is under way.
      await byTest(waiting, 'progress').waitFor();
    },
  );
  come();
  await showsOwn(page);
  expect(asked.filter((url) => url.endsWith('mobilenetv2.onnx'))).toEqual([]);
});

test('a file that is refused while the lists are on their way stays refused', async () => {
  const page = await meanwhile(LIST, '', async (waiting) => {
    await waiting.locator('.masthead-controls *').first().waitFor();
    await drop(waiting, 'broken.onnx', new Uint8Array([8, 8, 8, 8]), '');
    await byTest(waiting, 'failure').waitFor();
  });
  // The first sample is opened with the first network, where that is opened.
  await page.locator('.sample[aria-pressed="true"]').first().waitFor();
  await expect.poll(() => byTest(page, 'failure').innerText()).toContain('could not be loaded');
  await expect.poll(() => page.locator('.column').count()).toBe(0);
});
