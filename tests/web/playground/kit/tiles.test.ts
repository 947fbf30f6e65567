import { describe, expect, test } from 'vitest';
import { colourMap, levelOf, STEPS } from '../../../../web/src/playground/kit/colour-map.js';
import { drawGallery, drawTile } from '../../../../web/src/playground/kit/tiles.js';

const map = colourMap('light');
const colour = (value: number, limit: number) => map.packed[levelOf(value, limit)];
const plane = (values: number[], height: number, width: number) => ({
  data: Float32Array.from(values),
  offset: 0,
  height,
  width,
});

describe('drawTile', () => {
  test('enlarges by whole values', () => {
    const pixels = new Uint32Array(16);
    const box = { x: 0, y: 0, width: 4, height: 4 };
    drawTile({ pixels, stride: 4 }, box, plane([1, -1, 0, 2], 2, 2), 2, map);
    const [a, b, c, d] = [1, -1, 0, 2].map((value) => colour(value, 2));
    expect([...pixels]).toEqual([a, a, b, b, a, a, b, b, c, c, d, d, c, c, d, d]);
  });

  test('reduces by the mean of what is under each pixel', () => {
    const pixels = new Uint32Array(2);
    const values = [0, 4, 1, 1, 0, 0, 1, 1];
    drawTile(
      { pixels, stride: 2 },
      { x: 0, y: 0, width: 2, height: 1 },
      plane(values, 2, 4),
      4,
      map,
    );
    expect([...pixels]).toEqual([colour(1, 4), colour(1, 4)]);
  });

  test('a vector that ends before its last row leaves the rest clear', () => {
    const pixels = new Uint32Array(8).fill(7);
    const folded = { ...plane([1, 2, 3], 2, 2), length: 3 };
    drawTile({ pixels, stride: 4 }, { x: 0, y: 0, width: 4, height: 2 }, folded, 3, map);
    const [a, b, c] = [1, 2, 3].map((value) => colour(value, 3));
    expect([...pixels]).toEqual([a, a, b, b, c, c, 7, 7]);
  });

  test('stays inside its box', () => {
    const pixels = new Uint32Array(9);
    drawTile({ pixels, stride: 3 }, { x: 1, y: 1, width: 1, height: 2 }, plane([3], 1, 1), 3, map);
    expect([...pixels].map((pixel) => pixel !== 0)).toEqual(
      [0, 0, 0, 0, 1, 0, 0, 1, 0].map(Boolean),
    );
  });

  test('what is not finite has its own colour; without a scale all is zero', () => {
    const pixels = new Uint32Array(2);
    const box = { x: 0, y: 0, width: 2, height: 1 };
    drawTile({ pixels, stride: 2 }, box, plane([Number.NaN, 9], 1, 2), 1, map);
    expect([...pixels]).toEqual([map.nonFinite, map.packed[2 * STEPS]]);
    drawTile({ pixels, stride: 2 }, box, plane([5, -5], 1, 2), 0, map);
    expect([...pixels]).toEqual([map.packed[STEPS], map.packed[STEPS]]);
  });
});

test('a gallery is one image, with each map on its own scale', () => {
  const images: { width: number; data: Uint8ClampedArray }[] = [];
  const surface = {
    createImageData: (width: number, height: number) => {
      const image = { width, data: new Uint8ClampedArray(4 * width * height) };
      images.push(image);
      return image;
    },
    putImageData: () => {},
  };
  const pictures = [1, 2].map((limit, index) => ({
    x: 2 * index,
    y: 0,
    width: 1,
    height: 1,
    plane: plane([1], 1, 1),
    limit,
  }));
  drawGallery(surface, { width: 3, height: 1 }, pictures, map);
  expect(images).toHaveLength(1);
  const pixels = new Uint32Array(images[0]?.data.buffer as ArrayBuffer);
  expect([...pixels]).toEqual([colour(1, 1), 0, colour(1, 2)]);
});
