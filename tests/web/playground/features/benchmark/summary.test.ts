import { expect, test } from 'vitest';
import { summaryOf } from '../../../../../web/src/playground/features/benchmark/summary.js';

test('median, middle half and minimum of times in any order', () => {
  // numpy.quantile(times, [0.25, 0.5, 0.75]) gives 2, 3 and 4.
  expect(summaryOf([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4, least: 1, runs: 5 });
});

test('one run is all of it', () => {
  expect(summaryOf([7])).toEqual({ median: 7, low: 7, high: 7, least: 7, runs: 1 });
});
