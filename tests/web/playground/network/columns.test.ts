import { describe, expect, test } from 'vitest';
import {
  channelName,
  columnsOf,
  MAX_ROWS,
} from '../../../../web/src/playground/network/columns.js';
import { tinyInfo } from '../../support/app.js';
import { factsFor } from '../../support/facts.js';
import { node, tinyVgg } from '../../support/graphs.js';

describe('TinyVGG', () => {
  const columns = columnsOf(tinyVgg());
  const named = (name: string) => columns.find((column) => column.name === name);

  test('has its input and every layer, in the order data flows', () => {
    expect(columns.map(({ name }) => name)).toEqual([
      'input',
      'conv_1_1',
      'relu_1_1',
      'conv_1_2',
      'relu_1_2',
      'max_pool_1',
      'conv_2_1',
      'relu_2_1',
      'conv_2_2',
      'relu_2_2',
      'max_pool_2',
      'flatten',
      'dense',
      'softmax',
    ]);
    expect(columns.map(({ index }) => index)).toEqual(columns.map((_, position) => position));
  });

  test('shows one map a channel, three for the input', () => {
    expect(named('input')?.rows).toBe(3);
    expect(named('conv_1_1')).toMatchObject({
      kind: 'maps',
      rows: 10,
      shape: [10, 62, 62],
      layout: { channels: 10, height: 62, width: 62 },
    });
  });

  test('folds the long vector at the width of the maps it came from, and lists the short ones', () => {
    expect(named('flatten')).toMatchObject({
      kind: 'strip',
      rows: 1,
      layout: { height: 130, width: 13 },
    });
    expect(named('dense')).toMatchObject({ kind: 'list', rows: 10, value: 'logits' });
    expect(named('softmax')).toMatchObject({ kind: 'list', rows: 10, value: 'output' });
  });

  test('knows which layers mix their channels', () => {
    const mixing = columns.filter(({ mixes }) => mixes).map(({ op }) => op);
    expect(mixing).toEqual(['Conv', 'Conv', 'Conv', 'Conv', 'Gemm', 'Softmax']);
    expect(columns.slice(1).every(({ follows }) => follows)).toBe(true);
  });
});

test('a depthwise convolution does not mix channels', () => {
  const graph = tinyVgg();
  const [first] = graph.nodes;
  if (first) {
    const attributes = { ...first.attributes, group: 3 };
    const inputShapes = [first.inputShapes[0] ?? [], [9, 1, 3, 3], [9]];
    const grouped = { ...first, attributes, inputShapes };
    graph.nodes[0] = { ...grouped, facts: factsFor(grouped) };
  }
  expect(columnsOf(graph)[1]?.mixes).toBe(false);
});

test('of many channels the first are drawn; constants are left out; a branch is not joined', () => {
  const graph = tinyVgg();
  const wide = [1, 64, 8, 8];
  graph.nodes = [
    node({ name: 'zero', op: 'Constant', inputs: [] }, '', [[], [1]]),
    node({ name: 'wide', op: 'Conv' }, 'input', [[1, 3, 64, 64], wide]),
    node({ name: 'aside', op: 'Relu' }, 'input', [wide, wide]),
  ];
  const columns = columnsOf(graph);
  expect(columns.map(({ name }) => name)).toEqual(['input', 'wide', 'aside']);
  expect(columns[1]).toMatchObject({ rows: MAX_ROWS, node: 1, layout: { channels: 64 } });
  expect(columns.map(({ follows }) => follows)).toEqual([false, true, false]);
});

test('1 x 1 maps are a vector', () => {
  const graph = tinyVgg();
  graph.nodes = [
    node({ name: 'gap', op: 'GlobalAveragePool' }, 'input', [
      [1, 512, 7, 7],
      [1, 512, 1, 1],
    ]),
  ];
  expect(columnsOf(graph)[1]).toMatchObject({ kind: 'strip', layout: { flat: true } });
});

test('the channels of the input are colours', () => {
  const [input, conv] = columnsOf(tinyVgg(), tinyInfo().preprocess);
  expect(input && channelName(input, 2)).toBe('channel 2 (blue)');
  expect(conv && channelName(conv, 2)).toBe('channel 2');
});
