// Networks whose output is the same for every picture: boxes and maps that are known beforehand.

import { onnxModel } from '../../web/support/onnx-model.js';

const SIDE = 64;
/** An input of 64 x 64 has 8 x 8, 4 x 4 and 2 x 2 cells. */
const CELLS = 84;

/** Middle x and y, width, height, then the scores of two classes. */
export type Row = readonly [number, number, number, number, number, number];

function constant(shape: readonly number[], values: Float32Array, metadata = {}): Uint8Array {
  const size = values.length;
  return onnxModel({
    input: [1, 3, SIDE, SIDE],
    nodes: [
      { op: 'GlobalAveragePool', inputs: ['input'], output: 'mean' },
      { op: 'Flatten', inputs: ['mean'], output: 'flat' },
      {
        op: 'Gemm',
        inputs: ['flat', 'none', 'values'],
        output: 'row',
        attributes: { transB: 1 },
      },
      { op: 'Reshape', inputs: ['row', 'shape'], output: 'output0' },
    ],
    weights: {
      none: { dims: [size, 3], data: new Float32Array(3 * size) },
      values: { dims: [size], data: values },
      shape: { dims: [shape.length], data: BigInt64Array.from(shape, BigInt) },
    },
    metadata: { preprocess: '{}', ...metadata },
  });
}

/** As YOLOv8: [1, 4 + 2 classes, 84]. */
export function detector(rows: readonly Row[]): Uint8Array {
  const values = new Float32Array(6 * CELLS);
  rows.forEach((row, box) => {
    row.forEach((value, field) => {
      values[field * CELLS + box] = value;
    });
  });
  return constant([1, 6, CELLS], values, { names: "{0: 'ball', 1: 'lawn'}", task: 'detect' });
}

/** [1, 3, 4, 4]: the first channel is the largest in the upper half, the third in the lower. */
export function segmenter(): Uint8Array {
  const values = new Float32Array(48);
  values.fill(5, 0, 8);
  values.fill(3, 16, 32);
  values.fill(4, 32 + 8, 48);
  return constant([1, 3, 4, 4], values.fill(1, 16, 32));
}

/** [1, 5, 4] over the characters a and b, and a space: "a b", each with a score of 0.75. */
export function reader(): Uint8Array {
  const steps = [1, 1, 3, 0, 2];
  const scores = steps.flatMap((best) => [0, 1, 2, 3].map((at) => (at === best ? 0.75 : 0)));
  return constant([1, 5, 4], Float32Array.from(scores), { character: 'a\nb' });
}

/** A list of 4 numbers, and the first of the channels of the picture that is fed. */
export function two(): Uint8Array {
  return onnxModel({
    input: [1, 3, SIDE, SIDE],
    nodes: [
      { op: 'GlobalAveragePool', inputs: ['input'], output: 'mean' },
      { op: 'Flatten', inputs: ['mean'], output: 'flat' },
      { op: 'Gemm', inputs: ['flat', 'none', 'values'], output: 'row', attributes: { transB: 1 } },
      { op: 'Reshape', inputs: ['row', 'shape'], output: 'numbers' },
      { op: 'Conv', inputs: ['input', 'red'], output: 'depth' },
    ],
    weights: {
      none: { dims: [4, 3], data: new Float32Array(12) },
      values: { dims: [4], data: Float32Array.of(-2, 0, 1, 5) },
      shape: { dims: [2], data: BigInt64Array.of(2n, 2n) },
      red: { dims: [1, 3, 1, 1], data: Float32Array.of(1, 0, 0) },
    },
    output: 'numbers',
    more: ['depth'],
    metadata: { preprocess: '{}' },
  });
}
