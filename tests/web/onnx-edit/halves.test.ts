// Halves, against values worked out from the format: 1 bit of sign, 5 of exponent (bias 15), 10 of fraction.

import { expect, test } from 'vitest';
import { fromHalf, toHalf } from '../../../web/src/onnx-edit/halves.js';

const KNOWN: [value: number, bits: number][] = [
  [0, 0],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [2 ** -14, 0x0400],
  [2 ** -24, 1],
  [0.333251953125, 0x3555],
  [Number.POSITIVE_INFINITY, 0x7c00],
];

test.each(KNOWN)('%d is written and read', (value, bits) => {
  expect(toHalf(value)).toBe(bits);
  expect(fromHalf(bits)).toBe(value);
});

test('between two halves the nearest is taken, and of two as near the even one', () => {
  // 1 and its neighbour are 2^-10 apart.
  expect(toHalf(1 + 2 ** -11)).toBe(0x3c00);
  expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
  expect(toHalf(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01);
  // The largest fraction is rounded up to the next exponent.
  expect(toHalf(2 - 2 ** -12)).toBe(0x4000);
  expect(toHalf(65519)).toBe(0x7bff);
  expect(toHalf(65520)).toBe(0x7c00);
  expect(toHalf(2 ** -25)).toBe(0);
  expect(toHalf(3 * 2 ** -25)).toBe(2);
});

test('every half is its own nearest', () => {
  for (let bits = 0; bits < 2 ** 16; bits++) {
    const value = fromHalf(bits);
    if (!Number.isNaN(value)) expect(toHalf(value)).toBe(bits);
  }
  expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
});
