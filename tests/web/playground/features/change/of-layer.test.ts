// Numbers of a layer whose channels are multiplied: in its own weights, or in a layer behind it.

import { expect, test } from 'vitest';
import {
  numbersOf,
  openLayer,
} from '../../../../../web/src/playground/features/change/of-layer.js';
import type { Made } from '../../../../../web/src/playground/features/change/state.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';
import type {
  GraphDescription,
  NodeDescription,
} from '../../../../../web/src/playground/network/network.js';
import { loadedModel } from '../../../../../web/src/playground/run/state.js';
import { tinyInfo, value } from '../../../support/app.js';
import { node } from '../../../support/graphs.js';
import { initialState } from '../../../support/playground.js';

const UNIT = 1;
const half: Made = {
  key: 'scale y 1',
  layer: 'y',
  change: { kind: 'scale', value: 'y', channel: UNIT, factor: 0.5, shape: [1, 2] },
};

function dense(op: string, name: string): NodeDescription {
  const inputShapes = [
    [1, 3],
    [3, 2],
  ];
  const inputs = ['input', 'w'];
  return node({ name, op, inputs, inputShapes }, 'input', [
    [1, 3],
    [1, 2],
  ]);
}

const mul = (name: string, inputs: string[]): NodeDescription =>
  node(
    {
      name,
      op: 'Mul',
      inputs,
      inputShapes: [
        [1, 2],
        [1, 2],
      ],
    },
    inputs[0] ?? '',
    [
      [1, 2],
      [1, 2],
    ],
  );

/** That layer is open, at its second unit. */
function opened(nodes: NodeDescription[], column: number): AppState {
  const graph: GraphDescription = {
    ...tinyInfo().graph,
    inputs: [{ name: 'input', type: 'float32', shape: [1, 3] }],
    outputs: [{ name: 'y', type: 'float32', shape: [1, 2] }],
    initializers: [{ name: 'w', type: 'float32', shape: [3, 2] }],
    nodes,
  };
  const model = loadedModel({ ...tinyInfo(), graph, inputShape: [1, 3] }, undefined);
  const weights = new Map([['w', value([3, 2], (index) => index)]]);
  const cell = { y: 0, x: UNIT };
  return { ...initialState, model, weights, cell, changes: [half], open: { column, channel: 0 } };
}

function looked(nodes: NodeDescription[], column: number) {
  const state = opened(nodes, column);
  const layer = openLayer(state);
  if (!layer) throw new Error('no layer');
  return { value: layer.value, numbers: numbersOf(layer, state) };
}

test('numbers that were multiplied themselves have the factor of their channel', () => {
  const { value, numbers } = looked([dense('Gemm', 'y')], 1);
  expect(value).toBe('y');
  expect(numbers?.factor).toBe(0.5);
});

test('numbers that a layer behind multiplies are set as they are typed', () => {
  const { value, numbers } = looked([dense('MatMul', 'y_before'), mul('y', ['y_before', 'f'])], 1);
  expect(value).toBe('y');
  expect([...(numbers?.kernels.data ?? [])]).toEqual([1, 3, 5]);
  expect(numbers?.factor).toBe(1);
});

test('a value of such a name that the file has itself stays another value', () => {
  const nodes = [
    dense('MatMul', 'y_before'),
    mul('y_before_', ['y_before', 'f']),
    mul('y', ['y_before_', 'g']),
  ];
  expect(looked(nodes, 1).value).toBe('y_before');
  expect(looked(nodes, 2).value).toBe('y');
});
