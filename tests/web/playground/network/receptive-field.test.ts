import { describe, expect, test } from 'vitest';
import { dependsOn, reaches } from '../../../../web/src/playground/network/receptive-field.js';
import {
  boxOf,
  cellIndex,
  cellOf,
  type Region,
  reshaped,
} from '../../../../web/src/playground/network/regions.js';
import { mixesChannels } from '../../../../web/src/playground/network/roles.js';
import type { GraphDescription, NodeFacts } from '../../../../web/src/protocol/index.js';
import { node, tinyVgg } from '../../support/graphs.js';

type Shape = number[];

/** One layer of a made-up operator, of which only the facts are known. */
function layer(facts: NodeFacts | undefined, from: Shape, to: Shape): GraphDescription {
  const made = node({ name: 'y', op: 'Frobnicate', facts: facts ? [facts] : [] }, 'x', [from, to]);
  return { ...tinyVgg(), nodes: [made], initializers: [] };
}

const own: NodeFacts = { formula: 'tanh(x)', reads: [{ letter: 'x', input: 0 }] };
const live = (region: Region | undefined) =>
  region?.map((axis) => [...axis.keys()].filter((at) => axis[at] === 1));

const MAP = [1, 2, 5, 6];
const cell = cellIndex(MAP, 1, 3, 4);

describe('an operator that nobody has heard of', () => {
  const everything = [[0], [0, 1], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5]];

  test.each([
    ['says nothing', undefined],
    ['says that it is unknown', { ...own, unknown: 1 as const }],
  ])('%s: a cell may depend on everything, and reach everything', (_, facts) => {
    const graph = layer(facts, MAP, MAP);
    expect(live(dependsOn(graph, 'y', cellOf(MAP, cell)).get('x'))).toEqual(everything);
    expect(live(reaches(graph, 'x', cellOf(MAP, cell)).get('y'))).toEqual(everything);
    expect(mixesChannels(graph.nodes[0] as never)).toBe(true);
  });

  test('says "the same cell": that one alone', () => {
    const graph = layer(own, MAP, MAP);
    const one = [[0], [1], [3], [4]];
    expect(live(dependsOn(graph, 'y', cellOf(MAP, cell)).get('x'))).toEqual(one);
    expect(live(reaches(graph, 'x', cellOf(MAP, cell)).get('y'))).toEqual(one);
    expect(mixesChannels(graph.nodes[0] as never)).toBe(false);
  });

  test('says "a window": its cells, with the holes of its dilation, and none of the padding', () => {
    const axis = (from: number, start: number, stride: number, step: number) => ({
      from,
      along: from - 2,
      start,
      stride,
      step,
    });
    const axes = [{ from: 0 }, { from: 1 }, axis(2, -1, 2, 1), axis(3, 0, 1, 2)];
    const facts = { formula: 'max(x)', reads: [{ letter: 'x', input: 0, axes }], terms: [3, 2] };
    const graph = layer(facts, MAP, [1, 2, 2, 4]);
    const first = dependsOn(graph, 'y', cellOf([1, 2, 2, 4], 0)).get('x');
    // Rows -1, 0, 1 of which -1 is padding; columns 0 and 2.
    expect(live(first)).toEqual([[0], [0], [0, 1], [0, 2]]);
    expect(boxOf(first)).toEqual({ y: 0, x: 0, height: 2, width: 3 });
    const after = reaches(graph, 'x', cellOf(MAP, cellIndex(MAP, 0, 1, 3))).get('y');
    // Row 1 is in the windows at -1 and 1; column 3 in those at 1 and 3.
    expect(live(after)).toEqual([[0], [0], [0, 1], [1, 3]]);
  });

  test('says "a whole axis": all of it, and the other axes apart', () => {
    const axes = [{ from: 0 }, { along: 0 }, { from: 2 }, { from: 3 }];
    const reads = [
      { letter: 'x', input: 0 },
      { letter: 'y', input: 0, axes },
    ];
    const graph = layer({ formula: 'share(x, y)', reads, terms: [2] }, MAP, MAP);
    expect(live(dependsOn(graph, 'y', cellOf(MAP, cell)).get('x'))).toEqual([
      [0],
      [0, 1],
      [3],
      [4],
    ]);
    expect(mixesChannels(graph.nodes[0] as never)).toBe(true);
  });

  test('says "a table": the positions in it', () => {
    const table = [4, 1, -1];
    const axes = [{ from: 0, table }];
    const graph = layer({ formula: 'x', reads: [{ letter: 'x', input: 0, axes }] }, [6], [3]);
    expect(live(dependsOn(graph, 'y', cellOf([3], 0)).get('x'))).toEqual([[4]]);
    expect(dependsOn(graph, 'y', cellOf([3], 2)).has('x')).toBe(false);
    expect(live(reaches(graph, 'x', cellOf([6], 1)).get('y'))).toEqual([[1]]);
  });
});

test('of pieces side by side only the one that holds the cell counts', () => {
  const graph = tinyVgg();
  const shape = [1, 2, 3, 3];
  const join = node(
    {
      name: 'joined',
      op: 'Concat',
      inputs: ['left', 'right'],
      inputShapes: [shape, shape],
    },
    'left',
    [shape, [1, 4, 3, 3]],
  );
  const found = dependsOn({ ...graph, nodes: [join], initializers: [] }, 'joined', [
    ...cellOf([1, 4, 3, 3], cellIndex([1, 4, 3, 3], 3, 1, 2)),
  ]);
  expect(found.has('left')).toBe(false);
  expect(live(found.get('right'))).toEqual([[0], [1], [1], [2]]);
});

describe('the same cells under another shape', () => {
  test('a flattened cell is found again', () => {
    const flat = reshaped(cellOf([1, 3, 4, 5], cellIndex([1, 3, 4, 5], 2, 1, 3)), [1, 60]);
    expect(live(flat)).toEqual([[0], [2 * 20 + 1 * 5 + 3]]);
    expect(live(reshaped(flat, [1, 3, 4, 5]))).toEqual([[0], [2], [1], [3]]);
  });

  test('axes that both have stay exact beside those that are split', () => {
    const region = [new Uint8Array([1, 0, 1]), new Uint8Array([0, 0, 0, 1, 1, 0])];
    expect(live(reshaped(region, [3, 2, 3]))).toEqual([[0, 2], [1], [0, 1]]);
  });

  test('axes of length 1 come and go', () => {
    expect(live(reshaped(cellOf([4], 2), [1, 4, 1]))).toEqual([[0], [2], [0]]);
    expect(live(reshaped(cellOf([1, 4, 1], 2), [4]))).toEqual([[2]]);
    expect(live(reshaped([], [1, 1]))).toEqual([[0], [0]]);
  });
});

test('TinyVGG: what a cell of the last pooling sees', () => {
  // 2x2 pool, two 3x3, 2x2 pool, two 3x3: 1 -> 2 -> 4 -> 6 -> 12 -> 14 -> 16.
  const shape = [1, 10, 13, 13];
  const region = cellOf(shape, cellIndex(shape, 0, 2, 5));
  const box = boxOf(dependsOn(tinyVgg(), 'max_pool_2', region).get('input'));
  expect(box).toEqual({ y: 8, x: 20, height: 16, width: 16 });
});
