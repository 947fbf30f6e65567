// The package in Chromium: starting its worker in all circumstances, and decoding pictures.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { type BrowserServer, browserServer } from '../support/browser-server.js';
import { importPackage } from '../support/package.js';

/** In the page: import(), which Vitest would rewrite here. */
declare const load: (url: string) => ReturnType<typeof importPackage>;

let server: BrowserServer;
let elsewhere: BrowserServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await importPackage();
  [server, elsewhere, browser] = await Promise.all([browserServer(), browserServer(), launch()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.close(), elsewhere?.close()]);
});
afterEach(() => page?.close());

async function visit(query = ''): Promise<void> {
  page = await browser.newPage();
  await page.goto(`${server.origin}/page?${query}`);
}

interface Attempt {
  /** Where index.js comes from; default: the page's own server. */
  from?: string;
  wasmUrl?: string;
  workerUrl?: string;
  model?: number[];
  threads?: number;
}

/** Opens a session in the page, and runs it once: the output, or the error's code and words. */
function attempt({ from = server.origin, ...options }: Attempt = {}) {
  return page.evaluate(
    async ([entry, { model, ...urls }]) => {
      const { InferenceSession, Tensor } = await load(entry);
      try {
        const session = await InferenceSession.create(Uint8Array.from(model), urls);
        const out = await session.run({ x: new Tensor('float32', [42], [1]) });
        await session.release();
        return { value: out.y?.data[0], info: session.info };
      } catch (error) {
        const { name, code, message, hint } = error as Record<string, string>;
        return { name, code, message, hint };
      }
    },
    [
      `${from}/dist/index.js`,
      { wasmUrl: `${server.origin}/fake`, model: [8, 0, 0, 0], ...options },
    ] as const,
  );
}

test('runs beside the page', async () => {
  await visit();
  expect(await attempt()).toMatchObject({ value: 42, info: { threads: 1, notes: [] } });
});

test('runs from another origin, as from a content delivery network', async () => {
  await visit();
  expect(await attempt({ from: elsewhere.origin })).toMatchObject({ value: 42 });
});

/** Opens weights of PyTorch in the page, with the real engine, and lists what is in them without one. */
function openWeights(from = server.origin, options: { wasmUrl?: string; workerUrl?: string } = {}) {
  return page.evaluate(
    async ([entry, address, urls]) => {
      const { InferenceSession, inspectWeights } = await load(entry);
      try {
        const session = await InferenceSession.create(address, urls);
        const name = session.source?.name;
        await session.release();
        const { tensors } = await inspectWeights(address, urls);
        return { name, tensors: tensors.length };
      } catch (error) {
        const { name, code, message, hint } = error as Record<string, string>;
        return { name, code, message, hint };
      }
    },
    [
      `${from}/dist/index.js`,
      `${server.origin}/tests/golden/pytorch/tinyvgg.pth`,
      options,
    ] as const,
  );
}

const TINY_VGG = { name: 'FashionMNISTModelV2', tensors: 10 };

test('weights of PyTorch open, also from another origin', async () => {
  await visit();
  expect(await openWeights()).toEqual(TINY_VGG);
  expect(await openWeights(elsewhere.origin)).toEqual(TINY_VGG);
});

test('weights of PyTorch open under a policy that knows the own origin alone', async () => {
  const policy = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'";
  await visit(`csp=${encodeURIComponent(policy)}`);
  expect(await openWeights()).toEqual(TINY_VGG);
});

test('the script that reads weights is not there: a sentence that names it', async () => {
  await visit();
  const workerUrl = `${server.origin}/dist/worker.js`;
  const result = await openWeights(server.origin, { workerUrl, wasmUrl: `${server.origin}/fake` });
  expect(result).toMatchObject({ name: 'PlaygroundError', code: 'engine-not-loaded' });
  expect(result).toHaveProperty('message', expect.stringContaining('/fake/cnn-pytorch.mjs'));
});

