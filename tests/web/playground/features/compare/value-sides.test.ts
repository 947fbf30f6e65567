// Numbers of a file for inputs that take no picture.

import { expect, test } from 'vitest';
import {
  fillsFrom,
  inputKey,
} from '../../../../../web/src/playground/features/compare/value-sides.js';
import { fillOf } from '../../../../../web/src/playground/network/input-fill.js';

const fill = (shape: number[], type = 'float32', name = 'gain') =>
  fillOf({ name, type, shape }, undefined, [8, 8]);
const arrays = (dims: number[], ...data: number[]) =>
  new Map([['gain', { dims, data: Float32Array.from(data) }]]);

test('an array of the name of an input is its numbers', () => {
  const {
    fills: [found],
  } = fillsFrom(arrays([1, 3], 0.5, -1.25, 3), [fill([1, 3])]);
  expect(found).toMatchObject({ kind: 'numbers', numbers: [0.5, -1.25, 3], dims: [1, 3] });
});

test('a batch of one may be left out, and an open size is that of the array', () => {
  const {
    fills: [found],
  } = fillsFrom(arrays([2], 7, 8), [fill([1, -1])]);
  expect(found).toMatchObject({ kind: 'numbers', numbers: [7, 8], dims: [1, 2] });
});

test('an array of another shape is left out by its name, and leaves the input as it is', () => {
  const own = fill([1, 3]);
  const left = { fills: [own], fed: [], leftOut: ['gain'] };
  expect(fillsFrom(arrays([1, 2], 1, 2), [own])).toEqual(left);
  expect(fillsFrom(arrays([1, 1, 1, 3], 1, 2, 3), [own])).toEqual(left);
});

test('without an array of its name an input stays as it is', () => {
  const own = fill([1, 3]);
  expect(fillsFrom(new Map(), [own])).toEqual({ fills: [own], fed: [], leftOut: [] });
});

test.each([
  ['int64', 0.5, ['gain']],
  ['int64', -7, []],
  // 2^24 + 2 is exact as float32, 2^24 + 1 would have become 2^24.
  ['int64', 16777218, ['gain']],
  ['int32', 16777216, []],
  ['uint8', 255, []],
  ['uint8', 256, ['gain']],
  ['int8', -129, ['gain']],
  ['bool', 2, ['gain']],
  ['float32', Number.NEGATIVE_INFINITY, []],
])('a number for an input of %s: %d', (type, value, leftOut) => {
  expect(fillsFrom(arrays([1], value), [fill([1], type)]).leftOut).toEqual(leftOut);
});

test('more numbers than are made for any input are left out', () => {
  const data = new Float32Array(2 ** 24 + 1);
  const large = new Map([['gain', { dims: [1, data.length], data }]]);
  expect(fillsFrom(large, [fill([1, -1])]).leftOut).toEqual(['gain']);
});

test('the picture has its own name where another input is called input', () => {
  const file = new Map([
    ['input', 0],
    ['pixels', 0],
  ]);
  expect(inputKey(file, 'pixels', [])).toBe('input');
  expect(inputKey(file, 'pixels', [fill([1, 3], 'float32', 'input')])).toBe('pixels');
  expect(inputKey(new Map([['pixels', 0]]), 'pixels', [])).toBe('pixels');
});
