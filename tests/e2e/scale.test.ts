// The colour scale: its numbers are right after every change, and so are the colours.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { colourMap } from '../../web/src/playground/kit/colour-map.js';
import { golden } from './support/golden.js';
import { byTest, classified, column, drop, map, read, shows } from './support/page.js';
import { openSite, type Site, type Visit } from './support/site.js';

let site: Site;
let visit: Visit;
beforeAll(async () => {
  site = await openSite();
  // Maps have a pixel or more for every value then.
  visit = await site.visit({ context: { deviceScaleFactor: 2 } });
  await classified(visit.page);
});
afterAll(() => site?.close());

const LAYERS = ['conv_1_1', 'relu_1_2', 'max_pool_1', 'conv_2_2', 'flatten'];

async function show(picture: 'gradient' | 'noise' | 'shapes') {
  const found = await golden(picture);
  await drop(visit.page, `${picture}.png`, found.png);
  await shows(visit.page, `${picture}.png`);
  return found;
}

const choose = (mode: 'Layer' | 'Channel' | 'Network') =>
  visit.page.locator('.network-tools').getByRole('radio', { name: mode }).check();

const underColumn = async (layer: string) =>
  (await column(visit.page, layer).locator('[data-test="column-scale"]').innerText()).trim();

async function legend() {
  const found = byTest(visit.page, 'legend');
  const numbers = await found.locator('.legend-numbers span').allInnerTexts();
  const caption = await found.locator('.legend-caption').innerText();
  return { numbers: numbers.map(read), caption };
}

/** The legend once it speaks of that, which it does from the next frame on. */
async function legendOf(caption: string) {
  await byTest(visit.page, 'legend').getByText(caption, { exact: true }).waitFor();
  return legend();
}

/** Four significant digits, as legends have them. */
const near = (actual: number, expected: number) =>
  expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-3);

const largest = ({ min, max }: { min: number; max: number }) => Math.max(-min, max);

test('per layer: right for every layer, also after switching there and back', async () => {
  for (const picture of ['shapes', 'noise', 'shapes'] as const) {
    const found = await show(picture);
    for (const layer of LAYERS) {
      const shown = await underColumn(layer);
      expect(shown.startsWith('±')).toBe(true);
      near(read(shown), largest(found.range(layer)));
      await map(visit.page, layer, 0).hover();
      const { numbers } = await legendOf(layer);
      expect(numbers[0]).toBe(-(numbers[2] ?? 0));
      expect(numbers[1]).toBe(0);
      near(numbers[2] ?? 0, largest(found.range(layer)));
    }
  }
});

test('per network: one scale for all, right after a new picture', async () => {
  await choose('Network');
  for (const picture of ['gradient', 'noise'] as const) {
    const found = await show(picture);
    const names = [...LAYERS, 'conv_1_2', 'conv_2_1', 'logits', 'output'];
    // The input itself goes up to 1.
    const expected = Math.max(1, ...names.map((name) => largest(found.range(name))));
    for (const layer of LAYERS) near(read(await underColumn(layer)), expected);
    await map(visit.page, 'conv_1_1', 0).hover();
    const { numbers } = await legendOf('whole network');
    near(numbers[2] ?? 0, expected);
  }
});

test('per channel: the legend is of the map under the pointer', async () => {
  await choose('Channel');
  const found = await show('shapes');
  for (const channel of [0, 7]) {
    let expected = 0;
    for (let i = 0; i < 62 * 62; i++) {
      expected = Math.max(expected, Math.abs(found.at('conv_1_1', channel * 62 * 62 + i)));
    }
    await map(visit.page, 'conv_1_1', channel).hover();
    const { numbers } = await legendOf(`conv_1_1, channel ${channel}`);
    near(numbers[2] ?? 0, expected);
  }
  await expect.poll(() => underColumn('conv_1_1')).toBe('own scales');
});