/** With MobileNetV2, which is large enough for two threads. */
function classifyLarge(from = server.origin) {
  return page.evaluate(
    async ([entry, model]) => {
      const { createClassifier } = await load(entry);
      const classifier = await createClassifier(model, { threads: 2 });
      const data = new Uint8Array(224 * 224 * 4).map((_, index) => index % 251);
      const [best] = await classifier({ data, width: 224, height: 224 }, { top_k: 1 });
      await classifier.release();
      return { best, info: classifier.session.info };
    },
    [`${from}/dist/index.js`, `${server.origin}/models/mobilenetv2/mobilenetv2.onnx`] as const,
  );
}

test('the real engine uses threads on an isolated page, and needs none on another', async () => {
  await visit('isolated');
  const threaded = await classifyLarge();
  expect(threaded.info).toEqual({ module: 'relaxed-mt', threads: 2, notes: [] });
  await page.close();
  await visit();
  const single = await classifyLarge();
  expect(single.info).toMatchObject({ module: 'relaxed', threads: 1 });
  expect(single.info.notes.join()).toContain('not cross-origin isolated');
  expect(single.best?.label).toBe(threaded.best?.label);
  expect(single.best?.score).toBeCloseTo(threaded.best?.score ?? 0, 5);
});

test('threads start on an isolated page although the package is of another origin', async () => {
  await visit('isolated');
  const { info } = await classifyLarge(elsewhere.origin);
  expect(info).toEqual({ module: 'relaxed-mt', threads: 2, notes: [] });
});

test('threads that do not start on an isolated page: one thread, with a note', async () => {
  await visit('isolated');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await page.evaluate(() => navigator.hardwareConcurrency)).toBeGreaterThanOrEqual(2);
  // The stand-in has no threaded module, so its address answers 404.
  const result = await attempt({ threads: 2 });
  const note = expect.stringContaining('Threads did not start');
  expect(result).toMatchObject({ value: 42, info: { threads: 1, notes: [note] } });
});

test('a worker script that is not there', async () => {
  await visit();
  const error = await attempt({ workerUrl: `${server.origin}/dist/nothing.js` });
  expect(error).toMatchObject({ name: 'PlaygroundError', code: 'worker-failed' });
  expect(error.message).toContain('/dist/nothing.js');
});

test('a page whose policy allows no workers', async () => {
  await visit(`csp=${encodeURIComponent("worker-src 'none'")}`);
  const error = await attempt();
  expect(error).toMatchObject({ name: 'PlaygroundError', code: 'worker-failed' });
  expect(error.hint).toMatch(/worker/);
});

test('engine files answered with the start page of a site', async () => {
  await visit();
  const error = await attempt({ wasmUrl: `${server.origin}/spa/engine` });
  expect(error.code).toBe('engine-not-loaded');
  expect(error.message).toContain(`${server.origin}/spa/engine/cnn-`);
  expect(error.message).toContain('HTML page');
});

test('engine scripts that the server calls by another type are told with that type', async () => {
  await visit();
  const error = await attempt({ wasmUrl: `${server.origin}/untyped` });
  expect(error.code).toBe('engine-not-loaded');
  expect(error.message).toContain('application/octet-stream');
  expect(error.hint).toContain('text/javascript');
});

const policy = (text: string) => `csp=${encodeURIComponent(text)}`;

test('the policy that the README asks for lets the package of another origin run', async () => {
  const there = elsewhere.origin;
  const scripts = `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' ${there}`;
  await visit(
    policy(`default-src 'self'; worker-src blob: ${there}; connect-src ${there}; ${scripts}`),
  );
  const options = { from: there, wasmUrl: `${there}/fake` };
  expect(await attempt(options)).toMatchObject({ value: 42 });
});

test('a policy that keeps out the package of another origin is named as a possible cause', async () => {
  await visit(policy("worker-src 'self' blob:"));
  const error = await attempt({ from: elsewhere.origin });
  expect(error).toMatchObject({ name: 'PlaygroundError', code: 'worker-failed' });
  expect(error.hint).toMatch(/content security policy .*worker-src/);
});

test('engine files that are not there', async () => {
  await visit();
  const error = await attempt({ wasmUrl: `${server.origin}/nowhere` });
  expect(error.code).toBe('engine-not-loaded');
  expect(error.message).toContain('404');
});

