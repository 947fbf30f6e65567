import { expect, test } from 'vitest';
import { kindOf, shortKind } from '../../../../web/src/playground/network/kinds.js';

test.each([
  ['Gemm', 'Dense (fully connected)', 'Dense'],
  ['Relu', 'ReLU', 'ReLU'],
  // No room for "Max pooling" above a column.
  ['MaxPool', 'Max pooling', 'MaxPool'],
  ['Conv', 'Convolution', 'Conv'],
  // Nobody has another name for it.
  ['Clip', 'Clip', 'Clip'],
])('%s is called %s, and %s where there is little room', (op, kind, short) => {
  expect(kindOf(op)).toBe(kind);
  expect(shortKind(op)).toBe(short);
});