/** Colours of cells of a square map in its column, where a cell is a pixel or more. at: column and channel. */
function coloursOf(
  at: string,
  side: number,
  cells: readonly (readonly [y: number, x: number])[],
): Promise<number[][]> {
  return visit.page.evaluate(
    ([place, size, wanted]) => {
      const button = document.querySelector(`[data-at="${place}"]`);
      const canvas = button?.parentElement?.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!button || !canvas || !context) return [];
      const [box, frame] = [button.getBoundingClientRect(), canvas.getBoundingClientRect()];
      const at = (length: number) => Math.round(length * devicePixelRatio);
      const [left, top] = [at(box.left - frame.left), at(box.top - frame.top)];
      const shown = at(box.right - frame.left) - left;
      if (shown < size) throw new Error(`${size} cells on ${shown} pixels`);
      const pixel = (cell: number) => Math.floor(((cell + 0.5) * shown) / size);
      return wanted.map(([y, x]) =>
        Array.from(context.getImageData(left + pixel(x), top + pixel(y), 1, 1).data),
      );
    },
    [at, side, cells] as const,
  );
}

/** First and last colour of the scale. */
async function ends(): Promise<number[][]> {
  const scale = await visit.page
    .locator('.playground')
    .evaluate((root) => getComputedStyle(root).getPropertyValue('--colour-scale'));
  const colours = [...scale.matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)];
  return [colours[0], colours.at(-1)].map((found) => [...(found ?? []).slice(1).map(Number), 255]);
}

test('the input is its picture: bright is large in either theme, under the name of its colour', async () => {
  await choose('Layer');
  const found = await show('shapes');
  const { page } = visit;
  const cells = [0, 700, 2080, 2110, 4095];
  const places = cells.map((cell) => [Math.floor(cell / 64), cell % 64] as const);
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    for (const channel of [0, 2]) {
      const expected = cells.map((cell) => found.rgb[3 * cell + channel]);
      const shown = await coloursOf(`0,${channel}`, 64, places);
      shown.forEach(([red = Number.NaN, green, blue], i) => {
        expect([green, blue]).toEqual([red, red]);
        expect(Math.abs(red - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(1);
      });
    }
  }
  const names = await column(page, 'input').locator('.map-name').allInnerTexts();
  expect(names).toEqual(['red', 'green', 'blue']);
  await map(page, 'input', 0).hover();
  const { numbers } = await legendOf('input: bright is large');
  expect([numbers[0], numbers[2]]).toEqual([0, 1]);
  await expect.poll(() => underColumn('input')).toBe('0 to 1');
});

test('a vector is drawn as discrete cells: nothing is made up between them', async () => {
  const drawn = await column(visit.page, 'flatten')
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
      return [...new Set(new Uint32Array(data?.buffer ?? new ArrayBuffer()))];
    });
  // A mean of two neighbours would be a colour of no step of the scale.
  const steps = new Set([0, ...colourMap('light').packed]);
  expect(drawn.length).toBeGreaterThan(20);
  expect(drawn.filter((colour) => !steps.has(colour))).toEqual([]);
});

test('the same value has the same colour in the map and in the legend', async () => {
  await choose('Layer');
  const found = await show('shapes');
  const limit = largest(found.range('conv_1_2'));
  const { page } = visit;
  // Where PyTorch has the layer's largest absolute value the map has the colour of the scale's end.
  let position = 0;
  for (let i = 0; i < 36_000; i++) {
    if (Math.abs(found.at('conv_1_2', i)) === Math.fround(limit)) position = i;
  }
  const [channel, y, x] = [
    Math.floor(position / 3600),
    Math.floor((position % 3600) / 60),
    position % 60,
  ];
  await map(page, 'conv_1_2', channel).hover();
  await legendOf('conv_1_2');
  const [lowest, highest] = await ends();
  const shown = await coloursOf(`3,${channel}`, 60, [[y, x]]);
  expect(shown).toEqual([found.at('conv_1_2', position) > 0 ? highest : lowest]);
});
