// axe-core, the keyboard, narrow screens, themes.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byTest, classified, drawn, drop, map } from './support/page.js';
import { openSite, type Site } from './support/site.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Ids of violated rules, each with the elements. */
async function violations(page: Page): Promise<string[]> {
  // Through the debugger, which the page's content security policy does not concern.
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', { expression: AXE });
  const result = (await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<unknown> } }).axe.run(),
  )) as AxeResult;
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

const weights = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../golden/pytorch/${name}`, import.meta.url)));

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('axe finds nothing: the page, its form, the models, an enlarged map, a failure', async () => {
    const { page } = await site.visit({ context: { colorScheme } });
    await classified(page);
    await expect.poll(() => violations(page)).toEqual([]);
    await page.locator('.input-form summary').click();
    await page.locator('.input-form [name="divisor"]').fill('none');
    await page.locator('.form-error').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await byTest(page, 'more-models').click();
    await byTest(page, 'model-row').first().waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await map(page, 'conv_1_1', 0).click();
    await byTest(page, 'enlarged').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drop(page, 'song.mp3', new Uint8Array([72, 105]), 'audio/mpeg');
    await byTest(page, 'failure').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await page.context().close();
  });

  test.each([1440, 390])('axe finds nothing about weights, at %i px', async (width) => {
    const { page } = await site.visit({
      context: { colorScheme, viewport: { width, height: 844 } },
    });
    await classified(page);
    await drop(page, 'mine.pth', weights('tinyvgg.pth'), '');
    await byTest(page, 'weights').locator('summary').click();
    await expect.poll(() => violations(page)).toEqual([]);
    await drop(page, 'run.pth', weights('checkpoint.pth'), '');
    await byTest(page, 'weights-file').waitFor();
    await drawn(page);
    await expect.poll(() => violations(page)).toEqual([]);
    await expect.poll(() => sideways(page)).toBe(0);
    await page.context().close();
  });

  test('axe finds nothing on a phone', async () => {
    const { page } = await site.visit({
      context: { colorScheme, viewport: { width: 390, height: 844 } },
    });
    await classified(page);
    await expect.poll(() => violations(page)).toEqual([]);
    await page.context().close();
  });
});

async function benchmarked(page: Page): Promise<void> {
  await choose(page, '.view-choice', 'Benchmark');
  await byTest(page, 'benchmark-runs').selectOption('5');
  await byTest(page, 'benchmark-start').click();
  await byTest(page, 'benchmark-row').first().waitFor({ timeout: 60_000 });
  await byTest(page, 'benchmark-start').filter({ hasText: 'Measure' }).waitFor({ timeout: 60_000 });
}

/** What the network can be shown as, the parts of a layer, the tour, the editor; name: of a radio. */
const VIEWS: readonly (readonly [name: string, show: (page: Page) => Promise<unknown>])[] = [
  ['layer table', (page) => choose(page, '.view-choice', 'Layer table')],
  ['why this class', (page) => choose(page, '.view-choice', 'Why this class')],
  ['convolution lab', (page) => choose(page, '.view-choice', 'Convolution lab')],
  ['impossible lab', (page) => page.locator('[name="lab-kernel"]').fill('99')],
  ['nothing to compare yet', (page) => choose(page, '.view-choice', 'Compare')],
  ['comparison', compareMaps],
  ['benchmark', benchmarked],
  ['network', (page) => choose(page, '.view-choice', 'Network')],
  ['editor', (page) => byTest(page, 'edit').click()],
  ['tour', (page) => byTest(page, 'tour').click()],
  ['tour asks', tourAsks],
  ['tour in a layer', tourInLayer],
  ['values of a layer', (page) => choose(page, '.dialog-side', 'Values')],
  ['patches of a layer', (page) => choose(page, '.dialog-side', 'What it looks for')],
  ['weights of a layer', (page) => choose(page, '.dialog-side', 'Weights')],
  ['change of a layer', muteChannel],
  ['a layer step by step', (page) => choose(page, '.dialog-head', 'Step by step')],
  ['a part of a sum', (page) => partOfSum(page)],
];

const choose = (page: Page, where: string, name: string) =>
  page.locator(where).getByRole('radio', { name }).check();

async function compareMaps(page: Page): Promise<void> {
  await byTest(page, 'compare-with').selectOption({ label: 'White wooden church' });
  await byTest(page, 'compare-layer').first().click({ timeout: 60_000 });
  await byTest(page, 'compare-maps').waitFor();
}

async function muteChannel(page: Page): Promise<void> {
  await choose(page, '.dialog-side', 'Change');
  await byTest(page, 'change-mute').click();
  await byTest(page, 'changes').waitFor({ state: 'attached' });
}

async function partOfSum(page: Page): Promise<void> {
  await choose(page, '.slide', 'by product');
  for (let at = 0; at < 3; at++) await byTest(page, 'slide-forward').click();
}

/** From its first step to the first question. */
async function tourAsks(page: Page): Promise<void> {
  for (const step of [2, 3, 4]) {
    await byTest(page, 'guide-next').click();
    await byTest(page, 'guide').getByText(`Step ${step} of`).waitFor();
  }
  await byTest(page, 'guide-option').first().waitFor();
}

async function tourInLayer(page: Page): Promise<void> {
  await byTest(page, 'guide-option').first().click();
  await byTest(page, 'guide-verdict').waitFor();
  await byTest(page, 'guide-next').click();
  await byTest(page, 'sum').waitFor();
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each([
  ['light', 1440],
  ['dark', 1024],
  ['light', 390],
  ['dark', 390],
] as const)('every view, %s, %i px', (colorScheme, width) => {
  test.each(['tinyvgg', 'mobilenetv2'])(
    '%s: axe finds nothing, nothing scrolls sideways',
    async (model) => {
      const context = { colorScheme, viewport: { width, height: 844 } };
      const { page, problems } = await site.visit({ context, hash: `#model=${model}` });
      await classified(page);
      const found: string[] = [];
      for (const [name, show] of VIEWS) {
        await show(page);
        await drawn(page);
        found.push(...(await violations(page)).map((text) => `${name}: ${text}`));
        if ((await sideways(page)) !== 0) found.push(`${name}: scrolls sideways`);
      }
      expect(found).toEqual([]);
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );
});

