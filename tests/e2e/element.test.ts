// <cnn-playground> in pages of somebody else.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launch } from './support/browser.js';
import { type ElementHost, openElementHost } from './support/element-host.js';
import { plainPng } from './support/png.js';

const SCRIPT = '<script type="module" src="../../cnn/element.js"></script>';

let host: ElementHost;
let browser: Browser;
let page: Page;
let problems: string[];
beforeAll(async () => {
  host = await openElementHost();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});
afterEach(() => page?.context().close());

interface Heard {
  name: string;
  detail: Record<string, unknown>;
}

/** Opens a page with that body; what its elements tell is heard. */
async function open(body: string, headers: Record<string, string> = {}): Promise<void> {
  page = await browser.newPage({ viewport: { width: 800, height: 900 } });
  problems = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard, shifts: 0 });
    for (const name of ['load', 'progress', 'result', 'change', 'error'])
      document.addEventListener(name, (event) => {
        if (event instanceof CustomEvent) heard.push({ name, detail: event.detail });
      });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        (window as unknown as { shifts: number }).shifts += (
          entry as unknown as { value: number }
        ).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(host.page(body, headers));
}

const heard = (name: string): Promise<Heard[]> =>
  page.evaluate(
    (wanted) => (window as unknown as { heard: Heard[] }).heard.filter((it) => it.name === wanted),
    name,
  );

/** Waits for that many results. */
async function results(count: number): Promise<Heard['detail'][]> {
  await expect
    .poll(async () => (await heard('result')).length, { timeout: 45_000 })
    .toBeGreaterThanOrEqual(count);
  return (await heard('result')).map(({ detail }) => detail);
}

const labelsOf = (detail: Heard['detail'] | undefined): string[] =>
  ((detail?.predictions ?? []) as { label: string }[]).map(({ label }) => label);

