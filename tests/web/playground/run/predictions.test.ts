import { describe, expect, test } from 'vitest';
import { answerOf, verdictOf } from '../../../../web/src/playground/run/predictions.js';
import { CLASSES } from '../../support/app.js';

function answer(values: number[], labels: readonly string[] = CLASSES) {
  return answerOf({ probabilities: Float32Array.from(values), softmaxAdded: false }, labels);
}

describe('answerOf', () => {
  test('sorts every class, the most probable first, equals by index', () => {
    const found = answer([0.1, 0.2, 0.1, 0.6], ['a', 'b', 'c', 'd']);
    expect(found?.predictions.map(({ label }) => label)).toEqual(['d', 'b', 'a', 'c']);
    expect(found?.predictions.map(({ index }) => index)).toEqual([3, 1, 0, 2]);
  });

  test('numbers classes without a name', () => {
    expect(answer([0.3, 0.7], [])?.predictions[0]?.label).toBe('class 1');
  });

  test('is nothing without scores, or where they are not numbers', () => {
    expect(answerOf(undefined, CLASSES)).toBeUndefined();
    expect(answer([Number.NaN, Number.NaN])).toBeUndefined();
  });
});

describe('verdictOf', () => {
  const verdict = (values: number[]) => {
    const found = answer(values, ['tench', 'church', 'horn']);
    return found && verdictOf(found, { top1: 0.692, count: 3925 });
  };

  test('names the class where it is more likely than all others together', () => {
    expect(verdict([0.1, 0.8, 0.1])).toMatchObject({ sure: true, headline: 'church, 80.0%' });
  });

  test('says so where it is not', () => {
    const found = verdict([0.36, 0.34, 0.3]);
    expect(found).toMatchObject({ sure: false, headline: 'Not sure: tench 36.0%, church 34.0%' });
  });

  test('tells what the number is worth', () => {
    const { explanation = '' } = verdict([0.1, 0.8, 0.1]) ?? {};
    expect(explanation).toContain('only knows these 3 classes');
    expect(explanation).toContain(
      '3,925 pictures it had never seen, its first answer was right 69.2% of the time',
    );
  });
});
