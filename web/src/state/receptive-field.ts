// Which cells of other layers a cell depends on, and which it reaches. Rows and columns are followed
// each for itself, cell by cell: windows, joins and elementwise layers keep them apart, so that the box
// from the first to the last live row and column is exact, holes of dilation and stride included.

import { graphIndex } from './graph-index.js';
import type { GraphDescription, NodeDescription } from './network.js';
import { ravel, unravel } from './sum/access.js';
import { type Axis, planeAxes, windowAxes, windowStart } from './window.js';

/** Live rows and columns of a value [N, C, H, W] or [N, C, W], or which element of a vector is live. */
export type Region =
  | { kind: 'plane'; rows: Uint8Array; columns: Uint8Array }
  | { kind: 'element'; index: number }
  | { kind: 'all' };

export interface Box {
  /** First row and column, and how many. */
  y: number;
  x: number;
  height: number;
  width: number;
}

type Shape = readonly number[];

function planeOf(shape: Shape): [height: number, width: number] | undefined {
  if (shape.length === 4) return [shape[2] ?? 1, shape[3] ?? 1];
  if (shape.length === 3 && shape[0] === 1) return [1, shape[2] ?? 1];
  return undefined;
}

/** Everything of a value of that shape. */
function whole(shape: Shape): Region {
  const plane = planeOf(shape);
  if (!plane) return { kind: 'all' };
  const [rows, columns] = plane.map((size) => new Uint8Array(size).fill(1));
  return { kind: 'plane', rows: rows as Uint8Array, columns: columns as Uint8Array };
}

/** One cell of a map, or one element of a vector, at that flat index. */
export function regionOf(shape: Shape, index: number): Region {
  const plane = planeOf(shape);
  if (!plane) return { kind: 'element', index };
  const [height, width] = plane;
  const rows = new Uint8Array(height);
  const columns = new Uint8Array(width);
  const at = unravel(index, shape);
  rows[shape.length === 4 ? (at[2] ?? 0) : 0] = 1;
  columns[at.at(-1) ?? 0] = 1;
  return { kind: 'plane', rows, columns };
}

function ends(live: Uint8Array): [first: number, last: number] | undefined {
  const first = live.indexOf(1);
  return first < 0 ? undefined : [first, live.lastIndexOf(1)];
}

/** undefined for vectors, and where nothing is live. */
export function boxOf(region: Region | undefined): Box | undefined {
  if (region?.kind !== 'plane') return undefined;
  const [rows, columns] = [ends(region.rows), ends(region.columns)];
  if (!rows || !columns) return undefined;
  return {
    y: rows[0],
    x: columns[0],
    height: rows[1] - rows[0] + 1,
    width: columns[1] - columns[0] + 1,
  };
}

function union(a: Region | undefined, b: Region): Region {
  if (!a) return b;
  if (a.kind === 'plane' && b.kind === 'plane') {
    return {
      kind: 'plane',
      rows: a.rows.map((live, i) => live | (b.rows[i] ?? 0)),
      columns: a.columns.map((live, i) => live | (b.columns[i] ?? 0)),
    };
  }
  if (a.kind === 'element' && b.kind === 'element' && a.index === b.index) return a;
  return { kind: 'all' };
}

/** Input cells under the windows of live output cells; those of the padding are nowhere. */
function under(axis: Axis, live: Uint8Array): Uint8Array {
  const found = new Uint8Array(axis.input);
  live.forEach((isLive, cell) => {
    const start = windowStart(axis, cell);
    for (let k = 0; isLive && k < axis.kernel; k++) {
      const at = start + k * axis.dilation;
      if (at >= 0 && at < axis.input) found[at] = 1;
    }
  });
  return found;
}

/** Output cells whose window holds a live input cell. */
function over(axis: Axis, live: Uint8Array): Uint8Array {
  const found = new Uint8Array(axis.output);
  for (let cell = 0; cell < axis.output; cell++) {
    const start = windowStart(axis, cell);
    for (let k = 0; k < axis.kernel; k++) if (live[start + k * axis.dilation]) found[cell] = 1;
  }
  return found;
}

