// A layer step by step: opened in one click, stepped, played, moved by keys; its digits add up, its parts stay.

import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { exactDecimal } from '../web/support/decimals.js';
import { type Golden, golden } from './support/golden.js';
import { byTest, classified, column, drawn, drop, map, read, shows } from './support/page.js';
import { openSite, type Site, type Visit, type VisitOptions } from './support/site.js';

let site: Site;
let visit: Visit;
let expected: Golden;
beforeAll(async () => {
  site = await openSite();
  expected = await golden('shapes');
});
afterAll(() => site?.close());
afterEach(() => visit?.page.context().close());

/** On the picture that PyTorch's values are of, at that address. */
async function open(options: VisitOptions = {}): Promise<Page> {
  visit = await site.visit(options);
  const { page } = visit;
  await classified(page);
  await drop(page, 'shapes.png', expected.png);
  await shows(page, 'shapes.png');
  return page;
}

const place = (page: Page) => byTest(page, 'slide-place').innerText();
const step = (page: Page, name: 'forward' | 'back') => byTest(page, `slide-${name}`).click();
const by = (page: Page, name: string) => byTest(page, 'slide').getByRole('radio', { name }).check();

/** What the lines of the list say that are there. */
async function printedTerms(page: Page): Promise<string[]> {
  const texts = await byTest(page, 'slide-adds').allInnerTexts();
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** Waits until they add up, as printed, to the running sum of the last line. */
function expectSum(page: Page): Promise<void> {
  return vi.waitFor(async () => {
    const terms = await printedTerms(page);
    const sum = terms.reduce((all, text) => all + exactDecimal(text), 0n);
    const running = await byTest(page, 'slide-running').allInnerTexts();
    const last = running.map((text) => text.trim()).findLast((text) => text !== '') ?? '';
    expect(sum).toBe(exactDecimal(last));
  }, 20_000);
}

describe('one click, or one key, opens it from the network', () => {
  test('the operator above a layer', async () => {
    const page = await open();
    await column(page, 'conv_1_2').locator('[data-test="column-steps"]').click();
    await byTest(page, 'slide-value').waitFor();
    await expect
      .poll(() => page.locator('#dialog-heading').innerText())
      .toContain('conv_1_2, channel 0');
    // The output has the focus: arrow keys work at once.
    await page.locator('.enlarged:focus').waitFor();
    expect(visit.problems).toEqual([]);
  });

  test('S over a map begins at the cell under the pointer', async () => {
    const page = await open();
    const box = await map(page, 'conv_1_2', 3).boundingBox();
    if (!box) throw new Error('no map');
    // The middle of cell y 30, x 15 of 60 x 60.
    const at = [box.x + (15.5 * box.width) / 60, box.y + (30.5 * box.height) / 60] as const;
    await page.mouse.move(...at);
    await drawn(page);
    await page.keyboard.press('s');
    await byTest(page, 'slide-value').waitFor();
    await expect
      .poll(() => page.locator('#dialog-heading').innerText())
      .toContain('conv_1_2, channel 3');
    await expect.poll(() => place(page)).toContain('y 30, x 15');
  });

  test('S with the focus on a map opens that map', async () => {
    const page = await open();
    await map(page, 'max_pool_2', 4).focus();
    await page.keyboard.press('s');
    await byTest(page, 'slide-value').waitFor();
    await expect
      .poll(() => page.locator('#dialog-heading').innerText())
      .toContain('max_pool_2, channel 4');
    // The focus comes back to it, and S types in a field that is searched.
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-at')))
      .toBe('10,4');
    await page.getByRole('radio', { name: 'Layer table' }).check();
    await page.getByRole('searchbox').press('s');
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  });

  test('a click on the form of an open layer gives its keys at once', async () => {
    visit = await site.visit({ hash: '#layer=conv_1_2&channel=3&cell=10,12' });
    const { page } = visit;
    await page.locator('dialog[open] label', { hasText: 'Step by step' }).click();
    await page.locator('[data-test="slide-output"]:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => place(page)).toContain('y 10, x 13');
  });

  test('a link opens it, and lets it play', async () => {
    const page = await open({
      hash: '#layer=conv_1_1&channel=2&cell=0,0&steps=cell&play=15',
    });
    // However slow the machine is: it has left the cell that the link names.
    await expect.poll(() => place(page)).not.toMatch(/y 0, x 0\b/);
    await byTest(page, 'slide-play').click();
    await expect.poll(() => page.evaluate(() => location.hash)).not.toContain('play');
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('steps=cell');
    expect(visit.problems).toEqual([]);
  });
});

describe('a convolution', () => {
  const HASH = '#layer=conv_1_2&channel=3&cell=20,20&steps=cell';

  test('its printed digits add up to PyTorch’s value, in every cell', async () => {
    const page = await open({ hash: HASH });
    await page.locator('[data-test="slide-output"]').focus();
    for (const [key, y, x] of [
      ['ArrowRight', 20, 21],
      ['ArrowDown', 21, 21],
      ['ArrowLeft', 21, 20],
      ['ArrowUp', 20, 20],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => place(page)).toContain(`y ${y}, x ${x}`);
      await expectSum(page);
      const value = read(await byTest(page, 'slide-value').innerText());
      const exact = expected.at('conv_1_2', 3 * 3600 + y * 60 + x);
      expect(Math.abs(value - exact)).toBeLessThan(6e-5 * Math.max(1, Math.abs(exact)));
    }
  });

  test('product by product, and the lines that are there add up at every step', async () => {
    const page = await open({ hash: HASH });
    await by(page, 'by product');
    // 9 products of channel 0, then those of channel 1.
    for (let count = 1; count <= 11; count++) {
      await step(page, 'forward');
      await drawn(page);
      await expect.poll(async () => (await printedTerms(page)).length).toBe(count <= 9 ? 1 : 2);
      await expectSum(page);
    }
    await expect.poll(() => byTest(page, 'slide-value').innerText()).toBe('…');
    await by(page, 'by term');
    for (let term = 0; term < 11; term++) await step(page, 'forward');
    await expect.poll(() => byTest(page, 'slide-value').innerText()).toMatch(/^−?\d+\.\d{4}$/);
    await step(page, 'forward');
    await expect.poll(() => place(page)).toContain('y 20, x 21');
    await step(page, 'back');
    await expect.poll(() => place(page)).toContain('y 20, x 20');
  });

  test('a click on a small map shows its products', async () => {
    const page = await open({ hash: HASH });
    const tiles = byTest(page, 'slide-tiles');
    const box = await tiles.boundingBox();
    if (!box) throw new Error('no small maps');
    // The second of four in the second line.
    const side = box.width / 4;
    await tiles.click({ position: { x: 1.5 * side, y: 1.5 * side } });
    await page.getByText('Input: relu_1_1, channel 5').waitFor();
    const close = page.locator('.slide-table tr[aria-current="true"] th');
    await expect.poll(() => close.innerText()).toBe('channel 5');
  });

  test.each([1440, 390])('nothing moves while it steps and plays, at %i px', async (width) => {
    const page = await open({ hash: HASH, context: { viewport: { width, height: 900 } } });
    const parts = [
      'slide-player',
      'slide-input',
      'slide-tiles',
      'slide-grids',
      'slide-terms',
      'slide-result',
      'slide-output',
    ];
    const places = async () =>
      Promise.all(
        parts.map(async (name) => {
          const box = await byTest(page, name).boundingBox();
          return [name, box?.x, box?.y, box?.width, box?.height];
        }),
      );
    await drawn(page);
    const before = await places();
    for (const unit of ['by product', 'by term', 'by cell']) {
      await by(page, unit);
      for (let count = 0; count < 12; count++) {
        await step(page, 'forward');
        await drawn(page);
        expect(await places()).toEqual(before);
      }
    }
    await byTest(page, 'slide-speed').selectOption('60');
    await byTest(page, 'slide-play').click();
    const from = await place(page);
    await expect.poll(() => place(page)).not.toBe(from);
    await drawn(page);
    expect(await places()).toEqual(before);
  });

  test('plays by itself, at a rate that is printed', async () => {
    const page = await open({ hash: HASH });
    await byTest(page, 'slide-speed').selectOption('60');
    const path = join(tmpdir(), `cnn-slide-${process.pid}.json`);
    const browser = page.context().browser();
    await browser?.startTracing(page, { path, categories: ['toplevel', 'devtools.timeline'] });
    await byTest(page, 'slide-play').click();
    const frames = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          let count = 0;
          const begin = performance.now();
          const frame = () => {
            count++;
            const spent = performance.now() - begin;
            if (spent < 3000) requestAnimationFrame(frame);
            else done((1000 * count) / spent);
          };
          requestAnimationFrame(frame);
        }),
    );
    await browser?.stopTracing();
    const cell = /y (\d+), x (\d+)/.exec(await place(page));
    expect(Number(cell?.[1]) * 60 + Number(cell?.[2])).toBeGreaterThan(20 * 60 + 20);
    const { traceEvents: events } = JSON.parse(readFileSync(path, 'utf8')) as {
      traceEvents: {
        name: string;
        dur?: number;
        tdur?: number;
        tid: number;
        pid: number;
        args: { name?: string };
      }[];
    };
    const main = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    const tasks = events.filter(
      ({ name, pid, tid }) => /RunTask$/.test(name) && main.has(`${pid} ${tid}`),
    );
    const most = (times: readonly number[]) => (Math.max(0, ...times) / 1000).toFixed(1);
    const wall = most(tasks.map(({ dur = 0 }) => dur));
    // Without the time that other programs had the core.
    const busy = most(tasks.map(({ tdur = 0 }) => tdur));
    console.log(
      `step by step: ${frames.toFixed(1)} frames per second; the longest of ${tasks.length} tasks took ${wall} ms, ${busy} ms of them computing`,
    );
    expect(tasks.length).toBeGreaterThan(0);
  });

  test('for those who ask for less motion nothing plays by itself, steps work, and so does Play', async () => {
    const page = await open({ hash: `${HASH}&play=15`, context: { reducedMotion: 'reduce' } });
    const before = await place(page);
    await page.waitForTimeout(500);
    await expect.poll(() => place(page)).toBe(before);
    await step(page, 'forward');
    await expect.poll(() => place(page)).toContain('y 20, x 21');
    const stepped = await place(page);
    await byTest(page, 'slide-play').click();
    await expect.poll(() => place(page)).not.toBe(stepped);
  });
});

