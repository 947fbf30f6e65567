// Factors have the type of the values that they multiply: ONNX has no Mul of two types.

import { expect, test } from 'vitest';
import { fieldsOf, integersOf, textOf } from '../../../web/src/onnx-edit/fields.js';
import { applyChanges } from '../../../web/src/onnx-edit/index.js';
import { onnxModel, type TestModel, type TestNode } from '../support/onnx-model.js';

// As TensorProto counts them.
const FLOAT = 1;
const HALF = 10;
const BOOL = 9;

const SHAPE = [1, 2, 1, 1];

/** data_type of the factors that are written where a channel of that value is muted. */
function typeOfFactors(
  value: string,
  nodes: TestNode[],
  more: Pick<TestModel, 'weights' | 'inputs'> = { weights: {} },
): number | undefined {
  const bytes = onnxModel({ input: SHAPE, nodes, ...more });
  const change = { kind: 'scale', value, channel: 1, factor: 0, shape: SHAPE } as const;
  const graph = fieldsOf(applyChanges(bytes, [change])).find(({ number }) => number === 7);
  const initializers = fieldsOf(graph?.content ?? new Uint8Array())
    .filter(({ number }) => number === 5)
    .map(({ content }) => fieldsOf(content));
  const factors = initializers.find((fields) => textOf(fields, 8) === `${value}_factors`);
  return factors && integersOf(factors, 2)[0];
}

const cast = (from: string, to: number, output: string): TestNode => ({
  ...{ op: 'Cast', inputs: [from], attributes: { to }, output },
});
const relu = (from: string, output: string): TestNode => ({ op: 'Relu', inputs: [from], output });

test('of a value that nothing is said of, they have that of the cast before it', () => {
  const nodes = [
    relu('input', 'whole'),
    cast('whole', HALF, 'half'),
    relu('half', 'between'),
    relu('between', 'bend'),
    cast('bend', FLOAT, 'back'),
    relu('back', 'end'),
    relu('end', 'last'),
  ];
  expect(typeOfFactors('bend', nodes)).toBe(HALF);
  expect(typeOfFactors('half', nodes)).toBe(HALF);
  expect(typeOfFactors('whole', nodes)).toBe(FLOAT);
  expect(typeOfFactors('end', nodes)).toBe(FLOAT);
});

test('a condition says nothing of the numbers that it chooses', () => {
  const nodes: TestNode[] = [
    cast('input', BOOL, 'isWanted'),
    cast('input', HALF, 'half'),
    { op: 'Where', inputs: ['isWanted', 'half', 'half'], output: 'chosen' },
    cast('chosen', FLOAT, 'last'),
  ];
  expect(typeOfFactors('chosen', nodes)).toBe(HALF);
});

test('a weight counts as what it is stored as, whatever type another input of the network has', () => {
  const weights = { w: { dims: [1], data: Float32Array.of(2) } };
  const inputs = { other: { shape: SHAPE, type: HALF } };
  const nodes: TestNode[] = [
    { op: 'Add', inputs: ['w', 'input'], output: 'sum' },
    relu('sum', 'last'),
  ];
  expect(typeOfFactors('sum', nodes, { weights, inputs })).toBe(FLOAT);
});
