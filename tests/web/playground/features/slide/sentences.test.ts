import { expect, test } from 'vitest';
import type { Scene } from '../../../../../web/src/playground/features/slide/scene.js';
import {
  aboutPadding,
  sentences,
} from '../../../../../web/src/playground/features/slide/sentences.js';
import { equation } from '../../../../../web/src/playground/features/slide/sum-side.js';
import type { NodeDescription } from '../../../../../web/src/playground/network/network.js';

/** Of which the engine says nothing. */
const node = { inputShapes: [], outputShapes: [], facts: [] } as unknown as NodeDescription;
/** Rows 0 and 1 of the input, a half of each. */
const resize = {
  inputShapes: [[1, 1, 2]],
  outputShapes: [[1, 1, 1]],
  facts: [
    {
      formula: 'sum(share * x)',
      reads: [
        { letter: 'x', input: 0, axes: [{}, {}, { along: 0, table: [0, 1], shares: [1, 1] }] },
      ],
      terms: [2],
    },
  ],
} as unknown as NodeDescription;
const row = { kind: 'term', key: 0, units: 0 };
const sceneOf = (given: object) =>
  ({
    rows: [row, row],
    combined: 0,
    total: 0,
    decimals: 0,
    padded: 0,
    maps: [],
    ...given,
  }) as unknown as Scene;
const spread = [{ spots: [{ isSpread: true }] }];

test.each([
  ['product', 'Product =', /multiplied/],
  ['quotient', 'Quotient =', /first number .* divided by the second/],
  ['power', 'Power =', /power/],
])('a %s is no sum', (how, result, says) => {
  const scene = sceneOf({ form: 'rule', sum: { kind: 'terms', how } });
  expect(equation(scene)).toBe(result);
  expect(sentences(scene, node)).toMatch(says);
});

test('a sum is one', () => {
  const scene = sceneOf({ form: 'added', sum: { kind: 'terms', how: 'sum' } });
  expect(equation(scene)).toBe('Sum =');
});

test('a cell between cells of the input blends them, and spreads nothing by a kernel', () => {
  const scene = sceneOf({ form: 'products', sum: { kind: 'terms', how: 'sum' }, maps: spread });
  expect(sentences(scene, resize)).toMatch(/^This output cell blends 2 cells/);
  expect(aboutPadding(scene)).toBe('');
});

test('a transposed convolution spreads its input', () => {
  const scene = sceneOf({ form: 'products', sum: { kind: 'convolution' }, maps: spread });
  expect(aboutPadding(scene)).toContain('transposed convolution');
});