describe('other layers', () => {
  test.each([
    ['a pool keeps the largest', '#layer=max_pool_1&channel=3&cell=4,5&steps=cell', 'Largest ='],
    ['a dense layer adds its inputs', '#layer=dense&cell=0,3&steps=cell', 'Sum ='],
    ['an activation has its rule', '#layer=relu_1_1&channel=3&cell=4,5&steps=cell', 'max(0, x) ='],
    ['a Flatten moves numbers', '#layer=flatten&cell=4,5&steps=cell', 'The same number ='],
  ])('%s', async (_, hash, text) => {
    const page = await open({ hash });
    await byTest(page, 'slide-result').getByText(text).waitFor();
    expect(visit.problems).toEqual([]);
  });

  test('the end: powers add up to the denominator, and the share is PyTorch’s', async () => {
    const page = await open({ hash: '#layer=softmax&cell=0,3&steps=cell' });
    await expectSum(page);
    const text = await byTest(page, 'slide-result').innerText();
    const [, power = '', sum = ''] = /([\d.]+) ÷ ([\d.]+) =/.exec(text) ?? [];
    const value = read(await byTest(page, 'slide-value').innerText());
    expect(Math.abs(value - (expected.probabilities[3] as number))).toBeLessThan(6e-5);
    expect(Math.abs(Number(power) / Number(sum) - value)).toBeLessThan(2e-4);
  });

  test('the input is computed from nothing, and says so', async () => {
    const page = await open({ hash: '#layer=input&channel=1&steps=cell' });
    await byTest(page, 'slide').getByText('The input is not computed').waitFor();
    await page.getByRole('button', { name: 'Next layer' }).click();
    await byTest(page, 'slide-value').waitFor();
  });
});
