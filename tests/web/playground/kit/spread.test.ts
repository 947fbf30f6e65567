import { expect, test } from 'vitest';
import { besideOtherWork } from '../../../../web/src/playground/kit/spread.js';

test('runs that are far apart had to share the machine, and their middle half is told', () => {
  // numpy.quantile(times, [0.25, 0.5, 0.75]) gives 11.5, 13 and 18.5.
  expect(besideOtherWork([19, 10, 12, 30, 11, 18, 13])).toEqual({ low: 11.5, high: 18.5 });
});

test('one slow run among many near to each other is an accident', () => {
  // The quartiles are 10.75 and 11.75, the median is 11.2.
  expect(besideOtherWork([10, 10.5, 11, 11.2, 11.5, 12, 300])).toBeUndefined();
});

test('times that are two steps of the clock apart may be the same', () => {
  // numpy.quantile gives 1, 2 and 3: a spread as large as the median, in steps of 1 ms and of 5 µs.
  const times = [1, 1, 1, 2, 3, 3, 3];
  expect(besideOtherWork(times, () => 1)).toBeUndefined();
  expect(besideOtherWork(times, () => 0.005)).toEqual({ low: 1, high: 3 });
  // 1, 3 and 5.
  expect(besideOtherWork([1, 1, 1, 3, 5, 5, 5], () => 1)).toEqual({ low: 1, high: 5 });
});

test('a single run says nothing of the machine', () => {
  expect(besideOtherWork([7])).toBeUndefined();
});