describe('from one script tag', () => {
  test('a layer of a network, with its sum', async () => {
    await open(
      `<cnn-playground view="layer" layer="conv_1_2" channel="3"></cnn-playground>${SCRIPT}`,
    );
    const [first] = await results(1);
    expect(labelsOf(first)[0]).toBe('golf ball');
    const element = page.locator('cnn-playground');
    await element.getByRole('heading', { name: 'conv_1_2, channel 3' }).waitFor();
    await element.getByRole('button', { name: 'Show the strongest cell' }).click();
    await element.locator('[data-test="sum-gap"]').waitFor();
    // What is looked at stands in the attributes, and is told.
    await expect.poll(() => element.getAttribute('cell')).toMatch(/^\d+,\d+$/);
    const [change] = await heard('change');
    expect(change?.detail).toMatchObject({ layer: 'conv_1_2', channel: 3 });
    expect(problems).toEqual([]);
  });

  test.each([
    ['network', '[data-test="strip"]'],
    ['sum', '[data-test="sum-gap"]'],
    ['patches', '[data-test="patches"]'],
    ['slide', '[data-test="slide-value"]'],
    ['why', '[data-test="why"]'],
    ['lab', '[data-test="lab-input"]'],
    ['predict', '[data-test="prediction"]'],
    ['table', '[data-test="layer-table"]'],
    ['full', '[data-test="tour"]'],
  ])('the view %s', async (view, part) => {
    await open(`<cnn-playground view="${view}" loading="eager"></cnn-playground>${SCRIPT}`);
    await page.locator(`cnn-playground ${part}`).first().waitFor({ timeout: 45_000 });
    await results(1);
    expect(problems).toEqual([]);
  });

  test('a network that is wider than the column says that it goes on, until its end', async () => {
    await open(
      `<div style="width: 720px"><cnn-playground loading="eager"></cnn-playground></div>${SCRIPT}`,
    );
    const strip = page.locator('cnn-playground [data-test="strip"]');
    await strip.waitFor({ timeout: 45_000 });
    await results(1);
    const arrow = () => strip.evaluate((it) => getComputedStyle(it, '::after').opacity);
    await expect.poll(() => strip.evaluate((it) => it.scrollWidth > it.clientWidth)).toBe(true);
    await expect.poll(arrow).toBe('1');
    await strip.evaluate((it) => it.scrollTo(it.scrollWidth, 0));
    await expect.poll(arrow).toBe('0');
  });

  test('a table comes without the network before it', async () => {
    await open('');
    await page.evaluate(() => {
      const shown: string[] = [];
      Object.assign(window, { shown });
      const look = (): void => {
        const root = document.querySelector('cnn-playground')?.shadowRoot;
        for (const part of ['.strip', '.layer-table'])
          if (root?.querySelector(part) && !shown.includes(part)) shown.push(part);
        requestAnimationFrame(look);
      };
      look();
      const script = Object.assign(document.createElement('script'), { type: 'module' });
      script.src = '../../cnn/element.js';
      document.body.innerHTML = '<cnn-playground view="table" loading="eager"></cnn-playground>';
      document.body.append(script);
    });
    await page.locator('cnn-playground [data-test="layer-table"]').waitFor({ timeout: 45_000 });
    await results(1);
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { shown: string[] }).shown))
      .toEqual(['.layer-table']);
  });

  test('a poster says how much is fetched, and nothing is before it is asked for', async () => {
    const bytes = new Map<string, number>();
    page = await browser.newPage();
    page.on('response', (response) => {
      if (!response.url().includes('/cnn/')) return;
      const measured = response.body().then((body) => {
        bytes.set(response.url(), gzipSync(body).length);
      });
      // The page may be closed before the last of them has come: by then nothing is measured.
      measured.catch(() => {});
    });
    await page.goto(
      host.page(
        `<cnn-playground reveal="manual"><p>Without JavaScript.</p></cnn-playground>${SCRIPT}`,
      ),
    );
    const button = page.getByRole('button', { name: /^Show tinyvgg \(\d\.\d MB\)$/ });
    await button.waitFor();
    await page.waitForTimeout(500);
    const sum = [...bytes.values()].reduce((total, of) => total + of, 0);
    expect(sum).toBeLessThan(45_000);
    await expect.poll(() => page.getByText('Without JavaScript.').isVisible()).toBe(false);
    await button.click();
    await page.locator('cnn-playground [data-test="strip"]').waitFor({ timeout: 45_000 });
  });

  test('what is below is fetched when it comes near', async () => {
    await open(`<div style="height: 4000px"></div><cnn-playground></cnn-playground>${SCRIPT}`);
    await page.waitForTimeout(1500);
    await expect.poll(() => heard('progress')).toEqual([]);
    await page.evaluate(() => scrollTo(0, 2500));
    await results(1);
  });
});