test('a trap reaches the page as a PlaygroundError', async () => {
  await visit();
  expect(await attempt({ model: [8, 3, 0, 0] })).toMatchObject({ code: 'engine-crash' });
});

test('decoding keeps alpha, and colours exactly where they are opaque', async () => {
  await visit();
  const pixels = await page.evaluate(async (entry) => {
    const { decodePicture } = await load(entry);
    const canvas = new OffscreenCanvas(2, 1);
    const context = canvas.getContext('2d');
    const colours = new ImageData(Uint8ClampedArray.of(10, 20, 250, 255, 200, 100, 50, 128), 2, 1);
    context?.putImageData(colours, 0, 0);
    const { data, width, height } = await decodePicture(await canvas.convertToBlob());
    return { data: [...data], width, height };
  }, `${server.origin}/dist/index.js`);
  expect(pixels).toMatchObject({ width: 2, height: 1 });
  expect(pixels.data.slice(0, 4)).toEqual([10, 20, 250, 255]);
  expect(pixels.data[7]).toBe(128);
  // A canvas stores colours multiplied by alpha, in 8 bits: half transparent ones lose one level.
  for (const [channel, value] of [200, 100, 50].entries()) {
    expect(Math.abs((pixels.data[4 + channel] ?? 0) - value)).toBeLessThanOrEqual(2);
  }
});

test('a JPEG is turned as its EXIF tag says', async () => {
  await visit();
  const sizes = await page.evaluate(async (entry) => {
    const { decodePicture } = await load(entry);
    const canvas = new OffscreenCanvas(40, 20);
    canvas.getContext('2d')?.fillRect(0, 0, 40, 20);
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg' });
    // APP1 with one tag: 0x0112 (orientation), short, 1 value, 6 = turn right.
    const exif = [
      0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12,
      0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];
    const turned = new Blob([jpeg.slice(0, 2), Uint8Array.from(exif), jpeg.slice(2)]);
    const plain = await decodePicture(jpeg);
    const right = await decodePicture(turned);
    return [plain.width, plain.height, right.width, right.height];
  }, `${server.origin}/dist/index.js`);
  expect(sizes).toEqual([40, 20, 20, 40]);
});

test('an image element and a canvas give their pixels, a foreign image is refused', async () => {
  await visit();
  const result = await page.evaluate(
    async ([entry, foreign]) => {
      const { drawPicture } = await load(entry);
      const canvas = Object.assign(document.createElement('canvas'), { width: 3, height: 2 });
      canvas.getContext('2d')?.fillRect(0, 0, 3, 2);
      const image = new Image();
      image.src = canvas.toDataURL();
      await image.decode();
      const outside = new Image();
      outside.src = foreign;
      await outside.decode();
      const code = (() => {
        try {
          return drawPicture(outside);
        } catch (error) {
          return (error as { code: string }).code;
        }
      })();
      const own = [drawPicture(canvas), drawPicture(image)];
      return { own: own.map(({ width, height, data }) => [width, height, data.length]), code };
    },
    [`${server.origin}/dist/index.js`, `${elsewhere.origin}/web/favicon.svg`] as const,
  );
  expect(result.own).toEqual([
    [3, 2, 24],
    [3, 2, 24],
  ]);
  expect(result.code).toBe('picture-blocked');
});

test('a small file of 16384 x 16384 pixels is refused without being decoded', async () => {
  await visit();
  const { code, ms } = await page.evaluate(async (entry) => {
    const { decodePicture } = await load(entry);
    const header = [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82];
    const file = Uint8Array.from([...header, 0, 0, 64, 0, 0, 0, 64, 0, 1, 0, 0, 0, 0]);
    const begin = performance.now();
    const refused = await decodePicture(new Blob([file])).catch((error: unknown) => error);
    return { code: (refused as { code: string }).code, ms: performance.now() - begin };
  }, `${server.origin}/dist/index.js`);
  expect(code).toBe('picture-too-large');
  expect(ms).toBeLessThan(500);
});
