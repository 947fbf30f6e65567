// Parts of a value: which positions are live along each of its axes. The part is every cell whose
// positions are all live, so a box with holes.

import { ravel, unravel } from './sum/access.js';

type Shape = readonly number[];

/** One list an axis; empty for a single number, which is then live. */
export type Region = readonly Uint8Array[];

export interface Box {
  /** First row and column, and how many. */
  y: number;
  x: number;
  height: number;
  width: number;
}

export const all = (size: number): Uint8Array => new Uint8Array(size).fill(1);

export function whole(shape: Shape): Region {
  return shape.map(all);
}

/** The cell at that flat index. */
export function cellOf(shape: Shape, index: number): Region {
  return unravel(index, shape).map((at, axis) => {
    const live = new Uint8Array(shape[axis] ?? 0);
    live[at] = 1;
    return live;
  });
}

export function isEmpty(region: Region): boolean {
  return region.some((live) => !live.includes(1));
}

export function union(a: Region | undefined, b: Region): Region {
  return a ? a.map((live, axis) => live.map((is, at) => is | (b[axis]?.[at] ?? 0))) : b;
}

/** Cells beyond which a part is taken for the whole, rather than looked at one by one. */
const MOST = 2 ** 22;

/** Live positions of axes as those of one axis in their order. */
function flattened(axes: Region): Uint8Array {
  return axes.reduce((outer, inner) => {
    const found = new Uint8Array(outer.length * inner.length);
    outer.forEach((is, at) => {
      if (is) found.set(inner, at * inner.length);
    });
    return found;
  }, all(1));
}

/** The other way: which positions of those axes have a live cell. */
function unflattened(live: Uint8Array, shape: Shape): Region {
  const found = shape.map((size) => new Uint8Array(size));
  live.forEach((is, index) => {
    if (!is) return;
    unravel(index, shape).forEach((at, axis) => {
      (found[axis] as Uint8Array)[at] = 1;
    });
  });
  return found;
}

/**
 * The same cells, in the same order, under another shape. Axes that both have stay exact; of others,
 * neighbours that hold the same number of cells are taken together.
 */
export function reshaped(region: Region, to: Shape): Region {
  const from = region.map((live) => live.length);
  if (from.length === to.length && from.every((size, axis) => size === to[axis])) return region;
  if (isEmpty(region)) return to.map((size) => new Uint8Array(size));
  const found: Uint8Array[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const [firstFrom, firstTo] = [i, j];
    let [left, right] = [from[i++] ?? 1, to[j++] ?? 1];
    while (left !== right && (i < from.length || j < to.length)) {
      if (left < right && i < from.length) left *= from[i++] as number;
      else if (j < to.length) right *= to[j++] as number;
      else left *= from[i++] as number;
    }
    const [taken, wanted] = [region.slice(firstFrom, i), to.slice(firstTo, j)];
    if (taken.length === 1 && wanted.length === 1 && left === right) {
      found.push(taken[0] as Uint8Array);
    } else if (left !== right || left > MOST) found.push(...whole(wanted));
    else found.push(...unflattened(flattened(taken), wanted));
  }
  return found;
}

function ends(live: Uint8Array): [first: number, last: number] | undefined {
  const first = live.indexOf(1);
  return first < 0 ? undefined : [first, live.lastIndexOf(1)];
}

/** Rows and columns of maps [N, C, H, W], or of lists [1, C, W], which have one row. */
export function planeOf(region: Region): [rows: Uint8Array, columns: Uint8Array] | undefined {
  if (isEmpty(region)) return undefined;
  const [first, , third, fourth] = region;
  if (region.length === 4 && third && fourth) return [third, fourth];
  if (region.length === 3 && first?.length === 1 && third) return [all(1), third];
  return undefined;
}

/** undefined for what is no map, and where nothing is live. */
export function boxOf(region: Region | undefined): Box | undefined {
  const plane = region && planeOf(region);
  const [rows, columns] = plane ? [ends(plane[0]), ends(plane[1])] : [];
  if (!rows || !columns) return undefined;
  return {
    y: rows[0],
    x: columns[0],
    height: rows[1] - rows[0] + 1,
    width: columns[1] - columns[0] + 1,
  };
}

/** Flat index of a channel's cell in a value of that shape. */
export function cellIndex(shape: Shape, channel: number, y: number, x: number): number {
  return shape.length === 4 ? ravel([0, channel, y, x], shape) : ravel([0, channel, x], shape);
}
