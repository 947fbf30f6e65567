import { expect, test } from 'vitest';
import { median, quantile } from '../../../../web/src/playground/kit/quantile.js';

test.each([
  [[3], 3],
  [[10, 9, 100], 10],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (numbers, expected) => expect(median(numbers)).toBe(expected));

// numpy.quantile of the same numbers.
test.each([
  [[0.9, 0.65, 0.7, 0.66, 0.64, 2.1], 0.25, 0.6525],
  [[0.9, 0.65, 0.7, 0.66, 0.64, 2.1], 0.75, 0.85],
  [[5, 1, 2], 0.25, 1.5],
  [[5, 1, 2], 1, 5],
  [[7], 0.25, 7],
])('the quantile of %j at %d is %d', (numbers, share, expected) =>
  expect(quantile(numbers, share)).toBeCloseTo(expected, 12),
);

test('numbers stay in their order', () => {
  const numbers = [3, 1, 2];
  quantile(numbers, 0.25);
  expect(numbers).toEqual([3, 1, 2]);
});

test('of nothing there is none', () => expect(median([])).toBeNaN());
