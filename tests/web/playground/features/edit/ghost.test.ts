import { describe, expect, test } from 'vitest';
import {
  changeText,
  ghostOf,
  scoresBefore,
} from '../../../../../web/src/playground/features/edit/ghost.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';

const scores = (...probabilities: number[]) => ({
  probabilities: Float32Array.from(probabilities),
  softmaxAdded: false,
});

describe('bars from before', () => {
  const before = scores(0.75, 0.25);

  test('are there where both runs gave one score for each of the same classes', () => {
    expect(Array.from(ghostOf(before, scores(0.5, 0.5)) ?? [])).toEqual([0.75, 0.25]);
  });

  test.each([
    ['nothing was edited', before, before],
    ['nothing ran before', undefined, before],
    ['there is no answer now', before, undefined],
    ['the network has other classes', before, scores(0.2, 0.3, 0.5)],
    ['the network overflowed before', scores(Number.NaN, 1), before],
  ])('are not where %s', (_, was, is) => {
    expect(ghostOf(was, is)).toBeUndefined();
  });
});

test('calibrated numbers are not compared with those of a network that is changed, and calibrated no more', () => {
  const calibrated = { ...scores(0.875, 0.125), raw: Float32Array.of(0.75, 0.25) };
  const edits = { strokes: [] };
  const state = (now: object) =>
    ({
      changes: [{}],
      unchanged: { scores: calibrated, picture: 1, edits },
      editor: { edits },
      snapshot: { picture: { id: 1 }, scores: now },
    }) as unknown as AppState;
  const before = (now: object) => Array.from(scoresBefore(state(now))?.probabilities ?? []);
  expect(before(scores(0.5, 0.5))).toEqual([0.75, 0.25]);
  // Both are calibrated.
  expect(before({ ...scores(0.5, 0.5), raw: Float32Array.of(0.6, 0.4) })).toEqual([0.875, 0.125]);
});

test('the change in words: what was first, and what is', () => {
  const labels = ['cat', 'dog'];
  expect(changeText([0.75, 0.25], scores(0.625, 0.375), labels)).toBe(
    'cat: 75.0% before, 62.5% now.',
  );
  expect(changeText([0.75, 0.25], scores(0.125, 0.875), ['cat'])).toBe(
    'cat: 75.0% before, 12.5% now. The most likely class is now class 1 with 87.5%.',
  );
});
