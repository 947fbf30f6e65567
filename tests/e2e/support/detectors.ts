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
