// Every word of the page stands in a dictionary: in a language of brackets, nothing but data is outside of
// them. And a second language is really there.

import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onnxModel } from '../web/support/onnx-model.js';
import { launch } from './support/browser.js';
import { detector, reader, segmenter, two } from './support/detectors.js';
import { type OwnPage, serveOwnPage } from './support/own-page.js';
import { byTest, classified, drop, pasteText } from './support/page.js';
import { plainPng } from './support/png.js';
import { openSite, siteFolder } from './support/site.js';

let server: OwnPage;
let browser: Browser;
/** Words that are data: of the network, of the samples, of the catalogue. */
let data: string[];
beforeAll(async () => {
  server = await serveOwnPage('pseudo');
  browser = await launch();
  const read = async (file: string) =>
    JSON.parse(await readFile(join(siteFolder(), 'models', file), 'utf8'));
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value
        ? Object.values(value).flatMap(texts)
        : [];
  const lists = ['catalog.json', 'samples/samples.json', 'imagenette.json', 'imagenet-groups.json'];
  const all = (await Promise.all(lists.map(read))).flatMap(texts);
  data = all.filter((text) => /\p{L}{2}/u.test(text)).sort((a, b) => b.length - a.length);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Names of layers and operators, shapes, units, names of things that have no other name. */
const DATA = [
  // Who wrote a file, and the domains of its operators.
  /cnn-playground|\bai\.onnx\b/g,
  // What the client says of a file is English, and stands as it is.
  /^The file (holds the weights|does not say how pictures).*/,
  /mine\.pth|FashionMNISTModelV2|\bTanh\b|\b(Conv|Relu|MaxPool|Flatten|Gemm)_\d+|\b(block|head|classifier)\.[\w.]+|\b(float32|int64)\b/g,
  /\b(conv|relu|max_pool|pool|dense|stem|block)_\w+|\b(stem|flatten|dense|softmax|input)\b/g,
  /\b(Conv|Relu|MaxPool|Flatten|Gemm|Softmax|Input|Clip|Mul)\b/g,
  /\b(kernel_shape|strides|pads|dilations|group|ceil_mode|storage_order|axis|alpha|beta|trans[AB]|broadcast)\b/g,
  /\b(boxes|maps|reader|two)\.onnx|\b(numbers|depth)\b|\b(GlobalAveragePool|Reshape|mean|flat|row|output0|ball)\b/g,
  /CNN Playground|mine\.png|song\.mp3|\.onnx|\b(RGB|BGR|NCHW|NHWC|CSV|NPY|PNG|NaN)\b/g,
  /\b(ms|px|MB|kB|KB)\b/g,
  // The engine's modules.
  /\b(simd|relaxed)(-mt)?\b/g,
];

function unknown(found: readonly string[]): string[] {
  return found.filter((line) => {
    let text = line.replace(/ \([^(]*\)$/, '');
    for (const word of [...data].sort((a, b) => b.length - a.length))
      text = text.replaceAll(word, '');
    for (const pattern of DATA) text = text.replace(pattern, '');
    return /\p{L}{2}/u.test(text);
  });
}

const weights = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../golden/pytorch/${name}`, import.meta.url)));

const values = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../golden/npz/${name}`, import.meta.url)));

