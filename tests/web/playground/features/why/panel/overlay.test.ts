import { expect, test } from 'vitest';
import {
  blendOver,
  greyOut,
  sampleSmooth,
} from '../../../../../../web/src/playground/features/why/panel/overlay.js';
import { colourMap, STEPS, unpack } from '../../../../../../web/src/playground/kit/colour-map.js';

const colours = colourMap('light');
const map = { height: 1, width: 2, data: [0, 4] };
const look = { limit: 4, opacity: 0.5, isSmooth: false };

test('zero shows the picture, the end of the scale its colour, in the share of the opacity', () => {
  const rgba = Uint8ClampedArray.of(10, 20, 30, 255, 100, 100, 100, 255);
  blendOver(rgba, { height: 1, width: 2 }, map, look, colours);
  const [red, green, blue] = unpack(colours.packed[2 * STEPS] as number);
  expect([...rgba.subarray(0, 4)]).toEqual([10, 20, 30, 255]);
  const half = [red, green, blue].map((c) => 50 + c / 2);
  half.forEach((c, i) => {
    expect(Math.abs((rgba[4 + i] as number) - c)).toBeLessThanOrEqual(0.5);
  });
});

test('a quarter of the limit is laid over by 7/16 of the opacity, in the colour of its sign', () => {
  const quarter = { height: 1, width: 1, data: [-1] };
  const rgba = Uint8ClampedArray.of(128, 128, 128, 255);
  blendOver(rgba, { height: 1, width: 1 }, quarter, { ...look, opacity: 1 }, colours);
  // Blue, at the least strength that a colour has: 0.3 of the scale.
  const colour = unpack(colours.packed[STEPS - Math.round(0.3 * STEPS)] as number);
  colour.forEach((c, i) => {
    expect(Math.abs((rgba[i] as number) - (128 * 9 + c * 7) / 16)).toBeLessThanOrEqual(1);
  });
  expect(rgba[2]).toBeGreaterThan(rgba[0] as number);
});

test('without a scale nothing is laid over', () => {
  const rgba = Uint8ClampedArray.of(1, 2, 3, 255);
  blendOver(rgba, { height: 1, width: 1 }, map, { limit: 0, opacity: 1, isSmooth: true }, colours);
  expect([...rgba]).toEqual([1, 2, 3, 255]);
});

test('the picture turns grey: light on light pages, dark on dark ones, bright parts brighter', () => {
  const shown = (theme: 'light' | 'dark') => {
    const rgba = Uint8ClampedArray.of(255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255);
    greyOut(rgba, colourMap(theme));
    const pixels = [0, 4, 8].map((at) => [...rgba.subarray(at, at + 4)]);
    for (const [red, green, blue, alpha] of pixels) {
      expect([green, blue, alpha]).toEqual([red, red, 255]);
    }
    return pixels.map(([grey = 0]) => grey);
  };
  const [white = 0, black = 0, green = 0] = shown('light');
  expect(black).toBeGreaterThan(80);
  expect(white - black).toBe(153);
  // Green has 0.587 of the brightness of white: 0.587 * 153.
  expect(Math.abs(green - black - 90)).toBeLessThanOrEqual(1);
  const [darkWhite = 0, darkBlack = 0] = shown('dark');
  expect(darkWhite).toBeLessThan(190);
  expect(darkWhite - darkBlack).toBe(153);
});

test('smooth values lie between the middles of cells', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((x) => sampleSmooth(map, 0.5, x))).toEqual([0, 0, 2, 4, 4]);
});
