// The nine patches of a channel: which cell of a picture counts, and which pictures stay, in which order.

import { expect, test } from 'vitest';
import { BestPatches, NINE } from '../../../../../web/src/playground/features/patches/best.js';

const maps = (channels: number, height: number, width: number, data: number[]) => ({
  dims: [1, channels, height, width],
  data: Float32Array.from(data),
});

/** One channel of one row, one after the other. */
function looked(...pictures: number[][]): BestPatches {
  const best = new BestPatches();
  pictures.forEach((row, index) => {
    best.add(index, maps(1, 1, row.length, row));
  });
  return best;
}

test('each channel has its own cell, by row and column', () => {
  const best = new BestPatches();
  best.add(0, maps(2, 2, 3, [1, 2, 3, 4, 9, 6, -1, -2, -3, -0.5, -7, -8]));
  expect(best.of(0)).toEqual([{ picture: 0, value: 9, y: 1, x: 1 }]);
  expect(best.of(1)).toEqual([{ picture: 0, value: -0.5, y: 1, x: 0 }]);
});

test('the largest stand first, and of more than nine pictures the nine largest stay', () => {
  const values = [3, 11, 7, 1, 12, 5, 2, 10, 4, 8, 6, 9];
  const best = looked(...values.map((value) => [value, 0]));
  expect(best.of(0).map(({ value }) => value)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4]);
  expect(best.of(0).map(({ picture }) => values[picture])).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4]);
});

test('fewer than nine pictures give as many patches, and a channel that nobody saw has none', () => {
  const best = looked([1, 2], [4, 3]);
  expect(best.of(0)).toHaveLength(2);
  expect(best.of(1)).toEqual([]);
});

test('of equal cells the first counts, and of equal pictures the earlier stands first', () => {
  const best = looked([0, 5, 5], [5, 0, 5], [6, 6, 0], [5, 5, 5]);
  expect(best.of(0)).toEqual([
    { picture: 2, value: 6, y: 0, x: 0 },
    { picture: 0, value: 5, y: 0, x: 1 },
    { picture: 1, value: 5, y: 0, x: 0 },
    { picture: 3, value: 5, y: 0, x: 0 },
  ]);
});

test('a tenth picture as large as the ninth does not take its place', () => {
  const best = looked(...Array.from({ length: NINE + 1 }, () => [2]));
  expect(best.of(0).map(({ picture }) => picture)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('NaN is never the largest, and a map of nothing else gives no patch', () => {
  const best = looked(
    [Number.NaN, 1, Number.NaN],
    [Number.NaN, Number.NaN],
    [-Infinity, Number.NaN],
  );
  expect(best.of(0)).toEqual([
    { picture: 0, value: 1, y: 0, x: 1 },
    { picture: 2, value: -Infinity, y: 0, x: 0 },
  ]);
});

test('each number of a vector is a channel of one cell', () => {
  const best = new BestPatches();
  best.add(0, { dims: [1, 3], data: Float32Array.of(0.1, 0.7, 0.2) });
  best.add(1, { dims: [1, 3], data: Float32Array.of(0.5, 0.3, 0.25) });
  expect(best.of(0).map(({ picture }) => picture)).toEqual([1, 0]);
  expect(best.of(1).map(({ picture }) => picture)).toEqual([0, 1]);
  expect(best.of(2)[0]).toEqual({ picture: 1, value: 0.25, y: 0, x: 0 });
});

test('it says whether a picture is among the nine of a channel, and which pictures are', () => {
  const best = looked(...Array.from({ length: NINE }, (_, i) => [10 + i]));
  expect(best.add(9, maps(1, 1, 1, [9]))).toBe(false);
  expect(best.add(10, maps(1, 1, 1, [99]))).toBe(true);
  expect([...best.pictures()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10]);
});