describe('attributes', () => {
  test('a change of an attribute is a change of what is shown', async () => {
    await open(`<cnn-playground view="layer" layer="conv_1_1"></cnn-playground>${SCRIPT}`);
    await results(1);
    const element = page.locator('cnn-playground');
    await element.evaluate((it: HTMLElement & { layer: string }) => {
      it.layer = 'max_pool_1';
    });
    await element.getByRole('heading', { name: /^max_pool_1/ }).waitFor();
    await element.evaluate((it) => it.setAttribute('image', 'church'));
    await expect.poll(async () => labelsOf((await results(1)).at(-1))[0]).toBe('church');
  });

  test('what does not exist is said, with what does', async () => {
    await open(
      `<cnn-playground view="leyer"></cnn-playground>
       <cnn-playground view="layer" layer="conv_9" loading="eager"></cnn-playground>
       <cnn-playground model="vgg99" image="gulf-ball" loading="eager"></cnn-playground>${SCRIPT}`,
    );
    await results(3);
    const says = (at: number, text: string | RegExp) =>
      page.locator('cnn-playground').nth(at).getByText(text).waitFor();
    await says(0, 'There is no view "leyer". It can be: network, layer,');
    await says(1, /layer "conv_9".*conv_1_1, relu_1_1/);
    await says(2, /network "vgg99".*tinyvgg, lenet5/);
    await says(2, /"gulf-ball".*golf-ball,/);
    // The page is told, too.
    const errors = (await heard('error')).map(({ detail }) => String(detail.message));
    for (const name of ['leyer', 'conv_9', 'vgg99', 'gulf-ball'])
      expect(
        errors.some((message) => message.includes(name)),
        name,
      ).toBe(true);
  });

  test('a sum says where its channel and cell are not there, and labels that they are too few', async () => {
    await open(
      `<cnn-playground view="sum" layer="conv_1_1" channel="77" cell="999,999" loading="eager"></cnn-playground>
       <cnn-playground view="predict" labels='["cat", "dog"]' loading="eager"></cnn-playground>${SCRIPT}`,
    );
    await results(2);
    const says = (at: number, text: string | RegExp) =>
      page.locator('cnn-playground').nth(at).getByText(text).waitFor();
    await says(
      0,
      /Channel 77 is asked for, but conv_1_1 has 10: 0 to 9\..*Cell 999,999 is asked for/,
    );
    await says(1, 'labels has 2 names, and the network has 10 classes.');
  });

  test('a picture that lies beside the page is written as a network is', async () => {
    await open('');
    const png = plainPng(64, 64, [200, 30, 30]);
    await page.route('**/docs/*/red.png', (route) =>
      route.fulfill({ contentType: 'image/png', body: Buffer.from(png) }),
    );
    await page.evaluate(() => {
      for (const image of ['red.png', 'golf-ball.webp', 'none.png']) {
        const element = document.createElement('cnn-playground');
        for (const [name, value] of Object.entries({ view: 'predict', loading: 'eager', image }))
          element.setAttribute(name, value);
        document.body.append(element);
      }
      const script = document.createElement('script');
      Object.assign(script, { type: 'module', src: '../../cnn/element.js' });
      document.body.append(script);
    });
    const element = (at: number) => page.locator('cnn-playground').nth(at);
    await element(0).locator('.picture-name', { hasText: 'red.png' }).waitFor({ timeout: 45_000 });
    await element(1).locator('.picture-name', { hasText: 'Golf ball' }).waitFor();
    await element(2)
      .getByText(/none\.png could not be fetched.*There is no sample of that name: golf-ball,/)
      .waitFor();
    await expect.poll(() => element(0).getAttribute('image')).toBe('red.png');
  });

  test('the image is what is shown: a sample, an address, or nothing that a name could be given to', async () => {
    const red = `data:image/png;base64,${Buffer.from(plainPng(64, 64, [200, 30, 30])).toString('base64')}`;
    await open(
      `<cnn-playground view="predict" image="church" controls="picture samples"></cnn-playground>${SCRIPT}`,
    );
    await results(1);
    const element = page.locator('cnn-playground');
    const image = () => element.getAttribute('image');
    const told = async () => (await heard('change')).at(-1)?.detail.image;
    const own = () =>
      element.evaluate(
        (it, bytes) =>
          (it as unknown as { run(image: Blob): Promise<unknown> }).run(
            new File([new Uint8Array(bytes)], 'mine.png'),
          ),
        [...plainPng(64, 64, [30, 30, 200])],
      );
    await element.evaluate((it, address) => it.setAttribute('image', address), red);
    await expect.poll(async () => (await results(2)).at(-1)?.picture).toBe('picture');
    await expect.poll(told).toBe(red);
    await expect.poll(() => image()).toBe(red);
    await own();
    await expect.poll(image).toBe(null);
    await expect.poll(() => told()).toBe(null);
    await element.evaluate((it) => it.setAttribute('image', 'golf-ball'));
    await expect.poll(told).toBe('golf-ball.webp');
    await own();
    await expect.poll(image).toBe(null);
  });

  test('the theme is that of the page, and follows it', async () => {
    await open(`<cnn-playground></cnn-playground>${SCRIPT}`);
    await results(1);
    const ink = () =>
      page
        .locator('cnn-playground h2')
        .first()
        .evaluate((it) => getComputedStyle(it).color);
    const zero = () =>
      page
        .locator('cnn-playground .playground')
        .evaluate((it) => getComputedStyle(it).getPropertyValue('--colour-scale').slice(0, 60));
    const [light, lightScale] = [await ink(), await zero()];
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark';
    });
    await expect.poll(ink).not.toBe(light);
    // The scale is drawn a frame after the ink.
    await expect.poll(zero).not.toBe(lightScale);
    const dark = await zero();
    await page.locator('cnn-playground').evaluate((it) => it.setAttribute('theme', 'light'));
    await expect.poll(zero).not.toBe(dark);
    await expect.poll(() => ink()).toBe(light);
  });
});

