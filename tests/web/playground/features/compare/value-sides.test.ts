// Numbers of a file for inputs that take no picture.

import { expect, test } from 'vitest';
import { fillsFrom } from '../../../../../web/src/playground/features/compare/value-sides.js';
import { fillOf } from '../../../../../web/src/playground/network/input-fill.js';

const fill = (shape: number[]) =>
  fillOf({ name: 'gain', type: 'float32', shape }, undefined, [8, 8]);
const arrays = (dims: number[], ...data: number[]) =>
  new Map([['gain', { dims, data: Float32Array.from(data) }]]);

test('an array of the name of an input is its numbers', () => {
  const [found] = fillsFrom(arrays([1, 3], 0.5, -1.25, 3), [fill([1, 3])]);
  expect(found).toMatchObject({ kind: 'numbers', numbers: [0.5, -1.25, 3], dims: [1, 3] });
});

test('a batch of one may be left out, and an open size is that of the array', () => {
  const [found] = fillsFrom(arrays([2], 7, 8), [fill([1, -1])]);
  expect(found).toMatchObject({ kind: 'numbers', numbers: [7, 8], dims: [1, 2] });
});

test('an array of another shape, or of another name, leaves the input as it is', () => {
  const own = fill([1, 3]);
  expect(fillsFrom(arrays([1, 2], 1, 2), [own])).toEqual([own]);
  expect(fillsFrom(arrays([1, 1, 1, 3], 1, 2, 3), [own])).toEqual([own]);
  expect(fillsFrom(new Map(), [own])).toEqual([own]);
});
