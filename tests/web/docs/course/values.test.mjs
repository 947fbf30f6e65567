// The numbers in the text of the course: computed again by the engine.

import { expect, test } from 'vitest';
import { computeAll } from '../../../../web/docs/site/course/compute.mjs';
import {
  markOf,
  VALUES_FILE,
  wantedBy,
  withValues,
} from '../../../../web/docs/site/course/values.mjs';
import { readSource } from '../../../../web/docs/site/sources.mjs';

test('every number of the course is what the engine says', async () => {
  const kept = JSON.parse(readSource(VALUES_FILE));
  const now = await computeAll();
  expect(Object.keys(kept).sort()).toEqual(Object.keys(now).sort());
  expect(Object.keys(now).length).toBeGreaterThan(200);
  for (const [key, value] of Object.entries(now))
    if (typeof value === 'number') {
      const most = 1e-4 * Math.max(1, Math.abs(value));
      expect(Math.abs(kept[key] - value), key).toBeLessThan(most);
    } else expect(kept[key], key).toBe(value);
}, 120_000);

test('a mark names a network, a picture, a formula and a format', () => {
  expect(markOf('params()')).toEqual({
    network: 'tinyvgg',
    picture: 'church',
    formula: 'params()',
    format: '',
  });
  expect(markOf('lenet5@cat: cell(input, 0, 1, 2) ; 3')).toEqual({
    network: 'lenet5',
    picture: 'cat',
    formula: 'cell(input, 0, 1, 2)',
    format: '3',
  });
  expect(markOf('probability(1) ; %', 'mobilenetv2', 'rocket')).toEqual({
    network: 'mobilenetv2',
    picture: 'rocket',
    formula: 'probability(1)',
    format: '%',
  });
});

test('a page wants what stands in its text and in its exercises', () => {
  const text =
    'It has {{ params() }}.\n\n```exercise how-many\nask: {{ height(input) }}?\nnetwork: lenet5\nanswer: params()\nwrong: 1 | No.\nright: Yes.\n```\n';
  const keys = wantedBy(text, 'course/x').map(({ network, formula }) => `${network} ${formula}`);
  expect(keys).toEqual(['tinyvgg params()', 'lenet5 height(input)', 'lenet5 params()', 'lenet5 1']);
});

test('a number that was not computed is refused', () => {
  expect(() => withValues('{{ params(nothing) }}')).toThrow(
    'has no "tinyvgg church: params(nothing)": run web/docs/site/course/compute.mjs',
  );
});
