import { expect, test } from 'vitest';
import {
  colourMap,
  greyMap,
  STEPS,
  unpack,
} from '../../../../web/src/playground/kit/colour-map.js';
import {
  drawLegend,
  drawPlane,
  planePixels,
  type Surface,
} from '../../../../web/src/playground/kit/feature-map.js';

const map = colourMap('light');

function surface() {
  let drawn: ArrayLike<number> = [];
  const target: Surface = {
    createImageData: (width, height) => ({ data: new Uint8ClampedArray(4 * width * height) }),
    putImageData: ({ data }) => {
      drawn = new Uint32Array(data.buffer);
    },
  };
  return { target, pixels: () => Array.from(drawn) };
}

test('a plane of a larger array gets its own values, row by row', () => {
  const data = Float32Array.from([9, 9, -1, 0, 1, 0.5]);
  const pixels = new Uint32Array(4);
  planePixels(pixels, { data, offset: 2, height: 2, width: 2 }, 1, map);
  const levels = [0, STEPS, 2 * STEPS, STEPS + 128];
  expect([...pixels]).toEqual(levels.map((level) => map.packed[level]));
});

test('values beyond the limit take the colour of the end, NaN and infinities one of their own', () => {
  const data = Float32Array.from([5, -5, Number.NaN, Number.POSITIVE_INFINITY]);
  const pixels = new Uint32Array(4);
  planePixels(pixels, { data, offset: 0, height: 1, width: 4 }, 1, map);
  expect([...pixels]).toEqual([map.packed[2 * STEPS], map.packed[0], map.nonFinite, map.nonFinite]);
  expect([...map.packed]).not.toContain(map.nonFinite);
});

test('pixels go from black to white, around the middle of their scale', () => {
  const grey = greyMap();
  const pixels = new Uint32Array(3);
  const data = Float32Array.from([-2, 0.5, 3]);
  planePixels(pixels, { data, offset: 0, height: 1, width: 3 }, 2.5, grey, 0.5);
  expect(unpack(pixels[0] as number)).toEqual([0, 0, 0]);
  expect(unpack(pixels[1] as number)).toEqual([128, 128, 128]);
  expect(unpack(pixels[2] as number)).toEqual([255, 255, 255]);
});

test('a plane with fewer values leaves its end clear', () => {
  const pixels = new Uint32Array(4);
  const data = Float32Array.from([1, 1, 1, 1]);
  planePixels(pixels, { data, offset: 0, height: 2, width: 2, length: 3 }, 1, map);
  expect(pixels[2]).toBe(map.packed[2 * STEPS]);
  expect(pixels[3]).toBe(0);
});

test('a limit of zero draws zero', () => {
  const pixels = new Uint32Array(1);
  const data = Float32Array.from([0]);
  planePixels(pixels, { data, offset: 0, height: 1, width: 1 }, 0, map);
  expect(pixels[0]).toBe(map.packed[STEPS]);
});

test('drawPlane hands over an image of the size of the plane', () => {
  const { target, pixels } = surface();
  drawPlane(target, { data: new Float32Array(6), offset: 0, height: 2, width: 3 }, 1, map);
  expect(pixels()).toHaveLength(6);
});

test('the legend runs from the negative end over zero to the positive end', () => {
  const { target, pixels } = surface();
  drawLegend(target, 255, map);
  const drawn = pixels();
  expect(drawn[0]).toBe(map.packed[0]);
  expect(drawn[127]).toBe(map.packed[STEPS]);
  expect(drawn[254]).toBe(map.packed[2 * STEPS]);
});
