// A changed file is a file like any other: saved and opened again, it can be changed again.

import { expect, test } from 'vitest';
import { applyChanges, type Change } from '../../../web/src/onnx-edit/index.js';
import { onnxModel } from '../support/onnx-model.js';
import { importPackage } from '../support/package.js';

const { InferenceSession, Tensor } = await importPackage();

const SHAPE = [1, 4, 1, 1];
const net = onnxModel({
  input: SHAPE,
  nodes: [{ op: 'Relu', inputs: ['input'], output: 'y' }],
  weights: {},
});

const times = (channel: number, factor: number): Change => ({
  ...{ kind: 'scale', value: 'y', shape: SHAPE },
  ...{ channel, factor },
});

async function opened(bytes: Uint8Array) {
  const options = { threads: 1, warmup: false };
  return InferenceSession.create(bytes as Uint8Array<ArrayBuffer>, options);
}

async function answerOf(bytes: Uint8Array): Promise<number[]> {
  const session = await opened(bytes);
  try {
    const input = new Tensor('float32', Float32Array.of(8, 16, 32, 64), SHAPE);
    const { y } = await session.run({ input });
    return Array.from(y?.data ?? [], Number);
  } finally {
    await session.release();
  }
}

test('channels of the same value are multiplied again and again, each by its own factors', async () => {
  const once = applyChanges(net, [times(1, 0.5)]);
  expect(await answerOf(once)).toEqual([8, 8, 32, 64]);
  const twice = applyChanges(once, [times(3, 0)]);
  expect(await answerOf(twice)).toEqual([8, 8, 32, 0]);
  const thrice = applyChanges(twice, [times(1, 0.25), times(0, 2)]);
  expect(await answerOf(thrice)).toEqual([16, 2, 32, 0]);
});

test('names of inputs, weights and nodes that a file has already are left to it', async () => {
  const taken = onnxModel({
    input: SHAPE,
    inputs: { y_before: { shape: SHAPE } },
    nodes: [
      { op: 'Mul', inputs: ['input', 'y_factors'], output: 'y_scaled' },
      { op: 'Add', inputs: ['y_scaled', 'y_before'], output: 'y' },
    ],
    weights: { y_factors: { dims: [1], data: Float32Array.of(10) } },
  });
  const session = await opened(applyChanges(taken, [times(2, 3)]));
  const { nodes } = session.graph();
  const names = nodes.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const fed = (...data: number[]) => new Tensor('float32', Float32Array.from(data), SHAPE);
  const { y } = await session.run({ input: fed(1, 2, 3, 4), y_before: fed(5, 6, 7, 8) });
  await session.release();
  // Each input times 10, plus the other; the third channel three times.
  expect(Array.from(y?.data ?? [], Number)).toEqual([15, 26, 111, 48]);
});
