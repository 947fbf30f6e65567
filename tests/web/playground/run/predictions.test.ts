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
    return found && verdictOf(found, { accuracy: { top1: 0.692, count: 3925 } });
  };

  test('names the class where it is more likely than all others together', () => {
    expect(verdict([0.1, 0.8, 0.1])).toMatchObject({ sure: true, headline: 'church, 80.0%' });
  });

  test('says so where it is not', () => {
    const found = verdict([0.36, 0.34, 0.3]);
    expect(found).toMatchObject({ sure: false, headline: 'Not sure: tench 36.0%, church 34.0%' });
  });

  test('of few classes: that it is the closest of them', () => {
    expect(verdict([0.1, 0.8, 0.1])?.lead).toBe('Closest of its 3 classes');
    const many = answer(
      Array.from({ length: 1000 }, (_, i) => (i === 7 ? 0.9 : 1e-4)),
      [],
    );
    expect(many && verdictOf(many)?.lead).toBe('');
  });

  describe('classes in groups', () => {
    const groups = [
      { name: 'animal', phrase: 'an animal' },
      { name: 'cat', phrase: 'a cat', within: 'animal', classes: [[0, 2] as const] },
      { name: 'dog', phrase: 'a dog', within: 'animal', classes: [3] },
      { name: 'vehicle', phrase: 'a vehicle' },
      { name: 'car', phrase: 'a car', within: 'vehicle', classes: [4] },
    ];
    const names = ['Egyptian cat', 'tiger cat', 'tabby', 'beagle', 'taxi'];
    const grouped = (values: number[]) => {
      const found = answer(values, names);
      return found && verdictOf(found, { groups });
    };

    test('near misses are one answer', () => {
      const found = grouped([0.38, 0.33, 0.17, 0.02, 0.1]);
      const headline = 'a cat: Egyptian cat 38.0%, tiger cat 33.0%, tabby 17.0%';
      expect(found).toMatchObject({ sure: true, headline });
      expect(found?.explanation).toContain('all classes that mean a cat have 88.0% together');
    });

    test('what is hardly likely is not named', () =>
      expect(grouped([0.45, 0.3, 0.04, 0.01, 0.2])?.headline).toBe(
        'a cat: Egyptian cat 45.0%, tiger cat 30.0%',
      ));

    test('only the broad group is likely', () =>
      expect(grouped([0.3, 0.05, 0.05, 0.35, 0.25])).toMatchObject({
        sure: false,
        headline: 'an animal, not sure which: beagle 35.0%, Egyptian cat 30.0%, tiger cat 5.0%',
      }));

    test('a class that is more likely than all others stands by itself', () =>
      expect(grouped([0.6, 0.2, 0.1, 0.05, 0.05])?.headline).toBe('Egyptian cat, 60.0%'));

    test('no group is likely', () =>
      expect(grouped([0.2, 0.1, 0.05, 0.15, 0.5 - 1e-3])?.headline).toBe(
        'an animal, not sure which: Egyptian cat 20.0%, beagle 15.0%, tiger cat 10.0%',
      ));
  });

  test('tells what the number is worth', () => {
    const { explanation = '' } = verdict([0.1, 0.8, 0.1]) ?? {};
    expect(explanation).toContain('only knows these 3 classes');
    expect(explanation).toContain(
      '3,925 pictures it had never seen, its first answer was right 69.2% of the time',
    );
  });
});

test('a class that is called by a number is told from its percentage', () => {
  const scores = { probabilities: Float32Array.of(0.875, 0.125), softmaxAdded: false };
  const answer = answerOf(scores, ['0', '7']);
  expect(answer && verdictOf(answer)?.headline).toBe('“0”, 87.5%');
});