async function open(hash: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.url}${hash}`);
  await classified(page);
  await page.waitForTimeout(300);
  return page;
}

type View = [what: string, hash: string, act?: (page: Page) => Promise<unknown>];
const VIEWS: View[] = [
  ['the network', ''],
  ['a deep network', '#model=mobilenetv2'],
  ['the pad', '#model=lenet5'],
  ['the table', '#view=table'],
  ['why this class', '#view=why'],
  ['the lab', '#view=lab'],
  ['the lab of a layer', '#view=lab&lab=i62k3p1s2d1c10o10g1u3m4&from=conv_1_2'],
  ['blank pictures', '#view=blank'],
  ['a layer', '#layer=conv_1_2&channel=3&cell=20,20'],
  ['a layer step by step', '#layer=conv_1_2&channel=3&cell=20,20&steps=term'],
  ['a pool step by step', '#layer=max_pool_1&channel=3&cell=2,2&steps=cell'],
  ['a dense layer step by step', '#layer=dense&cell=0,3&steps=term'],
  ['the end step by step', '#layer=softmax&cell=0,3&steps=term'],
  ['a pool', '#layer=max_pool_1&channel=3&cell=2,2'],
  ['a dense layer', '#layer=dense&channel=0&cell=0,3'],
  ['the end', '#layer=softmax&channel=0&cell=0,3'],
  [
    'what a channel looks for',
    '#layer=conv_1_1&channel=3',
    async (page) => {
      await page.locator('[name="layer-tab"][value="patches"]').check();
      await byTest(page, 'patch-whole').waitFor();
    },
  ],
  ['a question of the tour', '#step=3', (page) => byTest(page, 'guide-option').first().waitFor()],
  ...[3, 5, 6, 7].map(
    (step): View => [
      `step ${step} of the tour, answered`,
      `#step=${step}`,
      async (page) => {
        await byTest(page, 'guide-option').first().click();
        await byTest(page, 'guide-verdict').waitFor();
      },
    ],
  ),
  ['an address that is wrong', '#model=nosuch&layer=nosuch'],
  ['the list of models', '', (page) => byTest(page, 'more-models').click()],
  [
    'the lines of a layer',
    '#layer=conv_1_2&channel=3',
    (page) => byTest(page, 'embed-layer').locator('summary').click(),
  ],
  ['the lines to copy', '', (page) => byTest(page, 'embed').locator('summary').click()],
  ['the editor', '', (page) => byTest(page, 'edit').click()],
  [
    'a picture of the user',
    '',
    async (page) => {
      await drop(page, 'mine.png', plainPng(64, 64, [200, 30, 60]));
      await byTest(page, 'opinion-verdict').waitFor();
    },
  ],
  [
    'a failure',
    '',
    async (page) => {
      await drop(page, 'song.mp3', new TextEncoder().encode('ID3'), 'audio/mpeg');
      await byTest(page, 'failure').waitFor();
    },
  ],
  [
    'an address that may not be fetched',
    '',
    async (page) => {
      await pasteText(page, 'https://example.org/cat.jpg');
      await byTest(page, 'link').waitFor();
    },
  ],
  [
    'an address that was pasted',
    '',
    async (page) => {
      await pasteText(page, `${server.url}models/catalog.json`);
      await byTest(page, 'link-fetch').waitFor();
    },
  ],
  [
    'boxes over the picture',
    '',
    async (page) => {
      await drop(page, 'boxes.onnx', detector([[16, 40, 16, 16, 0.75, 0]]), '');
      await byTest(page, 'read-as').waitFor();
    },
  ],
  [
    'a map over the picture',
    '',
    async (page) => {
      await drop(page, 'maps.onnx', segmenter(), '');
      await byTest(page, 'read-as').waitFor();
    },
  ],
  [
    'text',
    '',
    async (page) => {
      await drop(page, 'reader.onnx', reader(), '');
      await byTest(page, 'read-as').waitFor();
    },
  ],
  [
    'several outputs',
    '',
    async (page) => {
      await drop(page, 'two.onnx', two(), '');
      await byTest(page, 'output').first().waitFor();
    },
  ],
  [
    'weights that are known',
    '',
    async (page) => {
      await drop(page, 'mine.pth', weights('tinyvgg.pth'), '');
      await byTest(page, 'weights').locator('summary').click();
    },
  ],
  [
    'weights that are not known',
    '',
    async (page) => {
      await drop(page, 'mine.pth', weights('checkpoint.pth'), '');
      await byTest(page, 'weights-file').waitFor();
    },
  ],
  [
    'the form of the input',
    '',
    async (page) => {
      await page.locator('[data-test="input-form"] summary').click();
      await page.locator('[data-test="input-form"] [name="fit"]').selectOption('letterbox');
    },
  ],
  [
    'the form of inputs that take no picture',
    '',
    async (page) => {
      const inputs = { axis: { shape: [1, -1] }, group: { shape: [2], type: 7 } };
      const nodes = [{ op: 'Relu', inputs: ['axis'], output: 'flat' }];
      await drop(page, 'maps.onnx', onnxModel({ input: [], inputs, nodes, weights: {} }), '');
      await page.locator('[data-test="input-form"] summary').click();
      await page.locator('[name="axis-seed"]').fill('x');
      await page.locator('[name="axis-dims"]').fill('1');
      await page.locator('.form-error').nth(1).waitFor();
    },
  ],
  [
    'what can be changed of a layer, and its changes',
    '#layer=relu_1_2&channel=3',
    async (page) => {
      await page.locator('input[name$="layer-tab"][value="change"]').check({ force: true });
      await byTest(page, 'change-mute').click();
      await byTest(page, 'change-answer').waitFor();
    },
  ],
  [
    'what can be changed of a convolution, and a refusal',
    '#layer=conv_1_2&channel=3',
    async (page) => {
      await page.locator('input[name$="layer-tab"][value="change"]').check({ force: true });
      await byTest(page, 'change-strides').fill('2');
      await byTest(page, 'change-strides').press('Enter');
      await page.locator('.change-refused').waitFor();
    },
  ],
  ['a comparison that was not chosen yet', '#view=compare'],
  [
    'a comparison of pictures',
    '#view=compare',
    async (page) => {
      await byTest(page, 'compare-with').selectOption({ index: 4 });
      await byTest(page, 'compare-row').first().waitFor();
      await byTest(page, 'compare-layer').first().click();
      await byTest(page, 'compare-maps').waitFor();
    },
  ],
  [
    'a benchmark',
    '#view=benchmark',
    async (page) => {
      await byTest(page, 'benchmark-runs').selectOption('5');
      await byTest(page, 'benchmark-start').click();
      await page.locator('.benchmark-median').first().waitFor();
    },
  ],
  [
    'values from elsewhere',
    '',
    async (page) => {
      await drop(page, 'mine.npz', values('net-values.npz'), '');
      await byTest(page, 'compare-status').waitFor();
    },
  ],
  [
    'what the file says',
    '',
    async (page) => {
      await byTest(page, 'file').locator('summary').click();
      await byTest(page, 'file-facts').waitFor();
    },
  ],
];

test.each(VIEWS)('no word is written into the code: %s', async (_, hash, act) => {
  const page = await open(hash);
  await act?.(page);
  await page.waitForTimeout(200);
  await expect.poll(async () => unknown(await page.evaluate(() => window.unworded()))).toEqual([]);
  await page.close();
});

test('in a German browser the page is German, and English when it is chosen', async () => {
  const site = await openSite();
  const { page, problems } = await site.visit({ context: { locale: 'de-DE' } });
  await classified(page);
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('de');
  await page.getByText('Meine Bilder und Modelle').waitFor();
  await byTest(page, 'language').selectOption('en');
  await page.getByText('Keep my pictures and models').waitFor();
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en');
  expect(problems).toEqual([]);
  await site.close();
});
