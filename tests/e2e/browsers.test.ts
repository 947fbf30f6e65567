// The way of a visitor, once in each browser: what the other end-to-end tests hold for Chromium in detail.

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BRANCHED_NAME, branchedBytes } from './support/branched.js';
import { openChromium } from './support/drivers/chromium.js';
import { type Driver, poll } from './support/drivers/driver.js';
import { firefoxPath, openFirefox } from './support/drivers/firefox.js';
import { hasWebKit, openWebKit } from './support/drivers/webkit.js';
import { golden } from './support/golden.js';
import { read } from './support/page.js';
import { siteFolder } from './support/site.js';
import { type StaticServer, serve } from './support/static-server.js';

/** How much of a picture or map is more than one colour: false for what is blank. */
function isPainted(selector: string): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>(selector);
  const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  const pixels = new Set(data && new Uint32Array(data.buffer));
  return pixels.size > 8;
}

const texts = (selector: string): string[] =>
  [...document.querySelectorAll<HTMLElement>(selector)].map((element) => element.innerText.trim());

/** The numbers of each grid of the open sum, in full. */
const grids = (): string[][] =>
  [...document.querySelectorAll('.dialog-side .sum-grid')].map((grid) =>
    [...grid.querySelectorAll('td')].map((cell) => cell.title),
  );

/** Widths of the columns of the open layer, and of the map that is enlarged in one of them. */
function widths() {
  const width = (selector: string) =>
    document.querySelector(selector)?.getBoundingClientRect().width ?? 0;
  return {
    all: width('.dialog-body'),
    gallery: width('.layer-gallery'),
    middle: width('.layer-map'),
    map: width('.enlarged'),
    side: width('.dialog-side'),
  };
}

