// When a comparison is made again.

import { expect, test } from 'vitest';
import { alike, basisOf } from '../../../../../web/src/playground/features/compare/basis.js';
import type { Against } from '../../../../../web/src/playground/features/compare/state.js';
import { fillOf } from '../../../../../web/src/playground/network/input-fill.js';
import { loadedModel } from '../../../../../web/src/playground/run/state.js';
import { snapshot, tinyInfo } from '../../../support/app.js';

const against: Against = { kind: 'values', file: new File([], 'values.npz') };
const source = {};
const gain = fillOf({ name: 'gain', type: 'float32', shape: [1] }, undefined, [8, 8]);

/** run: number of the run on screen. fed: true where the file had the picture's input. */
function basis(run: number, fills = [gain], fed = false) {
  const comparison = fed ? { against, result: { fed: 'given' } } : { against };
  const model = loadedModel({ ...tinyInfo(), fills }, undefined);
  const state = { model, snapshot: snapshot({}, run), comparison };
  const controller = { sources: () => ({ model: source }) };
  return basisOf({ state, controller } as never, against);
}
const fills = [gain];

test('with every other run on screen, but where the file had the input', () => {
  const begun = basis(1, fills);
  expect(alike(basis(1, fills), begun)).toBe(true);
  expect(alike(basis(2, fills), begun)).toBe(false);
  expect(alike(basis(2, fills, true), begun)).toBe(true);
});

test('with other numbers for the inputs that take no picture, also where the file had the input', () => {
  const begun = basis(1, fills);
  const other = [{ ...gain, kind: 'numbers' as const, numbers: [2] }];
  expect(alike(basis(2, other, true), begun)).toBe(false);
});
