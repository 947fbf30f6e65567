import { expect, test } from 'vitest';
import { Tensor } from '../../../../web/src/client/tensor.js';
import type { GraphDescription } from '../../../../web/src/playground/network/network.js';
import { firstOfBatch } from '../../../../web/src/playground/run/first-of-batch.js';

const graph = {
  inputs: [{ name: 'x', type: 'float32', shape: [4, 3, 8, 8] }],
  outputs: [{ name: 'y', type: 'float32', shape: [4, 2] }],
  macs: 400,
  nodes: [
    {
      inputs: ['x', 'weight'],
      outputs: ['y'],
      inputShapes: [
        [4, 3, 8, 8],
        [4, 3, 1, 1],
      ],
      outputShapes: [[4, 2]],
      macs: 400,
    },
  ],
} as unknown as GraphDescription;

test('a batch of one is left alone', () => {
  expect(firstOfBatch(graph, 1)).toBeUndefined();
});

test('shapes and work are those of one picture; a weight keeps its own', () => {
  const one = firstOfBatch(graph, 4)?.graph(graph);
  expect(one?.inputs[0]?.shape).toEqual([1, 3, 8, 8]);
  expect(one?.outputs[0]?.shape).toEqual([1, 2]);
  expect(one?.nodes[0]).toMatchObject({
    inputShapes: [
      [1, 3, 8, 8],
      [4, 3, 1, 1],
    ],
    outputShapes: [[1, 2]],
    macs: 100,
  });
  expect(one?.macs).toBe(100);
});

test('of values the first is kept, of statistics a quarter', () => {
  const first = firstOfBatch(graph, 4);
  const y = new Tensor('float32', [1, 2, 1, 2, 1, 2, 1, 2], [4, 2]);
  const weight = new Tensor('float32', new Float32Array(12), [4, 3, 1, 1]);
  const out = first?.tensors({ y, weight });
  expect(out?.y).toMatchObject({ dims: [1, 2], data: Float32Array.of(1, 2) });
  expect(out?.weight).toBe(weight);
  const all = { name: 'y', min: 1, max: 2, mean: 1.5, zeros: 4, nonFinite: 0, elements: 8 };
  expect(first?.statistics([all])).toEqual([{ ...all, zeros: 1, elements: 2 }]);
  expect(first?.statistics([{ ...all, name: 'other' }])[0]?.elements).toBe(8);
});
