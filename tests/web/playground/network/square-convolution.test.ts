import { expect, test } from 'vitest';
import { squareConvolution } from '../../../../web/src/playground/network/square-convolution.js';
import { node, tinyVgg } from '../../support/graphs.js';

interface Given {
  input?: [height: number, width: number];
  output?: [height: number, width: number];
  weight?: number[];
  attributes?: Record<string, number[] | number>;
}

/** 6 channels of 9 x 9 to 4, by kernels of 3 x 3, unless told otherwise. */
function convolution({
  input = [9, 9],
  output = [7, 7],
  weight = [4, 6, 3, 3],
  attributes = {},
}: Given) {
  const shapes: [number[], number[]] = [
    [1, 6, ...input],
    [1, 4, ...output],
  ];
  const parts = {
    name: 'conv',
    op: 'Conv',
    inputs: ['x', 'weight', 'bias'],
    inputShapes: [shapes[0], weight, [4]],
    attributes,
  };
  return node(parts, 'x', shapes);
}

test('settings are those of the layer', () => {
  const given = convolution({
    output: [5, 5],
    weight: [4, 3, 3, 3],
    attributes: { strides: [2, 2], pads: [2, 2, 2, 2], dilations: [2, 2], group: 2 },
  });
  expect(squareConvolution(given)).toEqual({
    input: 9,
    kernel: 3,
    padding: 2,
    stride: 2,
    dilation: 2,
    inChannels: 6,
    outChannels: 4,
    groups: 2,
  });
});

test.each([
  ['input', { input: [9, 8], output: [7, 6] }],
  ['kernel', { weight: [4, 6, 1, 3], output: [9, 7] }],
  ['sides', { attributes: { strides: [1, 2] }, output: [7, 4] }],
  ['sides', { attributes: { pads: [1, 0, 1, 0] }, output: [9, 7] }],
  // Padding at the end alone, as TensorFlow has it at a stride of 2.
  ['sides', { attributes: { pads: [0, 0, 1, 1], strides: [2, 2] }, output: [4, 4], input: [8, 8] }],
] as [string, Given][])('what is not the same on all sides is told: %s', (why, given) => {
  expect(squareConvolution(convolution(given))).toBe(why);
});

test('pools, activations and dense layers are no convolutions of maps', () => {
  const found = tinyVgg().nodes.map((layer) => typeof squareConvolution(layer));
  const convolutions = tinyVgg().nodes.map(({ op }) => (op === 'Conv' ? 'object' : 'undefined'));
  expect(found).toEqual(convolutions);
});