describe.each([390, 1024, 1440])('at %i px', (width) => {
  test('the page does not scroll sideways, also with a map enlarged', async () => {
    const { page } = await site.visit({ context: { viewport: { width, height: 844 } } });
    await classified(page);
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    await expect.poll(() => overflow()).toBe(0);
    await map(page, 'conv_2_1', 4).click();
    await byTest(page, 'enlarged').waitFor();
    await expect.poll(() => overflow()).toBe(0);
    const box = await byTest(page, 'enlarged').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    // Every value is a square of whole pixels.
    expect((box?.width ?? 1) % 28).toBeCloseTo(0, 3);
    await page.context().close();
  });
});

test('the keyboard reaches every control and every map', async () => {
  const { page } = await site.visit();
  await classified(page);
  const reached = new Set<string>();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      return element === document.body ? '' : `${element.className || element.tagName}`;
    });
    if (name === '') break;
    reached.add(name);
  }
  for (const wanted of ['SELECT', 'button', 'sample', 'map']) {
    expect(
      [...reached].some((name) => name.includes(wanted)),
      wanted,
    ).toBe(true);
  }
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-at'));
  // The columns are drawn one after another.
  await page.locator('[data-at="13,2"]').waitFor();
  await page.locator('.strip [tabindex="0"]').focus();
  await expect.poll(focused).toBe('0,0');
  for (const [key, at] of [
    ['ArrowRight', '1,0'],
    ['ArrowDown', '1,1'],
    ['ArrowDown', '1,2'],
    ['End', '13,2'],
    ['Home', '0,2'],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(focused).toBe(at);
  }
  // One tab stop for the whole network.
  await expect.poll(() => page.locator('.strip [tabindex="0"]').count()).toBe(1);
  await expect.poll(() => byTest(page, 'readout').innerText()).toContain('input');
  await page.context().close();
});

test('the theme can be chosen, is remembered, and repaints the maps', async () => {
  const { page } = await site.visit({ context: { colorScheme: 'light' } });
  await classified(page);
  const zero = () =>
    page.evaluate(() => {
      // Between two maps of a layer that ReLU has switched off, and in them: zero's colour, in the middle of the scale.
      const canvas = document
        .querySelector('[data-at="2,0"]')
        ?.parentElement?.querySelector('canvas');
      const context = canvas?.getContext('2d');
      const data = context?.getImageData(0, 0, canvas?.width ?? 1, canvas?.height ?? 1).data ?? [];
      const counts = new Map<number, number>();
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] === 255) counts.set(data[i] ?? 0, (counts.get(data[i] ?? 0) ?? 0) + 1);
      return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
    });
  await expect.poll(zero).toBeGreaterThan(200);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.playground')?.dataset.theme === 'dark',
  );
  await expect.poll(zero).toBeLessThan(60);
  await page.reload();
  await classified(page);
  expect(
    await page.evaluate(() => document.querySelector<HTMLElement>('.playground')?.dataset.theme),
  ).toBe('dark');
  await page.context().close();
});

test('with reduced motion nothing moves by itself', async () => {
  const { page } = await site.visit({ context: { reducedMotion: 'reduce' } });
  await classified(page);
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  );
  expect(moving).toBe(0);
  const duration = await page
    .locator('.button')
    .first()
    .evaluate((button) => getComputedStyle(button).transitionDuration);
  expect(duration).toBe('0s');
  await page.context().close();
});
