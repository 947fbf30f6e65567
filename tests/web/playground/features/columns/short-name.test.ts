import { expect, test } from 'vitest';
import { shortName } from '../../../../../web/src/playground/features/columns/short-name.js';

test.each([
  ['conv_1_1', 'Conv', 'conv_1_1'],
  ['/conv_block_1/conv_block_1.0/Conv', 'Conv', 'conv_block_1.0'],
  ['/features/features.3/Relu_1', 'Relu', 'features.3'],
  ['model/dense/MatMul', 'MatMul', 'dense'],
  // What ends in no kind is told by its end.
  ['/net/head', 'Gemm', 'head'],
  ['inception_3a/max', 'MaxPool', 'max'],
  ['model/conv2d_1/Conv2D', 'Conv', 'conv2d_1'],
  ['/Flatten', 'Flatten', 'Flatten'],
  ['/', 'Conv', '/'],
  ['Conv_0', 'Conv', 'Conv_0'],
])('%s, a %s, is headed %s', (name, op, head) => {
  expect(shortName({ name, op })).toBe(head);
});
