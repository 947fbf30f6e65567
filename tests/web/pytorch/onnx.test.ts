// The writer of ONNX files: what it writes, the engine reads.

import { describe, expect, test } from 'vitest';
import { type OnnxGraph, type OnnxWeight, writeOnnx } from '../../../web/src/pytorch/onnx/model.js';
import { importPackage } from '../support/package.js';

const { InferenceSession, Tensor } = await importPackage();

const weight = (name: string, dims: number[], values: number[]): OnnxWeight => ({
  name,
  dims,
  type: 'float32',
  values: () => Float32Array.from(values),
});

const graph: OnnxGraph = {
  name: 'écrit',
  nodes: [
    {
      name: 'layer.0',
      op: 'Conv',
      inputs: ['input', 'w', 'b'],
      outputs: ['layer.0'],
      attributes: { pads: [1, 1, 1, 1], auto_pad: 'NOTSET', group: 1 },
    },
    {
      name: 'bend',
      op: 'LeakyRelu',
      inputs: ['layer.0'],
      outputs: ['bend'],
      attributes: { alpha: { float: 0.25 } },
    },
    {
      name: 'flat',
      op: 'Reshape',
      inputs: ['bend', 'shape'],
      outputs: ['output'],
      attributes: {},
    },
  ],
  weights: [
    weight('w', [1, 1, 3, 3], [0, 0, 0, 0, 2, 0, 0, 0, 0]),
    weight('b', [1], [-3]),
    { name: 'shape', dims: [2], type: 'int64', values: () => BigInt64Array.of(1n, -1n) },
  ],
  inputs: [{ name: 'input', dims: [1, 1, 2, 2] }],
  outputs: [{ name: 'output', dims: [1, 4] }],
  metadata: { title: 'Größe 😀', labels: '["a","b","c","d"]', lone: '\ud800' },
};

describe('a file', () => {
  test('is read by the engine: attributes of every type, constants, metadata', async () => {
    const session = await InferenceSession.create(writeOnnx(graph), { threads: 1, warmup: false });
    try {
      expect(session.inputMetadata).toMatchObject([{ name: 'input', shape: [1, 1, 2, 2] }]);
      expect(session.graph().nodes.map(({ name }) => name)).toEqual(['layer.0', 'bend', 'flat']);
      const input = new Tensor('float32', Float32Array.of(0, 1, 2, 3), [1, 1, 2, 2]);
      const { output } = await session.run({ input });
      // 2 x - 3, and a quarter of what is below 0.
      expect(Array.from(output?.data ?? [], Number)).toEqual([-0.75, -0.25, 1, 3]);
      expect(session.graph().metadata).toMatchObject({ title: 'Größe 😀', lone: '\ufffd' });
      expect(session.labels).toEqual(['a', 'b', 'c', 'd']);
    } finally {
      await session.release();
    }
  });

  test('asks for each weight once, one after the other', () => {
    const asked: string[] = [];
    const watched = graph.weights.map((item) => ({
      ...item,
      values: () => {
        asked.push(item.name);
        return item.values();
      },
    }));
    writeOnnx({ ...graph, weights: watched });
    expect(asked).toEqual(['w', 'b', 'shape']);
  });

  test('refuses more than 2 GiB before it asks for a weight', () => {
    const huge: OnnxWeight = {
      name: 'huge',
      dims: [2 ** 15, 2 ** 15],
      type: 'float32',
      values: () => {
        throw new Error('asked');
      },
    };
    expect(() => writeOnnx({ ...graph, weights: [huge] })).toThrow(
      'The network takes 4.0 GiB; an ONNX file in one piece can have 2.',
    );
  });

  test('refuses a weight that has another size than its shape', () => {
    expect(() => writeOnnx({ ...graph, weights: [weight('w', [3], [1, 2])] })).toThrow(
      '"w" has 2 values, but its shape [3] needs 3.',
    );
  });
});