describe('methods', () => {
  test('run() answers a picture, and says what is wrong with what is none', async () => {
    await open(`<cnn-playground view="predict"></cnn-playground>${SCRIPT}`);
    await results(1);
    const png = [...plainPng(64, 64, [200, 30, 30])];
    const answers = await page.locator('cnn-playground').evaluate(async (it, bytes) => {
      const { run } = it as unknown as { run(image: Blob): Promise<Record<string, unknown>> };
      const good = await run.call(it, new File([new Uint8Array(bytes)], 'red.png'));
      const bad = await run.call(it, new File(['no picture'], 'notes.png')).catch(String);
      return { good, bad };
    }, png);
    expect(answers.good).toMatchObject({ picture: 'red.png', model: 'TinyVGG' });
    expect(String(answers.bad)).toContain('notes.png');
  });

  test('toBlob() is a PNG of what is shown', async () => {
    await open(`<cnn-playground view="layer" layer="conv_1_2"></cnn-playground>${SCRIPT}`);
    await results(1);
    await page.locator('cnn-playground .enlarged').waitFor();
    const signature = await page.locator('cnn-playground').evaluate(async (it) => {
      const { toBlob } = it as unknown as { toBlob(): Promise<Blob> };
      return [...new Uint8Array(await (await toBlob.call(it)).arrayBuffer()).slice(0, 4)];
    });
    expect(signature).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });
});

/** The number that the sum panel of an element shows for its cell. */
const shownValue = async (at: number): Promise<string> => {
  const element = page.locator('cnn-playground').nth(at);
  await element.locator('[data-test="sum-gap"]').waitFor({ timeout: 45_000 });
  return element.locator('[data-test="value"]').innerText();
};

describe('many on one page', () => {
  const widget = (image: string) =>
    `<cnn-playground loading="eager" view="sum" layer="conv_2_1" channel="4" cell="10,12" image="${image}"></cnn-playground>`;

  test('they share a worker, and each shows the values of its own picture', async () => {
    await open(widget('church') + SCRIPT);
    const alone = await shownValue(0);
    await page.context().close();
    await open(`${widget('golf-ball')}${widget('church')}${widget('parachute')}${SCRIPT}`);
    const values = [await shownValue(0), await shownValue(1), await shownValue(2)];
    expect(values[1]).toBe(alone);
    expect(new Set(values).size).toBe(3);
    expect(page.workers()).toHaveLength(1);
    // The first one reads more of its own run, which is not the last.
    const first = page.locator('cnn-playground').first();
    await first.evaluate((it) => it.setAttribute('layer', 'conv_1_1'));
    await first.getByRole('heading', { name: 'conv_1_1, channel 4' }).waitFor();
    await first.evaluate((it) => it.setAttribute('layer', 'conv_2_1'));
    await first.evaluate((it) => it.setAttribute('cell', '10,12'));
    await expect.poll(() => shownValue(0)).toBe(values[0]);
  });

  test('twenty of two networks are two workers, and nothing is left of those that go', async () => {
    const twenty = Array.from(
      { length: 20 },
      (_, at) =>
        `<cnn-playground loading="eager" model="${at % 2 ? 'lenet5' : 'tinyvgg'}" view="predict"></cnn-playground>`,
    ).join('');
    await open(`<div id="all">${twenty}</div>${SCRIPT}`);
    await results(20);
    expect(page.workers()).toHaveLength(2);
    // Moved at once it stays as it is; a page that swaps its content takes them out and puts others in.
    await page.evaluate(() => {
      const all = document.querySelector('#all');
      const last = all?.lastElementChild;
      if (last) all?.prepend(last);
    });
    await page.waitForTimeout(500);
    await expect.poll(async () => (await heard('load')).length).toBe(20);
    await page.evaluate(() => document.querySelector('#all')?.replaceChildren());
    await expect.poll(() => page.workers().length).toBe(0);
    await page.evaluate(() => {
      const again = document.createElement('cnn-playground');
      again.setAttribute('view', 'predict');
      document.querySelector('#all')?.append(again);
    });
    await results(21);
    expect(problems).toEqual([]);
  }, 120_000);
});

