import { expect, test } from 'vitest';
import { blendOver, sampleSmooth } from '../../../../../web/src/playground/features/why/overlay.js';
import { colourMap, STEPS, unpack } from '../../../../../web/src/playground/kit/colour-map.js';

const colours = colourMap('light');
const map = { height: 1, width: 2, data: [0, 4] };

test('zero shows the picture, the end of the scale its colour, in the share of the opacity', () => {
  const rgba = Uint8ClampedArray.of(10, 20, 30, 255, 100, 100, 100, 255);
  blendOver(
    rgba,
    { height: 1, width: 2 },
    map,
    { limit: 4, opacity: 0.5, isSmooth: false },
    colours,
  );
  const [red, green, blue] = unpack(colours.packed[2 * STEPS] as number);
  expect([...rgba.subarray(0, 4)]).toEqual([10, 20, 30, 255]);
  const half = [red, green, blue].map((c) => 50 + c / 2);
  half.forEach((c, i) => {
    expect(Math.abs((rgba[4 + i] as number) - c)).toBeLessThanOrEqual(0.5);
  });
});

test('without a scale nothing is laid over', () => {
  const rgba = Uint8ClampedArray.of(1, 2, 3, 255);
  blendOver(rgba, { height: 1, width: 1 }, map, { limit: 0, opacity: 1, isSmooth: true }, colours);
  expect([...rgba]).toEqual([1, 2, 3, 255]);
});

test('smooth values lie between the middles of cells', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((x) => sampleSmooth(map, 0.5, x))).toEqual([0, 0, 2, 4, 4]);
});
