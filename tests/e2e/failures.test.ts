// Every failure is a sentence on the page. Nothing of a run that failed stays; what has nothing to do
// with the failure does.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onnx } from './support/golden.js';
import { byTest, classified, drop, nothingShown, predictions, shows } from './support/page.js';
import { corruptPng, plainPng, pngHeader } from './support/png.js';
import { openSite, type Site, type Visit } from './support/site.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/** One entry without a name, which no list names. */
const EMPTY_ZIP = `PK\x03\x04${'\0'.repeat(26)}PK\x05\x06${'\0'.repeat(18)}`;
const bytes = (text: string) => new TextEncoder().encode(text);

/** Waits for the failure, and checks that nothing else is shown; but the picture of a run that failed. */
async function failure(page: Page, keepsPicture = false) {
  const banner = byTest(page, 'failure');
  await banner.waitFor({ timeout: 45_000 });
  await expect.poll(() => nothingShown(page, keepsPicture)).toBe(true);
  return { code: await banner.getAttribute('data-code'), text: await banner.innerText() };
}

describe('after a first picture', () => {
  let visit: Visit;
  beforeEach(async () => {
    visit = await site.visit();
    await classified(visit.page);
    await expect.poll(() => nothingShown(visit.page)).toBe(false);
  });
  afterEach(() => visit.page.context().close());

  const PICTURES: [what: string, name: string, content: Uint8Array, code: string, says: RegExp][] =
    [
      [
        'something else',
        'song.mp3',
        bytes('ID3 and so on'),
        'unknown-file',
        /"song\.mp3" is neither a picture nor a network/,
      ],
      [
        'a text that calls itself a picture',
        'photo.jpg',
        bytes('Hello, this is text'),
        'not-a-picture',
        /not a picture|not a complete picture/,
      ],
      [
        'a picture that is too large by its header',
        'huge.png',
        pngHeader(30_000, 30_000),
        'picture-too-large',
        /30.?000/,
      ],
      [
        'a corrupt PNG',
        'broken.png',
        corruptPng(64, 64),
        'picture-undecodable',
        /could not be (used|decoded)/,
      ],
      ['an empty file', 'empty.png', new Uint8Array(), 'not-a-picture', /empty|not a picture/],
    ];
  test.each(PICTURES)('%s', async (_, name, content, code, says) => {
    const { page } = visit;
    const before = await predictions(page);
    await drop(page, name, content, name.endsWith('.mp3') ? 'audio/mpeg' : 'image/png');
    const banner = byTest(page, 'failure');
    await banner.waitFor({ timeout: 45_000 });
    await expect.poll(() => banner.getAttribute('data-code')).toBe(code);
    const text = await banner.innerText();
    expect(text).toMatch(says);
    expect(text).toContain('Golf ball in the grass stays open.');
    await expect.poll(() => predictions(page)).toEqual(before);
    await drop(page, 'fine.png', plainPng(64, 64, [1, 200, 3]));
    await shows(page, 'fine.png');
    await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
  });

  const MODELS: [what: string, name: string, content: Uint8Array, code: string, says: RegExp][] = [
    [
      'an unsupported operator',
      'odd.onnx',
      onnx('unsupported-operators'),
      'unsupported',
      /Bernoulli.*RandomNormalLike|RandomNormalLike.*Bernoulli/s,
    ],
    [
      'a kernel larger than its input',
      'large.onnx',
      onnx('kernel-exceeds-input'),
      'invalid-shape',
      /too_large/,
    ],
    [
      'an HTML page',
      'page.onnx',
      bytes('<!doctype html><title>404</title>'),
      'not-a-model',
      /HTML/,
    ],
    ['a zip file', 'net.onnx', bytes(EMPTY_ZIP), 'not-a-model', /zip/i],
    ['a model cut short', 'cut.onnx', onnx('opset-21').slice(0, 40), 'truncated', /./],
  ];
  test.each(MODELS)(
    '%s: a sentence, and the page goes on as it was',
    async (_, name, content, code, says) => {
      const { page } = visit;
      const before = await predictions(page);
      await drop(page, name, content, '');
      const banner = byTest(page, 'failure');
      await banner.waitFor({ timeout: 45_000 });
      await expect.poll(() => banner.getAttribute('data-code')).toBe(code);
      await expect.poll(() => banner.innerText()).toMatch(says);
      await expect.poll(() => banner.innerText()).toContain('TinyVGG stays open.');
      await expect.poll(() => predictions(page)).toEqual(before);
      await expect.poll(() => nothingShown(page)).toBe(false);
      await drop(page, 'fine.png', plainPng(64, 64, [1, 200, 3]));
      await shows(page, 'fine.png');
      await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
    },
  );

  test('an own model runs on the picture that is there', async () => {
    const { page } = visit;
    await drop(page, 'grey.onnx', onnx('opset-7'), '');
    await page.getByRole('heading', { name: 'Inside grey.onnx' }).waitFor();
    await page.waitForFunction(() => document.querySelector('[data-test="time"]'));
    await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
  });
});

