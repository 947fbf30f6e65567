// Which layer is which value of the other side.

import { expect, test } from 'vitest';
import {
  byName,
  byOrder,
  Names,
  sameShape,
} from '../../../../../web/src/playground/features/compare/match.js';
import type { Column } from '../../../../../web/src/playground/network/columns.js';

function columns(
  ...list: [value: string, path: string[], shape: number[], op?: string][]
): Column[] {
  return list.map(([value, path, shape, op = 'Conv'], index) => ({
    ...{ index, value, name: `node ${value}`, path, shape, op, node: index },
  })) as unknown as Column[];
}

const found = (network: Column[], name: string, shape: number[], others: string[] = []) =>
  byName(network, { name, shape }, new Names(new Set([name, ...others])));

test('sizes of 1 in front say nothing, others do', () => {
  expect(sameShape([1, 10, 4, 4], [10, 4, 4])).toBe(true);
  expect(sameShape([10, 4, 4], [10, 4, 5])).toBe(false);
  expect(sameShape([1, 1], [])).toBe(true);
  expect(sameShape([2, 3], [3, 2])).toBe(false);
});

test('what has the name is it, whatever its shape', () => {
  const network = columns(['a', ['a'], [4]], ['b', ['b'], [4]]);
  expect(found(network, 'b', [9])).toEqual([{ column: 1, how: 'name' }]);
  expect(found(network, 'node a', [4])).toEqual([{ column: 0, how: 'name' }]);
  expect(found(network, 'c', [4])).toEqual([]);
});

test('of another network, a number for a name is no name of a layer of another operator', () => {
  const network = columns(['22', [], [4]], ['23', [], [4], 'Relu'], ['24', [], [4]]);
  const of = (name: string, node: string, op: string | undefined) =>
    byName(network, { name, node, op, shape: [4] }, new Names(new Set([name])));
  expect(of('22', 'MaxPool_4', 'MaxPool')).toEqual([]);
  expect(of('22', 'Conv_9', 'Conv')).toEqual([{ column: 0, how: 'name' }]);
  // The layer's own name comes before that of its value, and falls back to it.
  expect(of('22', 'node 24', 'Conv')).toEqual([{ column: 2, how: 'name' }]);
  expect(of('22', 'node 23', 'Conv')).toEqual([{ column: 0, how: 'name' }]);
});

test('of the same network, a value is the same one whatever operator it was given', () => {
  const network = columns(['v_before', [], [4]], ['v', [], [4], 'Mul']);
  const theirs = { name: 'v', node: 'node v_before', shape: [4] };
  expect(byName(network, theirs, new Names(new Set(['v'])))).toEqual([{ column: 1, how: 'name' }]);
});

test('a module gives what the last layer within it gives that has the shape', () => {
  const network = columns(
    ['v1', ['block', 'block.conv'], [4, 2, 2]],
    ['v2', ['block', 'block.relu'], [4, 2, 2]],
    ['v3', ['block', 'block.pool'], [4, 1, 1]],
  );
  expect(found(network, 'block.conv', [1, 4, 2, 2])).toEqual([{ column: 0, how: 'module' }]);
  expect(found(network, 'block', [1, 4, 1, 1])).toEqual([{ column: 2, how: 'module' }]);
  expect(found(network, 'block', [4, 2, 2]).map(({ column }) => column)).toEqual([1, 0]);
});

test('a module that is called three times: each call is the layer of its turn', () => {
  const network = columns(['v1', ['relu'], [4]], ['v2', ['relu'], [4]], ['v3', ['relu'], [4]]);
  const calls = ['relu', 'relu_1', 'relu_2'];
  expect(calls.map((name) => found(network, name, [4], calls)[0]?.column)).toEqual([0, 1, 2]);
});

test('thousands of calls of one module are counted once', () => {
  let looked = 0;
  class Watched extends Set<string> {
    override has(name: string): boolean {
      looked++;
      return super.has(name);
    }
  }
  const calls = ['relu', ...Array.from({ length: 999 }, (_, index) => `relu_${index + 1}`)];
  const names = new Names(new Watched(calls));
  const network = columns(['v1', ['relu'], [4]]);
  for (const name of calls)
    expect(byName(network, { name, shape: [4] }, names)).toEqual([{ column: 0, how: 'module' }]);
  // One look for each name, and one for each call that is counted.
  expect(looked).toBeLessThanOrEqual(2 * calls.length);
});

test('by order: layers between two that are known, of that shape, and of that operator where it is known', () => {
  const network = columns(
    ['v0', [], [4]],
    ['v1', [], [4], 'Relu'],
    ['v2', [], [9]],
    ['v3', [], [4]],
    ['v4', [], [4]],
  );
  const of = (op?: string) =>
    byOrder(network, { name: 'x', shape: [4], ...(op ? { op } : {}) }, 0, 4).map(
      ({ column }) => column,
    );
  expect(of()).toEqual([1, 3]);
  expect(of('Relu')).toEqual([1]);
});