const SAME_ORDER = new Set(['Flatten', 'Reshape', 'Squeeze', 'Unsqueeze', 'Identity', 'Dropout']);
/** Operators that look at a whole map, row or column, however their shapes look. */
const MIXING = new Set([
  'Gemm',
  'MatMul',
  'Einsum',
  'Softmax',
  'LogSoftmax',
  'InstanceNormalization',
  'LayerNormalization',
  'GroupNormalization',
  'ConvTranspose',
  'Transpose',
  'Slice',
  'Gather',
  'Pad',
  'DepthToSpace',
  'SpaceToDepth',
  'ScatterND',
]);

/** Softmax over channels leaves positions apart. */
function mixes({ op, attributes }: NodeDescription, shape: Shape): boolean {
  const isSoftmax = op === 'Softmax' || op === 'LogSoftmax';
  if (isSoftmax && attributes.axis === 1 && shape.length === 4) return false;
  return MIXING.has(op);
}

/** The same plane on the other side of an elementwise layer; size 1 is broadcast. */
function across(region: Region, to: Shape): Region | undefined {
  const plane = planeOf(to);
  if (region.kind !== 'plane' || !plane) return undefined;
  const stretched = (live: Uint8Array, size: number): Uint8Array | undefined => {
    if (live.length === size) return live;
    return size === 1 || live.length === 1 ? new Uint8Array(size).fill(1) : undefined;
  };
  const [rows, columns] = [stretched(region.rows, plane[0]), stretched(region.columns, plane[1])];
  return rows && columns ? { kind: 'plane', rows, columns } : undefined;
}

/** An element, or a cell where one channel is as good as any, keeps its flat index. */
function sameOrder(region: Region, from: Shape, to: Shape): Region {
  if (region.kind === 'element') return regionOf(to, region.index);
  if (region.kind === 'plane' && from.length === to.length) return across(region, to) ?? whole(to);
  return whole(to);
}

type Direction = typeof under;

function through(node: NodeDescription, region: Region, from: Shape, to: Shape, way: Direction) {
  if (SAME_ORDER.has(node.op)) return sameOrder(region, from, to);
  if (mixes(node, from)) return whole(to);
  const axes = windowAxes(node);
  const plane = axes && planeAxes(axes);
  if (plane) {
    if (region.kind !== 'plane') return whole(to);
    const [rows, columns] = plane;
    return {
      kind: 'plane' as const,
      rows: way(rows, region.rows),
      columns: way(columns, region.columns),
    };
  }
  if (region.kind === 'element' && from.length === to.length && from.every((n, i) => n === to[i])) {
    return region;
  }
  return across(region, to) ?? whole(to);
}

export type Regions = ReadonlyMap<string, Region>;

/** The region of every value that this part of `value` is computed from, itself included. */
export function dependsOn(graph: GraphDescription, value: string, region: Region): Regions {
  const { producer, weights } = graphIndex(graph);
  const regions = new Map<string, Region>([[value, region]]);
  for (let index = producer.get(value) ?? -1; index >= 0; index--) {
    const node = graph.nodes[index] as NodeDescription;
    node.outputs.forEach((name, output) => {
      const of = name === '' ? undefined : regions.get(name);
      if (!of) return;
      node.inputs.forEach((from, input) => {
        if (from === '' || weights.has(from)) return;
        const to = node.inputShapes[input] ?? [];
        const next = through(node, of, node.outputShapes[output] ?? [], to, under);
        regions.set(from, union(regions.get(from), next));
      });
    });
  }
  return regions;
}

/** The region of every value that this part of `value` has a share in, itself included. */
export function reaches(graph: GraphDescription, value: string, region: Region): Regions {
  const regions = new Map<string, Region>([[value, region]]);
  const { producer } = graphIndex(graph);
  for (let index = (producer.get(value) ?? -1) + 1; index < graph.nodes.length; index++) {
    const node = graph.nodes[index] as NodeDescription;
    node.inputs.forEach((name, input) => {
      const of = name === '' ? undefined : regions.get(name);
      if (!of) return;
      node.outputs.forEach((to, output) => {
        if (to === '') return;
        const shape = node.outputShapes[output] ?? [];
        const next = through(node, of, node.inputShapes[input] ?? [], shape, over);
        regions.set(to, union(regions.get(to), next));
      });
    });
  }
  return regions;
}

/** Flat index of a channel's cell in a value of that shape. */
export function cellIndex(shape: Shape, channel: number, y: number, x: number): number {
  return shape.length === 4 ? ravel([0, channel, y, x], shape) : ravel([0, channel, x], shape);
}
