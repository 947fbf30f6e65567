import { expect, it } from 'vitest';
import { byOperator } from './operators.mjs';

const nodes = [
  { op: 'Conv', macs: 20e6, group: 1, channels: 3 },
  { op: 'Relu', macs: 0, group: 1, channels: 8 },
  { op: 'Conv', macs: 2e6, group: 8, channels: 8 },
  { op: 'Conv', macs: 12e6, group: 2, channels: 8 },
  { op: 'Softmax', macs: 0, group: 1, channels: 10 },
];

it('sums milliseconds and MACs by kind, with depthwise convolutions apart', () => {
  const runs = [
    [3, 0, 1, 1, 0.5],
    [2, 0, 0.5, 2, 0.25],
    [9, 0, 9, 9, 9],
  ];
  // Conv: 4, 4 and 18 ms, median 4; 32 million MACs are 64 million operations in 4 ms.
  expect(byOperator(nodes, runs, 64)).toEqual([
    { op: 'Conv', nodes: 2, ms: 4, macs: 32e6, gflops: 16, share: 0.25 },
    { op: 'Conv, depthwise', nodes: 1, ms: 1, macs: 2e6, gflops: 4, share: 0.0625 },
    { op: 'Softmax', nodes: 1, ms: 0.5, macs: 0, gflops: null, share: null },
  ]);
});