/** Dispatches a drop, as the browser would. */
function drop(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  const common = { bubbles: true, cancelable: true };
  document.body.dispatchEvent(new DragEvent('drop', { ...common, dataTransfer }));
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Where a failed test leaves what was on screen. */
const PICTURES = fileURLToPath(new URL('../../build/test-results/', import.meta.url));

const BROWSERS = [
  // Its camera shows a test picture.
  { name: 'Chromium', isHere: true, hasCamera: true, open: openChromium },
  { name: 'Firefox ESR', isHere: firefoxPath() !== undefined, open: openFirefox },
  { name: 'WebKitGTK', isHere: hasWebKit(), open: openWebKit },
];

describe.each(BROWSERS)('$name', ({ name, isHere, hasCamera, open }) => {
  if (!isHere) {
    test.skip(`${name} is not on this machine, so what is tested in it is skipped`);
    return;
  }

  let server: StaticServer;
  let driver: Driver;
  beforeAll(async () => {
    server = await serve(siteFolder(), { watched: true });
    driver = await open();
    await driver.resize(1280, 800);
    await driver.open(server.url);
  });
  afterAll(async () => {
    await driver?.close();
    await server?.close();
  });

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await mkdir(PICTURES, { recursive: true });
    await writeFile(`${PICTURES}${name}, ${task.name}.png`, await driver.screenshot());
  });

  const text = async (selector: string) => (await driver.evaluate(texts, selector))[0] ?? '';
  const numbers = async (...names: string[]) =>
    (await Promise.all(names.map((each) => text(`[data-test="${each}"]`)))).map(read);

  /** Of several new canvases some are painted a frame later. */
  function painted(canvas: string): Promise<unknown> {
    return poll(`${canvas} to be painted`, async () =>
      (await driver.evaluate(isPainted, canvas)) ? true : undefined,
    );
  }

  async function openLayer(layer: string): Promise<void> {
    await driver.click(`.column[aria-label^="${layer},"] .map`);
    await driver.waitFor('dialog[open] .enlarged');
  }

  /** Of the open layer, with its sum. The click that opened it has chosen a cell already. */
  async function strongest(): Promise<void> {
    await driver.click('[data-test="strongest"]');
    await driver.evaluate(
      () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))),
    );
    await driver.waitFor('[data-test="sum-gap"]');
  }

  async function closeLayer(): Promise<void> {
    await driver.click('[data-test="close"]');
    await poll('the dialog to close', async () =>
      (await driver.evaluate(texts, 'dialog[open]')).length === 0 ? true : undefined,
    );
  }

  test('a sample is classified, then the one that is tapped, and every map is painted', async () => {
    await driver.waitFor('[data-test="verdict"]', 'golf ball, 99');
    await driver.click('.sample[title="White wooden church"]');
    await driver.waitFor('[data-test="verdict"]', 'church, ');
    for (const layer of ['input', 'conv_1_1', 'conv_2_2', 'max_pool_2']) {
      const canvas = `.column[aria-label^="${layer},"] canvas[data-paint="column"]`;
      await painted(canvas);
    }
  });

  test('a layer opens: map, window and sum say the same number', async () => {
    await openLayer('conv_1_1');
    await painted('.enlarged canvas');
    await strongest();
    const [value = NaN, own, sum = NaN] = await numbers('value', 'sum-own', 'sum-value');
    expect(own).toBe(value);
    expect(Math.abs(sum - value)).toBeLessThan(1e-4);
    // A patch and a kernel of each colour.
    const shown = (await driver.evaluate(grids)).map((grid) => grid.map(read));
    expect(shown.map((grid) => grid.length)).toEqual(Array(6).fill(9));
    let products = 0;
    for (let colour = 0; colour < 6; colour += 2) {
      shown[colour]?.forEach((cell, i) => {
        products += cell * (shown[colour + 1]?.[i] ?? NaN);
      });
    }
    const bias = read(/bias ([−\d.e]+)/.exec(await text('[data-test="bias"]'))?.[1] ?? '');
    expect(Math.abs(products + bias - value)).toBeLessThan(1e-3);
    await closeLayer();
    await openLayer('max_pool_1');
    await strongest();
    const [window = []] = await driver.evaluate(grids);
    expect(window).toHaveLength(4);
    expect(Math.max(...window.map(read))).toBe((await numbers('value'))[0]);
  });

  test('the layer view: the map has its own width, and its neighbours the rest', async () => {
    const { all, gallery, middle, map, side } = await driver.evaluate(widths);
    expect(map).toBeGreaterThan(300);
    expect(Math.abs(middle - map)).toBeLessThan(1);
    expect(gallery).toBeGreaterThan(0.25 * all);
    expect(Math.abs(side / gallery - 6 / 5)).toBeLessThan(0.01);
    await driver.resize(1100, 800);
    const narrow = await poll('the layer view to have two columns', async () => {
      const found = await driver.evaluate(widths);
      return found.gallery === found.all ? found : undefined;
    });
    expect(Math.abs(narrow.middle - narrow.map)).toBeLessThan(1);
    expect(narrow.middle + narrow.side).toBeGreaterThan(0.95 * narrow.all);
    await driver.resize(1280, 800);
    await closeLayer();
    await openLayer('dense');
    await driver.waitFor('[data-test="sum-gap"]');
    const vector = await driver.evaluate(widths);
    expect(Math.abs(vector.middle - vector.map)).toBeLessThan(1);
    expect(vector.middle + vector.side).toBeGreaterThan(0.97 * vector.all);
    await closeLayer();
  });

  test('step by step: products add up to the number of the network, and a step goes on to the next cell', async () => {
    await openLayer('conv_1_2');
    await driver.click('dialog[open] label', 'Step by step');
    await driver.waitFor('[data-test="slide-value"]');
    await painted('[data-test="slide-input"] canvas');
    const sum = () => text('[data-test="slide-value"]');
    const before = await sum();
    const [, own = ''] = /computed ([−\d.]+\d)/.exec(await text('[data-test="slide"]')) ?? [];
    expect(Math.abs(read(before) - read(own))).toBeLessThan(1e-3);
    await driver.click('[data-test="slide-forward"]');
    await poll('another sum', async () => ((await sum()) === before ? undefined : true));
    await closeLayer();
  });

  test('what a channel looks for: nine patches of the pictures of the page', async () => {
    await openLayer('conv_1_1');
    await driver.click('dialog[open] label', 'What it looks for');
    // They come as the pictures are looked at.
    await poll('nine patches', async () =>
      (await driver.evaluate(texts, '.patch')).length === 9 ? true : undefined,
    );
    await painted('.patch canvas');
    await driver.click('dialog[open] label', 'How this value');
    await closeLayer();
  });

  test('why this class: what the cells and the bias add is the score of the network', async () => {
    await driver.click('.view-choice label', 'Why this class');
    await driver.waitFor('[data-test="why-panel"]', 'The network itself computes');
    await painted('[data-test="why"]');
    const [made = NaN, own = NaN] = await numbers('why-sum', 'why-logit');
    expect(Math.abs(made - own)).toBeLessThan(2e-3);
    expect(own).toBeGreaterThan(0);
    await driver.click('.view-choice label', 'Network');
  });

  test('a muted channel is zero, is compared with the network before, and comes back', async () => {
    await openLayer('conv_1_1');
    await driver.click('dialog[open] label', 'Change');
    await driver.click('[data-test="change-mute"]');
    await driver.waitFor('[data-test="value"]', '0');
    await driver.waitFor('[data-test="change-answer"]', 'before');
    await closeLayer();
    await driver.waitFor('[data-test="changes"]', 'channel 0 muted');
    await driver.click('[data-test="change-compare"]');
    await driver.waitFor(
      '[data-test="compare-verdict"]',
      'The first layer that departs is conv_1_1',
    );
    await driver.click('[data-test="compare-layer"]', 'conv_1_2');
    await painted('[data-test="compared-difference"]');
    await driver.click('[data-test="change-reset"]');
    await poll('the network as it was', async () =>
      (await driver.evaluate(texts, '[data-test="changes"]')).length === 0 ? true : undefined,
    );
    await driver.click('.view-choice label', 'Network');
    await driver.waitFor('.strip');
  });

  test('a dropped picture gets the percentages of PyTorch, and a dropped network is opened', async () => {
    const { png, calibrated } = await golden('shapes');
    await driver.evaluate(drop, 'shapes.png', base64(png));
    await driver.waitFor('.picture-name', 'shapes.png');
    await driver.waitFor('[data-test="prediction"]');
    const expected = [...calibrated].sort((a, b) => b - a);
    const rows = await driver.evaluate(texts, '[data-test="prediction"]');
    // The rest makes room for the answer of a network that knows more.
    expect(rows).toHaveLength(3);
    rows.forEach((row, rank) => {
      const percent = Number(/([\d.]+)%/.exec(row)?.[1]);
      expect(Math.abs(percent - 100 * (expected[rank] ?? 0)), row).toBeLessThan(0.11);
    });
    await driver.evaluate(drop, BRANCHED_NAME, base64(branchedBytes()));
    await driver.waitFor('h2', `Inside ${BRANCHED_NAME}`);
    await driver.waitFor('[data-test="prediction"]');
    expect(await driver.evaluate(texts, '[data-test="failure"]')).toEqual([]);
  });

  test('an SVG drawing without a size of its own is drawn, with its style', async () => {
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><style>rect { fill: #0a3cc8 }</style><rect width="4" height="3"/></svg>';
    await driver.waitFor('[data-test="verdict"]', '%');
    await driver.evaluate(drop, 'flag.svg', base64(new TextEncoder().encode(drawing)));
    await driver.waitFor('.picture-name', 'flag.svg');
    const [size, ...middle] = await driver.evaluate(() => {
      const { width, height } = document.querySelector(
        '[data-test="picture"]',
      ) as HTMLCanvasElement;
      const seen = document.querySelector('[data-test="seen"]') as HTMLCanvasElement;
      const context = seen.getContext('2d') as CanvasRenderingContext2D;
      const pixel = context.getImageData(seen.width / 2, seen.height / 2, 1, 1);
      return [`${width} x ${height}`, ...pixel.data];
    });
    // The page's own copy of 683 x 512, whose longer side is 640.
    expect(size).toBe('640 x 480');
    expect(middle).toEqual([10, 60, 200, 255]);
  });

  if (!hasCamera) {
    test('without a camera the page says that there is none', async ({ skip }) => {
      const cameras = await driver.evaluate(async () =>
        (await navigator.mediaDevices.enumerateDevices()).filter(
          ({ kind }) => kind === 'videoinput',
        ),
      );
      skip(cameras.length > 0, 'This machine has a camera.');
      await driver.click('[data-test="camera"] .button');
      await driver.waitFor('[data-test="camera-status"]', 'No camera was found.');
    });
  }

  test('the dark theme, and no complaint from beginning to end', async () => {
    await driver.click('label', 'Dark');
    const ground = () =>
      driver.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await poll('a dark ground', async () => (await ground()) === 'rgb(13, 16, 17)' || undefined);
    expect(await driver.evaluate(() => window.problems)).toEqual([]);
    expect(server.refused).toEqual([]);
  });
});