describe('out of sight', () => {
  const far = '<div style="height: 6000px"></div>';
  /** Bytes of the canvases of the first element. */
  const canvasBytes = () =>
    page
      .locator('cnn-playground')
      .first()
      .evaluate((it) =>
        Array.from(it.shadowRoot?.querySelectorAll('canvas') ?? [], (canvas) => canvas)
          .map(({ width, height }) => 4 * width * height)
          .reduce((sum, bytes) => sum + bytes, 0),
      );
  /** What its pictures show. */
  const pixels = () =>
    page
      .locator('cnn-playground')
      .first()
      .evaluate((it) =>
        Array.from(it.shadowRoot?.querySelectorAll('canvas') ?? [], (canvas) =>
          canvas.toDataURL(),
        ).join(),
      );
  const scrollTo = (y: number) => page.evaluate((top) => window.scrollTo(0, top), y);

  /** Opens that element with much below it, and waits until all of it is painted. */
  async function openAbove(attributes: string): Promise<void> {
    await open(`<cnn-playground ${attributes}></cnn-playground>${far}${SCRIPT}`);
    await results(1);
    await page.locator('cnn-playground canvas').first().waitFor();
    await expect
      .poll(async () => {
        const before = await pixels();
        await page.waitForTimeout(400);
        return before === (await pixels());
      })
      .toBe(true);
  }
  const openStrip = () => openAbove('controls="picture tabs tools"');

  test('it rests without its canvases, and comes back as it was, where it was', async () => {
    await openStrip();
    const strip = page.locator('cnn-playground [data-test="strip"]');
    await strip.evaluate((it) => it.scrollTo(120, 0));
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    await page.waitForTimeout(300);
    const [shown, high, bytes] = [await pixels(), await height(), await canvasBytes()];
    const along = await strip.evaluate((it) => it.scrollLeft);
    expect([bytes > 100_000, along > 0]).toEqual([true, true]);
    await scrollTo(5000);
    await expect.poll(canvasBytes).toBe(0);
    expect(await height()).toBe(high);
    await scrollTo(0);
    await expect.poll(canvasBytes).toBe(bytes);
    await expect.poll(() => pixels()).toBe(shown);
    expect(await height()).toBe(high);
    expect(await strip.evaluate((it) => it.scrollLeft)).toBe(along);
    expect(problems).toEqual([]);
  });

  test('far away its layout is forgotten, but not while the keyboard is in it', async () => {
    await openStrip();
    const forgotten = () =>
      page.locator('cnn-playground').evaluate((it) => {
        const root = it.shadowRoot?.querySelector('.playground');
        const seen = { times: 0 };
        new MutationObserver((records) => {
          for (const { oldValue } of records) if (oldValue?.includes('is-forgotten')) seen.times++;
        }).observe(root as Element, { attributeFilter: ['class'], attributeOldValue: true });
        Object.assign(window, { seen });
      });
    const times = () =>
      page.evaluate(() => (window as unknown as { seen: { times: number } }).seen.times);
    await forgotten();
    await scrollTo(5000);
    await expect.poll(times).toBeGreaterThan(0);
    await scrollTo(0);
    await expect.poll(canvasBytes).toBeGreaterThan(0);
    await page.locator('cnn-playground button').first().focus();
    const before = await times();
    await scrollTo(5000);
    await expect.poll(canvasBytes).toBe(0);
    await page.waitForTimeout(800);
    expect(await times()).toBe(before);
  });

  test.each([
    'view="layer" layer="conv_1_2"',
    'view="slide" layer="conv_1_1"',
    'view="lab"',
    'view="why"',
    'model="lenet5" view="network"',
  ])('%s is painted again, as it was', async (attributes) => {
    await openAbove(attributes);
    /** With the fraction of a pixel that lines of text leave. */
    const height = () =>
      page.locator('cnn-playground').evaluate((it) => it.getBoundingClientRect().height);
    const [shown, high] = [await pixels(), await height()];
    await scrollTo(5000);
    await expect.poll(canvasBytes).toBe(0);
    expect(await height()).toBe(high);
    await scrollTo(0);
    await expect.poll(pixels).toBe(shown);
    expect(await height()).toBe(high);
    expect(problems).toEqual([]);
  });

  test('it takes another picture meanwhile, and the keyboard still reaches it', async () => {
    await openStrip();
    const golf = await pixels();
    await scrollTo(5000);
    await expect.poll(canvasBytes).toBe(0);
    await page.locator('cnn-playground').evaluate((it) => it.setAttribute('image', 'church'));
    await expect.poll(async () => labelsOf((await results(2)).at(-1))[0]).toBe('church');
    await expect.poll(() => canvasBytes()).toBe(0);
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.localName))
      .toBe('cnn-playground');
    await expect.poll(canvasBytes).toBeGreaterThan(100_000);
    await expect.poll(() => pixels()).not.toBe(golf);
  });

  test('on paper it is whole and light, and what is on screen stays as it was', async () => {
    await openStrip();
    const light = await pixels();
    await page.locator('cnn-playground').evaluate((it) => it.setAttribute('theme', 'dark'));
    await expect.poll(pixels).not.toBe(light);
    await page.waitForTimeout(400);
    const dark = await pixels();
    await scrollTo(5000);
    await expect.poll(canvasBytes).toBe(0);
    await page.evaluate(() => {
      addEventListener('beforeprint', () => {
        const root = document.querySelector('cnn-playground')?.shadowRoot;
        const canvases = Array.from(root?.querySelectorAll('canvas') ?? [], (it) => it.toDataURL());
        Object.assign(window, { printed: canvases.join() });
      });
    });
    await page.pdf();
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { printed: string }).printed))
      .toBe(light);
    await scrollTo(0);
    await expect.poll(pixels).toBe(dark);
  });

  const larger = '../../cnn/cnn-playground-models/mobilenetv2/mobilenetv2.onnx';
  // 101: nodes of the file but 53 Casts of weights, counted with the onnx package.
  test.each([
    [`view="table" model="${larger}" controls="picture"`, 'tbody tr', 101, 'td, th'],
    ['view="network"', '.column', 14, '.column, .map'],
    ['view="layer" layer="conv_1_2"', '.gallery-frame', 1, 'canvas'],
  ])('on narrow paper nothing of it is cut off: %s', async (attributes, all, count, parts) => {
    await openAbove(attributes);
    const widget = page.locator('cnn-playground').first();
    const rows = await widget.locator(all).count();
    const before = await widget.locator('.playground').evaluate((root) => root.outerHTML.length);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 640, height: 900 });
    await expect.poll(() => widget.locator(all).count()).toBe(count);
    const outside = await widget.evaluate((host, selector) => {
      const { left, right } = host.getBoundingClientRect();
      return [...(host.shadowRoot?.querySelectorAll(selector) ?? [])].filter((part) => {
        const box = part.getBoundingClientRect();
        return box.left < left - 1 || box.right > right + 1;
      }).length;
    }, parts);
    expect(outside).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: null });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect.poll(() => widget.locator(all).count()).toBe(rows);
    const after = await widget.locator('.playground').evaluate((root) => root.outerHTML.length);
    expect(Math.abs(after - before)).toBeLessThan(200);
    expect(problems).toEqual([]);
  });

  test('on paper all of the map of a deep network is there, and nothing of that stays', async () => {
    await openAbove(`view="network" model="${larger}"`);
    const widget = page.locator('cnn-playground').first();
    await widget.locator('.map-frame').waitFor();
    const pieces = widget.locator('.map-print canvas');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 640, height: 900 });
    await expect.poll(() => widget.locator('.map-frame').isVisible()).toBe(false);
    const { left, right } = await widget.evaluate((host) => host.getBoundingClientRect().toJSON());
    const boxes = await pieces.evaluateAll((all) =>
      all.map((piece) => piece.getBoundingClientRect().toJSON()),
    );
    // 17 inverted residuals of 56 px, on a map that is 700 px wide and at most 640 px on this paper.
    const height = boxes.reduce((all, box) => all + box.height, 0);
    expect(height).toBeGreaterThan((17 * 56 * (boxes[0]?.width ?? 0)) / 700);
    for (const box of boxes) {
      expect(box.left).toBeGreaterThanOrEqual(left - 1);
      expect(box.right).toBeLessThanOrEqual(right + 1);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: null });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect.poll(() => pieces.count()).toBe(0);
    await expect
      .poll(() => widget.locator('.map-frame').isVisible(), { timeout: 20_000 })
      .toBe(true);
    expect(problems).toEqual([]);
  });
});

