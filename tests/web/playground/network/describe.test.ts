import { expect, test } from 'vitest';
import { describeSettings } from '../../../../web/src/playground/network/describe.js';
import { node, tinyVgg } from '../../support/graphs.js';

const { nodes } = tinyVgg();
const named = (name: string) => {
  const found = nodes.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`the test graph has no ${name}`);
  return found;
};

test('convolution, pooling and dense layers in words', () => {
  expect(describeSettings(named('conv_1_1'))).toBe('3 × 3 kernel, stride 1, no padding');
  expect(describeSettings(named('max_pool_1'))).toBe('2 × 2 window, stride 2, no padding');
  expect(describeSettings(named('dense'))).toBe('1690 inputs to 10 outputs');
  expect(describeSettings(named('relu_1_1'))).toBe('');
});

test('what is unusual is said', () => {
  const attributes = {
    kernel_shape: [3, 5],
    strides: [2, 1],
    pads: [1, 2, 1, 2],
    dilations: [2, 2],
    group: 8,
  };
  const conv = node({ name: 'c', op: 'Conv', attributes }, 'x', [[], []]);
  expect(describeSettings(conv)).toBe(
    '3 × 5 kernel, stride 2 × 1, padding 1 × 2, dilation 2, 8 groups',
  );
  const uneven = { ...conv, attributes: { kernel_shape: [3, 3], pads: [0, 0, 1, 1] } };
  expect(describeSettings(uneven)).toBe(
    '3 × 3 kernel, stride 1, padding top 0, left 0, bottom 1, right 1',
  );
});

test('groups of one channel each are called depthwise', () => {
  const attributes = { kernel_shape: [3, 3], group: 4 };
  const of = (channels: number) =>
    describeSettings(
      node(
        {
          name: 'c',
          op: 'Conv',
          inputs: ['x', 'w'],
          attributes,
          inputShapes: [
            [1, channels, 6, 6],
            [4, channels / 4, 3, 3],
          ],
        },
        'x',
        [
          [1, channels, 6, 6],
          [1, 4, 4, 4],
        ],
      ),
    );
  expect(of(4)).toBe('3 × 3 kernel, stride 1, no padding, depthwise');
  expect(of(8)).toBe('3 × 3 kernel, stride 1, no padding, 4 groups');
});
