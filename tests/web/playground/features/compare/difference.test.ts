import { expect, test } from 'vitest';
import {
  differenceOf,
  mostDifferent,
} from '../../../../../web/src/playground/features/compare/difference.js';

const of = (...values: number[]) => Float32Array.from(values);

test('the largest difference, where it is, and its share of the largest value of the other side', () => {
  expect(differenceOf(of(1, -3, 2), of(1, -4, 2.5))).toEqual({
    largest: 1,
    at: 1,
    scale: 4,
    relative: 0.25,
  });
});

test('what is the same has none, also where there are no numbers', () => {
  const values = of(0, Number.NaN, Number.POSITIVE_INFINITY, -5);
  expect(differenceOf(values, values)).toEqual({ largest: 0, at: 0, scale: 5, relative: 0 });
  expect(differenceOf(of(0, 0), of(0, -0)).relative).toBe(0);
});

test('a number where the other side has none, and infinities apart, are infinitely far', () => {
  for (const [own, other] of [
    [Number.NaN, 1],
    [1, Number.NaN],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [Number.POSITIVE_INFINITY, 3],
  ] as const)
    expect(differenceOf(of(2, own), of(2, other))).toMatchObject({
      largest: Infinity,
      at: 1,
      relative: Infinity,
    });
});

test('beside nothing but zeros any difference is infinitely large', () => {
  expect(differenceOf(of(1e-9, 0), of(0, 0)).relative).toBe(Number.POSITIVE_INFINITY);
});

test('the channel that differs most', () => {
  expect(mostDifferent(of(1, 1, 1, 1, 1, 1), of(1, 2, 1, 1, -4, 1), 2)).toBe(2);
});
