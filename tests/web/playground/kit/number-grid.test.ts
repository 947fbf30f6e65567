// How the numbers of one grid are written.

import { expect, test } from 'vitest';
import { gridText } from '../../../../web/src/playground/kit/number-grid.js';

test.each([
  // All of a grid have the decimals with which its largest has three digits.
  [0.56, -0.3, '−0.300'],
  [0.56, 0.004, '0.004'],
  [1.87, 0.48, '0.48'],
  [-27.33, 0.2, '0.2'],
  [350, 2.6, '3'],
  [0.56, 0, '0'],
  [0.05, 0.0482, '0.0482'],
  [0.5, -0.0004, '−4e−4'],
  // Where that would be too many, each has its own power of ten.
  [0.005, 0.004, '4e−3'],
  [20_000, 12_345, '1e4'],
])('largest %d: %d', (largest, value, text) => {
  expect(gridText(value, Math.abs(largest))).toBe(text);
});
