import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../../web/src/playground/network/columns.js';
import { pathOf } from '../../../../web/src/playground/network/module-path.js';
import {
  commonPath,
  joinModules,
  type Piece,
} from '../../../../web/src/playground/network/modules.js';
import { structureOf } from '../../../../web/src/playground/network/structure.js';
import { draw, graphOf } from '../../support/networks.js';

describe('what a layer lies in', () => {
  test.each([
    ['conv', undefined, ['conv']],
    ['layer1.0.conv1', undefined, ['layer1', 'layer1.0', 'layer1.0.conv1']],
    [
      '/layer1/layer1.0/conv1/Conv',
      undefined,
      ['layer1', 'layer1.0', 'layer1.0.conv1', 'layer1.0.conv1.Conv'],
    ],
    // A module's own children are not all called by its whole name.
    ['/features/0/Conv', undefined, ['features', 'features.0', 'features.0.Conv']],
    ['/Relu', undefined, ['Relu']],
    ['model/conv1/Conv2D', undefined, ['model', 'model/conv1', 'model/conv1/Conv2D']],
    [
      'node_relu_3',
      'layer1.0.relu',
      ['layer1', 'layer1.0', 'layer1.0.relu', 'layer1.0.relu.node_relu_3'],
    ],
    ['a sentence. And another', undefined, ['a sentence. And another']],
  ] as const)('%s', (name, module, path) => {
    expect(pathOf(name, module)).toEqual(path);
  });

  test('in common', () => {
    expect(
      commonPath([
        ['a', 'a.b', 'a.b.c'],
        ['a', 'a.b', 'a.b.d'],
        ['a', 'a.b'],
      ]),
    ).toEqual(['a', 'a.b']);
    expect(commonPath([['a'], ['b']])).toEqual([]);
    expect(commonPath([])).toEqual([]);
  });
});

/** A layer each, but those that stand in a list of their own: a block. */
function joined(layout: readonly (string | readonly string[])[]): Piece<string>[] {
  const names = layout.flat();
  let next = 0;
  const pieces = layout.map((of): Piece<string> => {
    const columns = (typeof of === 'string' ? [of] : of).map(() => next++);
    return { columns, kind: typeof of === 'string' ? undefined : 'residual' };
  });
  return joinModules(
    pieces,
    names.map((name) => pathOf(name)),
    'module',
  );
}

const summary = (pieces: readonly Piece<string>[]) =>
  pieces.map(({ columns, kind, name }) => [columns.length, kind, name]);

test('a chain that is one module is one block, and one that is most of the network is none', () => {
  const layout = ['stem', 'net.a.1', 'net.a.2', 'net.a.3', 'net.b.1', 'net.b.2', 'net.c'];
  expect(summary(joined(layout))).toEqual([
    [1, undefined, undefined],
    [3, 'module', 'net.a'],
    [2, 'module', 'net.b'],
    [1, undefined, undefined],
  ]);
});

test('a block takes in what belongs to its module, and two blocks are no one block', () => {
  const layout = [
    ...['stem', 'pool', 'relu', 'mean', 'flat', 'end'],
    ...['fire.1.squeeze', ['fire.1.left', 'fire.1.right']],
    ...['fire.2.squeeze', ['fire.2.left', 'fire.2.right']],
  ];
  expect(summary(joined(layout)).slice(6)).toEqual([
    [3, 'residual', 'fire.1'],
    [3, 'residual', 'fire.2'],
  ]);
});

test('a block has the outermost name that is its alone, and none that others share', () => {
  const layout = [
    ['a.0.block.x', 'a.0.block.y'],
    'b',
    ['c.0.x', 'c.0.y'],
    'c.1',
    ['c.2.x', 'c.2.y'],
  ];
  expect(summary(joined(layout))).toEqual([
    [2, 'residual', 'a'],
    [1, undefined, undefined],
    [2, 'residual', 'c.0'],
    [1, undefined, undefined],
    [2, 'residual', 'c.2'],
  ]);
  // The module goes on behind a layer that says nothing of it.
  expect(summary(joined([['a.x', 'a.y'], 'split', ['a.z', 'a.w']]))).toEqual([
    [2, 'residual', undefined],
    [1, undefined, undefined],
    [2, 'residual', undefined],
  ]);
});

test('without names of modules nothing is joined', () => {
  const layout = ['conv_1', 'relu_1', ['conv_2', 'add_1'], 'pool_1'];
  expect(summary(joined(layout))).toEqual([
    [1, undefined, undefined],
    [1, undefined, undefined],
    [2, 'residual', undefined],
    [1, undefined, undefined],
  ]);
});

test('modules that a file tells of its nodes are blocks of the network', () => {
  const net = draw(3, 64);
  let x = net.relu(net.conv(net.input, 8, 3));
  x = net.relu(net.conv(x, 8, 3));
  x = net.relu(net.conv(x, 8, 3));
  const graph = graphOf(net, net.dense(net.mean(x), 10));
  const [, second, third] = [0, 2, 4].map((at) => graph.nodes.slice(at, at + 2));
  const modules = new Map([
    ...(second ?? []).map(({ name }) => [name, 'body.1'] as const),
    ...(third ?? []).map(({ name }) => [name, 'body.2'] as const),
  ]);
  const { stages } = structureOf(graph, columnsOf(graph, undefined, modules));
  const blocks = stages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'block' ? [part.block] : [])),
  );
  expect(blocks.map(({ kind, name, columns }) => [kind, name, columns])).toEqual([
    ['module', 'body', [3, 4, 5, 6]],
  ]);
});
