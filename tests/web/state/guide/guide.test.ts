import { expect, test } from 'vitest';
import { columnsOf } from '../../../../web/src/state/columns.js';
import { guideSteps } from '../../../../web/src/state/guide/guide.js';
import { node } from '../../support/graphs.js';

const maps = [1, 2, 4, 4];
const nodes = [
  node({ name: 'c', op: 'Conv' }, 'x', [[1, 3, 4, 4], maps]),
  node({ name: 'r', op: 'Relu' }, 'c', [maps, maps]),
  node({ name: 'f', op: 'Flatten' }, 'r', [maps, [1, 32]]),
];
const graph = {
  ...{ producer: '', opset: 13, outputs: [], nodes, initializers: [], metadata: {} },
  ...{
    inputs: [{ name: 'x', shape: [1, 3, 4, 4], type: 'float32' }],
    params: 0,
    macs: 0,
    notes: [],
  },
};

test('steps name the layers, and those the network lacks are left out', () => {
  const top = { label: 'golf ball', probability: 0.5 };
  const steps = guideSteps(graph, columnsOf(graph), { statistics: new Map(), top });
  expect(steps.map(({ target }) => [target.kind, target.column])).toEqual([
    ['picture', undefined],
    ['input', 0],
    ['layer', 1],
    ['cell', 1],
    ['layer', 2],
    ['layer', 3],
    ['prediction', undefined],
    ['editor', undefined],
  ]);
  expect(steps[6]?.text).toContain('golf ball');
});
