import { expect, test } from 'vitest';
import { graphIndex } from '../../../../web/src/playground/network/graph-index.js';
import { node, tinyVgg } from '../../support/graphs.js';

test('who makes and who reads each value', () => {
  const graph = tinyVgg();
  const { producer, consumers, weights } = graphIndex(graph);
  expect(producer.get('conv_1_2')).toBe(2);
  expect(producer.has('input')).toBe(false);
  expect(consumers.get('input')).toEqual([0]);
  expect(consumers.get('conv_1_2.weight')).toEqual([2]);
  expect([...weights.keys()]).toEqual(graph.initializers.map(({ name }) => name));
  expect(graphIndex(graph)).toBe(graphIndex(graph));
});

test('a value read twice by one node counts once, and several readers stand in running order', () => {
  const square = [1, 2, 4, 4];
  const twice = node({ name: 'twice', op: 'Add', inputs: ['x', 'x'] }, 'x', [square, square]);
  const relu = node({ name: 'relu', op: 'Relu' }, 'x', [square, square]);
  const omitted = node({ name: 'clip', op: 'Clip', inputs: ['relu', '', ''] }, 'relu', [
    square,
    square,
  ]);
  const { consumers } = graphIndex({ ...tinyVgg(), nodes: [twice, relu, omitted] });
  expect(consumers.get('x')).toEqual([0, 1]);
  expect(consumers.get('relu')).toEqual([2]);
  expect(consumers.has('')).toBe(false);
});