describe('when the page cannot start', () => {
  async function start(pattern: string, answer: Parameters<Page['route']>[1]) {
    const visit = await site.visit({ before: (page) => page.route(pattern, answer) });
    const found = await failure(visit.page);
    return { ...visit, ...found };
  }
  const html = { status: 200, contentType: 'text/html', body: '<!doctype html><title>App</title>' };

  test('the model is missing; trying again helps once it is there', async () => {
    const { page, text } = await start('**/tinyvgg.onnx', (route) =>
      route.fulfill({ status: 404, body: 'no' }),
    );
    expect(text).toContain('404');
    expect(text).toContain('tinyvgg.onnx');
    await page.unroute('**/tinyvgg.onnx');
    await page.getByRole('button', { name: 'Try again' }).click();
    await classified(page);
    await expect.poll(() => byTest(page, 'failure').count()).toBe(0);
    await page.context().close();
  });

  test('the server answers with a page instead of the model', async () => {
    const { page, text } = await start('**/tinyvgg.onnx', (route) => route.fulfill(html));
    expect(text).toMatch(/HTML/);
    await page.context().close();
  });

  test('the server answers with a page instead of the WebAssembly module', async () => {
    const { page, code, text } = await start('**/*.wasm', (route) => route.fulfill(html));
    expect(code).toBe('engine-not-loaded');
    expect(text).toMatch(/^The engine could not start/);
    expect(text).toContain('.wasm');
    await page.context().close();
  });

  test('the worker is missing', async () => {
    const { page, text } = await start('**/engine/worker.js', (route) =>
      route.fulfill({ status: 404, body: 'no' }),
    );
    expect(text).toMatch(/^The engine could not start/);
    await page.context().close();
  });

  test('the catalogue is missing', async () => {
    const { page, text } = await start('**/catalog.json', (route) => route.abort());
    expect(text).toContain('catalog.json');
    await page.context().close();
  });

  test('no samples: the page takes pictures all the same', async () => {
    const { page } = await site.visit({
      before: (blank) => blank.route('**/samples.json', (route) => route.fulfill({ status: 404 })),
    });
    await page.getByRole('heading', { name: 'Inside TinyVGG' }).waitFor();
    await expect.poll(() => page.getByText('No sample pictures were found').count()).toBe(1);
    await drop(page, 'own.png', plainPng(64, 64, [9, 99, 199]));
    await shows(page, 'own.png');
    await page.context().close();
  });
});

/** Holds back the file of the page that has those words in it. Returns what lets it go. */
async function hold(page: Page, words: string): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/rest-*.js', async (route) => {
    const body = await (await route.fetch()).text();
    if (body.includes(words)) await released;
    await route.fulfill({ body, contentType: 'text/javascript' });
  });
  return release;
}

test('a question of the tour is asked before what draws maps is there', async () => {
  let release = (): void => {};
  const { page, problems } = await site.visit({
    hash: '#step=3',
    before: async (blank) => {
      release = await hold(blank, 'map-overview');
    },
  });
  await byTest(page, 'guide-option').first().waitFor();
  await page.waitForTimeout(500);
  release();
  expect(problems).toEqual([]);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().close();
});

test('what was asked of the lab is forgotten with the network that it was asked of', async () => {
  let release = (): void => {};
  const { page, problems } = await site.visit({
    hash: '#layer=conv_1_1&channel=3',
    before: async (blank) => {
      release = await hold(blank, 'lab-input');
    },
  });
  await classified(page);
  await byTest(page, 'try-in-lab').click();
  await page.getByRole('combobox', { name: 'Network' }).selectOption({ label: 'LeNet-5' });
  await page.getByRole('heading', { name: 'Inside LeNet-5' }).waitFor();
  await classified(page);
  release();
  await byTest(page, 'lab-input').waitFor();
  expect(new URL(page.url()).hash).not.toContain('from=');
  expect(problems).toEqual([]);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().close();
});

test('what draws the map does not come: the page says so, and the picture is answered all the same', async () => {
  let asked = 0;
  const { page } = await site.visit({
    hash: '#model=mobilenetv2',
    before: (blank) =>
      blank.route('**/assets/rest-*.js', (route) => {
        asked += 1;
        return route.abort();
      }),
  });
  await classified(page);
  await page
    .locator('.network-card .note', { hasText: 'A part of this page could not be loaded' })
    .waitFor();
  // It is not asked for again and again.
  const before = asked;
  await page.waitForTimeout(1500);
  const after = asked;
  await page.waitForTimeout(1500);
  expect(asked).toBe(after);
  expect(before).toBeGreaterThan(0);
  await page.context().close();
});

test('a worker that dies in the middle is a sentence, and the next picture starts a new one', async () => {
  let dying = true;
  const { page } = await site.visit({
    before: (blank) =>
      blank.route('**/engine/worker.js', async (route) => {
        const response = await route.fetch();
        // Answers everything but a run, at which it throws.
        const trap = `addEventListener('message', ({ data }) => { if (data.method === 'run') { data.input = null; throw new Error('trapped'); } });`;
        const body = await response.text();
        await route.fulfill({ response, body: dying ? `${trap}\n${body}` : body });
      }),
  });
  const { text } = await failure(page, true);
  expect(text).toMatch(/engine|worker/i);
  dying = false;
  await drop(page, 'next.png', plainPng(64, 64, [7, 7, 70]));
  await shows(page, 'next.png');
  await page.context().close();
});
