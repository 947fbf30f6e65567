// What is open and chosen stays on its layer where a change puts another one before it, and goes where it is no more.

import { expect, test } from 'vitest';
import { placesIn } from '../../../../../web/src/playground/features/change/places.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';
import { type LoadedModel, loadedModel } from '../../../../../web/src/playground/run/state.js';
import { tinyInfo, tinyModel } from '../../../support/app.js';
import { node } from '../../../support/graphs.js';
import { initialState } from '../../../support/playground.js';

const MAP = [1, 10, 62, 62];

/** A channel of relu_1_1 is muted: a layer that multiplies comes behind it. */
function muted(): LoadedModel {
  const info = tinyInfo();
  const nodes = info.graph.nodes.flatMap((of) => {
    if (of.name !== 'relu_1_1') return [of];
    const before = { ...of, outputs: ['relu_1_1_before'] };
    const parts = { name: 'relu_1_1_scaled', op: 'Mul', outputs: ['relu_1_1'] };
    const inputs = ['relu_1_1_before', 'relu_1_1_factors'];
    const inputShapes = [MAP, [1, 10, 1, 1]];
    return [before, node({ ...parts, inputs, inputShapes }, 'relu_1_1_before', [MAP, MAP])];
  });
  return loadedModel({ ...info, graph: { ...info.graph, nodes } }, 'tinyvgg');
}

/** conv_1_1 has a stride of 2: 31 cells per side in place of 62. */
function strided(): LoadedModel {
  const info = tinyInfo();
  const nodes = info.graph.nodes.map((of) =>
    of.name === 'conv_1_1' ? { ...of, outputShapes: [[1, 10, 31, 31]] } : of,
  );
  return loadedModel({ ...info, graph: { ...info.graph, nodes } }, 'tinyvgg');
}

const model = tinyModel();
const at = ({ columns }: LoadedModel, name: string): number =>
  columns.findIndex((column) => column.name === name);

const state = (more: Partial<AppState>): AppState => ({ ...initialState, model, ...more });

function read(y: number, x: number): AppState {
  const open = { column: at(model, 'conv_1_1'), channel: 3 };
  return state({ open, cell: { y, x }, held: true });
}

test('a cell that the map has no more is let go, another one stays', () => {
  expect(placesIn(read(50, 50), strided())).toMatchObject({ cell: undefined, held: false });
  expect(placesIn(read(30, 30), strided())).toMatchObject({ cell: { y: 30, x: 30 }, held: true });
});

test('the lab stays on its layer, before and behind the new one', () => {
  const changed = muted();
  for (const name of ['conv_1_1', 'conv_2_1']) {
    const source = { column: at(model, name), unit: 2, input: 1 };
    const { lab } = placesIn(state({ lab: { ...initialState.lab, source } }), changed);
    expect(lab?.source).toEqual({ column: at(changed, name), unit: 2, input: 1 });
  }
  expect(at(changed, 'conv_2_1')).toBe(at(model, 'conv_2_1') + 1);
});

test('a lab whose layer is gone shows the picture', () => {
  const info = tinyInfo();
  const nodes = info.graph.nodes.filter(({ name }) => name !== 'conv_2_1');
  const less = loadedModel({ ...info, graph: { ...info.graph, nodes } }, 'tinyvgg');
  const source = { column: at(model, 'conv_2_1'), unit: 0, input: 0 };
  const { lab } = placesIn(state({ lab: { ...initialState.lab, source } }), less);
  expect(lab?.source).toBeUndefined();
});

test('matches of a search are those of the changed network, at the one that was gone to', () => {
  const changed = muted();
  const names = ['conv_1_1', 'conv_1_2', 'conv_2_1', 'conv_2_2'];
  const map = {
    ...initialState.map,
    query: 'conv',
    hits: names.map((name) => at(model, name)),
    hit: 2,
    focus: `layer-${at(model, 'conv_2_1')}`,
  };
  const moved = placesIn(state({ map }), changed).map;
  expect(moved?.hits).toEqual(names.map((name) => at(changed, name)));
  expect(moved?.hit).toBe(2);
  expect(moved?.focus).toBe(`layer-${at(changed, 'conv_2_1')}`);
  const nothing = placesIn(state({}), changed).map;
  expect(nothing?.hits).toEqual([]);
  expect(nothing?.hit).toBeUndefined();
});
