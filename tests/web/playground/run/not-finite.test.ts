import { describe, expect, test } from 'vitest';
import { announcement } from '../../../../web/src/playground/features/answer/announce.js';
import type { AppState } from '../../../../web/src/playground/kit/playground.js';
import { notFinite } from '../../../../web/src/playground/run/not-finite.js';

const nodes = [
  { name: 'first', op: 'Conv', outputs: ['a'] },
  { name: 'second', op: 'Relu', outputs: ['b'] },
];

/** What the functions under test read of a state: how many values of x, a and b are not finite. */
function state(bad: [number, number, number], scores: number[] = [0.1, 0.9]): AppState {
  const names = ['x', 'a', 'b'];
  const statistics = new Map(
    names.map((name, i) => [name, { nonFinite: bad[i], elements: 1000 }] as const),
  );
  return {
    model: { info: { graph: { nodes }, labels: ['tench', 'church'] } },
    snapshot: {
      statistics,
      picture: { name: 'dog.jpg' },
      scores: { probabilities: Float32Array.from(scores), softmaxAdded: false },
    },
  } as unknown as AppState;
}

describe('notFinite', () => {
  test('is nothing while every value is finite, or before a run', () => {
    expect(notFinite(state([0, 0, 0]))).toBeUndefined();
    expect(notFinite({} as AppState)).toBeUndefined();
  });

  test('names the first layer in running order, not the last', () => {
    expect(notFinite(state([0, 12, 1000]))).toBe(
      'NaN ("not a number") or infinity first appears in the layer "first" (Conv), in 12 of its 1,000 values.',
    );
    expect(notFinite(state([0, 0, 1000]))).toBe(
      'NaN ("not a number") or infinity first appears in the layer "second" (Relu), in all of its values.',
    );
  });

  test('names an input', () => {
    expect(notFinite(state([1, 12, 12]))).toContain('first appears in the input "x"');
  });
});

describe('announcement', () => {
  test('says the class of a run that computed with numbers', () => {
    expect(announcement(state([0, 0, 0]))).toBe('dog.jpg: church, 90.0%.');
  });

  test('says no class where the scores are not numbers, and no list where there is one', () => {
    const said = announcement(state([0, 12, 1000], [Number.NaN, Number.NaN]));
    expect(said).toBe('dog.jpg: No prediction. The network computed NaN or infinity.');
  });

  test('says no class either where only layers before them are not', () => {
    expect(announcement(state([0, 12, 0]))).toBe(
      'dog.jpg: No prediction. The network computed NaN or infinity.',
    );
  });
});
