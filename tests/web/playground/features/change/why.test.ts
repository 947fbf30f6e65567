// When the lab is pointed to, where a network cannot run with other sizes.

import { expect, test } from 'vitest';
import type { Made } from '../../../../../web/src/playground/features/change/state.js';
import { hasWayToLab } from '../../../../../web/src/playground/features/change/why.js';
import { features as all } from '../../../../../web/src/playground/features.js';
import { loadedModel } from '../../../../../web/src/playground/run/state.js';
import { tinyInfo, tinyModel } from '../../../support/app.js';
import { initialState } from '../../../support/playground.js';

const strideOf = (node: string): Made => ({
  key: `strides ${node}`,
  layer: node,
  change: { kind: 'attribute', node, name: 'strides', values: [2, 2] },
});

/** That layer is open in TinyVGG. */
function opened(layer: string, model = tinyModel()) {
  const column = model.columns.findIndex(({ name }) => name === layer);
  expect(column).toBeGreaterThan(0);
  return { ...initialState, model, open: { column, channel: 0 } };
}
const valueIn = (layer: string): string =>
  tinyModel().columns.find(({ name }) => name === layer)?.value ?? '';
const asked = strideOf(valueIn('conv_1_1'));

test('the lab is pointed to from the convolution whose size was to be another', () => {
  expect(hasWayToLab({ state: opened('conv_1_1'), features: all }, asked)).toBe(true);
});

test('not from another layer that is open by then, nor for another change', () => {
  expect(hasWayToLab({ state: opened('conv_1_2'), features: all }, asked)).toBe(false);
  expect(
    hasWayToLab({ state: { ...initialState, model: tinyModel() }, features: all }, asked),
  ).toBe(false);
  const muted: Made = {
    ...asked,
    change: { kind: 'scale', value: valueIn('conv_1_1'), channel: 0, factor: 0, shape: [1] },
  };
  expect(hasWayToLab({ state: opened('conv_1_1'), features: all }, muted)).toBe(false);
});

test('not from a pooling, which the lab has no button for', () => {
  const pool = strideOf(valueIn('max_pool_1'));
  expect(hasWayToLab({ state: opened('max_pool_1'), features: all }, pool)).toBe(false);
});

test('not where what the convolution reads is not square', () => {
  const info = tinyInfo();
  const nodes = info.graph.nodes.map((node) =>
    node.outputs[0] === valueIn('conv_1_1')
      ? { ...node, inputShapes: [[1, 3, 64, 32], ...node.inputShapes.slice(1)] }
      : node,
  );
  const model = loadedModel({ ...info, graph: { ...info.graph, nodes } }, undefined);
  expect(hasWayToLab({ state: opened('conv_1_1', model), features: all }, asked)).toBe(false);
});

test('not where the page leaves the lab out', () => {
  const without = all.filter(({ name }) => name !== 'lab');
  expect(hasWayToLab({ state: opened('conv_1_1'), features: without }, asked)).toBe(false);
});
