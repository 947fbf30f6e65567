import { expect, test } from 'vitest';
import { features } from '../../../../web/src/playground/features.js';
import { wantedBy } from '../../../../web/src/playground/kit/feature.js';
import type { AppState } from '../../../../web/src/playground/kit/playground.js';
import { loadedModel } from '../../../../web/src/playground/run/state.js';
import {
  isReadWhole,
  missingNames,
  valuesAmong,
  wantedNames,
} from '../../../../web/src/playground/run/wanted.js';
import { snapshot, tinyInfo, tinyModel, value } from '../../support/app.js';
import { node, tinyVgg } from '../../support/graphs.js';
import { initialState } from '../../support/playground.js';

const names = (state: AppState) => wantedNames(state, wantedBy({ features, state }));
const wantedValues = (state: AppState) => valuesAmong(state, names(state));
const missing = (state: AppState) => missingNames(state, names(state));

/** Two layers of 64 x 200 x 200: more than a page copies with every run. */
function large() {
  const shape = [1, 64, 200, 200];
  const nodes = [
    node({ name: 'a', op: 'Relu' }, 'input', [shape, shape]),
    node({ name: 'b', op: 'Relu' }, 'a', [shape, shape]),
  ];
  const outputs = [{ name: 'b', type: 'float32', shape }];
  return loadedModel({ ...tinyInfo(), graph: { ...tinyVgg(), nodes, outputs } }, undefined);
}

test('a small network is read whole', () => {
  const model = tinyModel();
  expect(isReadWhole(model)).toBe(true);
  const names = wantedValues({ ...initialState, model });
  expect(names).toEqual(expect.arrayContaining(model.columns.map((column) => column.value)));
});

test('of a large one the input, the output, and what is on screen', () => {
  const model = large();
  expect(isReadWhole(model)).toBe(false);
  expect(wantedValues({ ...initialState, model })).toEqual(['input', 'b', 'a']);
  expect(wantedValues({ ...initialState, model, stripSeen: [2, 2] })).toEqual(['input', 'b']);
  expect(wantedValues({ ...initialState, model, view: 'table' })).toEqual(['input', 'b']);
});

test('an open layer wants what its sums are made of, and each name is missing until it is read', () => {
  const model = tinyModel();
  const open = { column: 1, channel: 0 };
  const state: AppState = { ...initialState, model, open, snapshot: snapshot() };
  expect(missing(state)).toEqual(
    expect.arrayContaining(['input', 'conv_1_1', 'conv_1_1.weight', 'conv_1_1.bias']),
  );
  const read = value([1], () => 0);
  const later: AppState = {
    ...state,
    snapshot: snapshot({ conv_1_1: read }),
    weights: new Map([['conv_1_1.weight', read]]),
  };
  expect(missing(later)).toContain('conv_1_1.bias');
  expect(missing(later)).not.toContain('conv_1_1');
  expect(missing(later)).not.toContain('conv_1_1.weight');
});

test('before a run only weights can be missing', () => {
  const model = tinyModel();
  const state: AppState = { ...initialState, model, open: { column: 1, channel: 0 } };
  expect(missing(state)).toEqual(['conv_1_1.weight', 'conv_1_1.bias']);
});