test('taken out and put in again while it loads, it starts once', async () => {
  await open(`<div id="all"></div>${SCRIPT}`);
  await page.evaluate(async () => {
    const element = document.createElement('cnn-playground');
    element.setAttribute('loading', 'eager');
    for (const wait of [0, 20, 120]) {
      document.querySelector('#all')?.append(element);
      await new Promise((then) => setTimeout(then, wait));
      element.remove();
      await new Promise((then) => setTimeout(then));
    }
    document.querySelector('#all')?.append(element);
  });
  await results(1);
  await page.locator('cnn-playground [data-test="strip"]').waitFor();
  await expect.poll(() => page.locator('cnn-playground .playground').count()).toBe(1);
  expect(problems).toEqual([]);
});

describe('what hosts forbid', () => {
  const policy = (text: string) => ({ 'content-security-policy': text });

  test('a strict policy with Trusted Types, and no inline style', async () => {
    await open(
      `<cnn-playground view="layer"></cnn-playground>${SCRIPT}`,
      policy(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:; require-trusted-types-for 'script'; trusted-types lit-html cnn-playground",
      ),
    );
    await results(1);
    expect(problems).toEqual([]);
  });

  test('from another origin, as from a CDN', async () => {
    await open(
      `<cnn-playground></cnn-playground><script type="module" src="${host.cdn}element.js"></script>`,
    );
    await results(1);
    expect(problems).toEqual([]);
  });

  test.each([
    [
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'",
      /trusted-types lit-html cnn-playground/,
    ],
    ["default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'", /connect-src/],
    ["default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'", /worker-src/],
  ])('%s: a sentence in the element', async (text, says) => {
    await open(`<cnn-playground></cnn-playground>${SCRIPT}`, policy(text));
    await page.locator('cnn-playground').getByText(says).first().waitFor({ timeout: 45_000 });
  });
});

