// Networks whose shapes depend on their own numbers.

import { expect, test } from 'vitest';
import { onnxModel } from '../support/onnx-model.js';
import { importPackage } from '../support/package.js';

const { InferenceSession, Tensor } = await importPackage();

/** The positive numbers of the input, in order. */
const model = onnxModel({
  input: [2, 3],
  nodes: [
    { op: 'Relu', inputs: ['input'], output: 'r' },
    { op: 'NonZero', inputs: ['r'], output: 'where' },
    { op: 'Transpose', inputs: ['where'], output: 'pairs' },
    { op: 'GatherND', inputs: ['r', 'pairs'], output: 'picked' },
  ],
  weights: {},
});

test('the answers and the graph have the shapes that each run finds', async () => {
  const session = await InferenceSession.create(model, { threads: 1 });
  const picked = async (numbers: number[]) => {
    const out = await session.run({ input: new Tensor('float32', numbers, [2, 3]) });
    const { outputShapes } = session.graph().nodes.at(-1) ?? {};
    expect(out.picked?.dims).toEqual(outputShapes?.[0]);
    return [...(out.picked?.data ?? [])];
  };
  expect(await picked([1, -2, 3, -4, 5, -6])).toEqual([1, 3, 5]);
  expect(await picked([-1, -1, -1, -1, -1, 7])).toEqual([7]);
  const graph = session.graph();
  expect(await picked([8, -1, -1, -1, -1, -1])).toEqual([8]);
  expect(session.graph()).toBe(graph); // nothing new was found
  expect(await picked([-1, -1, -1, -1, -1, -1])).toEqual([]);
  await session.release();
});
