import { describe, expect, it } from 'vitest';
import { distance, median, seededRandom, shuffled } from './statistics.mjs';

describe('median', () => {
  it.each([
    [[3], 3],
    [[10, 9, 100], 10],
    [[4, 1, 3, 2], 2.5],
  ])('of %j', (numbers, expected) => expect(median(numbers)).toBe(expected));

  it('leaves the numbers as they were', () => {
    const numbers = [3, 1, 2];
    median(numbers);
    expect(numbers).toEqual([3, 1, 2]);
  });
});

describe('distance', () => {
  it('is the largest difference as a share of the largest expected value', () => {
    expect(distance([1, -3.5], [1, -4])).toBe(0.125);
    expect(distance([1, 2], [1, 2])).toBe(0);
  });

  it.each([
    [
      [1, Number.NaN],
      [1, 2],
    ],
    [[1], [1, 2]],
    [
      [1, Number.POSITIVE_INFINITY],
      [1, 2],
    ],
  ])('is infinite for %j', (values, expected) =>
    expect(distance(values, expected)).toBe(Number.POSITIVE_INFINITY),
  );
});

describe('shuffled', () => {
  it('gives every order equally often', () => {
    const random = seededRandom(7);
    const counts = new Map();
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    // Standard deviation 29: six of them are 173.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(173);
  });

  it('is the same for the same seed', () => {
    const list = Array.from({ length: 20 }, (_, index) => index);
    expect(shuffled(list, seededRandom(3))).toEqual(shuffled(list, seededRandom(3)));
    expect(shuffled(list, seededRandom(3))).not.toEqual(shuffled(list, seededRandom(4)));
  });
});
