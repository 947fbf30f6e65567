import { expect, test } from 'vitest';
import { groupsOf, shuffled } from '../../../../../web/src/playground/features/benchmark/order.js';

/** Uniform numbers from 0 to below 1, the same for the same seed (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('every order comes equally often', () => {
  const random = seeded(7);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = shuffled(['a', 'b', 'c'], random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  // Standard deviation 29: six of them are 173.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(173);
});

test('the list itself stays in its order', () => {
  const list = [1, 2, 3];
  shuffled(list, () => 0.9);
  expect(list).toEqual([1, 2, 3]);
});

test.each([
  [5, 12, [[0, 1, 2, 3, 4]]],
  [
    5,
    3,
    [
      [0, 1, 2],
      [3, 4],
    ],
  ],
  [4, 1, [[0], [1], [2], [3]]],
  [2, 0, [[0], [1]]],
  [0, 3, []],
])('%i in groups of at most %i', (count, most, expected) => {
  const list = Array.from({ length: count }, (_, index) => index);
  expect(groupsOf(list, most)).toEqual(expected);
});