test.each([
  ["script-src 'self' CDN; worker-src blob: CDN", /unsafe-eval/],
  [
    "script-src 'self' 'wasm-unsafe-eval' CDN; worker-src blob:",
    /worker-src has to allow blob: and http/,
  ],
])('from a CDN, %s: a sentence in the element', async (policy, says) => {
  const { origin } = new URL(host.cdn);
  const whole = `default-src 'self' CDN; img-src CDN blob:; ${policy}`;
  await open(
    `<cnn-playground></cnn-playground><script type="module" src="${host.cdn}element.js"></script>`,
    { 'content-security-policy': whole.replaceAll('CDN', origin) },
  );
  await page.locator('cnn-playground').getByText(says).first().waitFor({ timeout: 45_000 });
});

test('nothing moves as it comes, and axe has nothing to say', async () => {
  await open(
    `<style>cnn-playground:not(:defined) { display: block; min-height: 410px }</style>
    <p>Before.</p><cnn-playground view="predict"></cnn-playground><p>Between.</p><cnn-playground></cnn-playground>${SCRIPT}`,
  );
  await results(2);
  await page.waitForTimeout(1000);
  // What moves before the script has come its page can keep free with a style of its own: see the README.
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { shifts: number }).shifts))
    .toBeLessThan(0.02);
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await run.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(found).toEqual([]);
});
