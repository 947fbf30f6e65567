import { describe, expect, test } from 'vitest';
import {
  changeSaid,
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

const edits = { strokes: [] };
/** Of a changed network. */
const changedFrom = (before: object, now: object, labels: readonly string[] = []) =>
  ({
    changes: [{}],
    unchanged: { scores: before, picture: 1, edits },
    editor: { edits },
    model: { info: { labels } },
    snapshot: { picture: { id: 1 }, scores: now },
  }) as unknown as AppState;

describe('calibrated numbers', () => {
  const calibrated = { ...scores(0.875, 0.125), raw: Float32Array.of(0.75, 0.25) };
  const recalibrated = { ...scores(0.5, 0.5), raw: Float32Array.of(0.6, 0.4) };
  const compared = (now: object) =>
    Array.from(scoresBefore(changedFrom(calibrated, now))?.probabilities ?? []);

  test('are not compared with those of a network that is changed, and calibrated no more', () => {
    expect(compared(scores(0.5, 0.5))).toEqual([0.75, 0.25]);
    // Both are calibrated.
    expect(compared(recalibrated)).toEqual([0.875, 0.125]);
  });

  test('were on screen before: the sentence says why it has others', () => {
    const says = changeSaid(changedFrom(calibrated, scores(0.5, 0.5), ['cat', 'dog']));
    expect(says).toMatch(/^cat: 75\.0% before, 50\.0% now\. Both are the network's own softmax/);
    expect(changeSaid(changedFrom(calibrated, recalibrated))).not.toContain('softmax');
  });
});

test('the change in words: what was first, and what is', () => {
  const before = scores(0.75, 0.25);
  expect(changeSaid(changedFrom(before, scores(0.625, 0.375), ['cat', 'dog']))).toBe(
    'cat: 75.0% before, 62.5% now.',
  );
  expect(changeSaid(changedFrom(before, scores(0.125, 0.875), ['cat']))).toBe(
    'cat: 75.0% before, 12.5% now. The most likely class is now class 1 with 87.5%.',
  );
  expect(changeSaid(changedFrom(before, before))).toBeUndefined();
});
