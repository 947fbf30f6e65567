// Which cells of which maps a cell of the output is made of, as they are drawn.

import type { Column } from '../../network/columns.js';
import type { NodeDescription } from '../../network/network.js';
import { type Footprint, footprintsOf, type Margins, marginsOf } from '../../network/sum/index.js';
import type { LoadedModel } from '../../run/state.js';
import { originOf } from './origin.js';

/** Cells of one map. */
export interface Spot {
  column: Column;
  channel: number;
  /** Rows and columns that are read, in the order of the terms; outside of the map lies the padding. */
  ys: readonly (number | undefined)[];
  xs: readonly (number | undefined)[];
  /** Of the padding that is drawn around the map. */
  top: Margins;
  left: Margins;
  /** True where terms of the kernel meet no cell: a transposed convolution. */
  isSpread: boolean;
}

const NONE: Margins = { before: 0, after: 0 };

/** What a node reads at a position of its output. */
export interface Reading {
  model: LoadedModel;
  node: NodeDescription;
  prints: readonly Footprint[];
}

export function readingOf(model: LoadedModel, node: NodeDescription, position: number): Reading {
  return { model, node, prints: footprintsOf(node, position) };
}

/** True where the read counts the cells of that column's maps: [N, C, H, W]. */
function isOnMaps({ shape }: Footprint, { layout }: Column): boolean {
  const [, channels, height, width] = shape;
  return (
    shape.length === 4 &&
    !layout.flat &&
    channels === layout.channels &&
    height === layout.height &&
    width === layout.width
  );
}

/** channel: of the input; undefined: the one that the read names. */
export function mapSpot(
  { model, node }: Reading,
  print: Footprint,
  channel = print.axes[1]?.[0],
): Spot | undefined {
  const name = node.inputs[print.input];
  const column = model.columns.find(({ value }) => value === name);
  if (!column || channel === undefined || !isOnMaps(print, column)) return undefined;
  return {
    column,
    channel,
    ys: print.axes[2] ?? [],
    xs: print.axes[3] ?? [],
    top: marginsOf(node, print.input, 2),
    left: marginsOf(node, print.input, 3),
    isSpread: print.isSpread,
  };
}

/** An element of a value, on the maps that it is, or that it is a list of. */
export function listedSpot(
  { model }: Pick<Reading, 'model'>,
  value: string,
  element: number,
): Spot | undefined {
  const column = originOf(model, value);
  if (!column) return undefined;
  const { channels, height, width } = column.layout;
  const channel = Math.floor(element / (height * width));
  if (channel >= channels) return undefined;
  const within = element % (height * width);
  const [ys, xs] = [[Math.floor(within / width)], [within % width]];
  return { column, channel, ys, xs, top: NONE, left: NONE, isSpread: false };
}

export interface Marked {
  column: Column;
  channel: number;
  spots: readonly Spot[];
}

/** Each map once, with all that is marked on it. */
export function mapsOf(spots: readonly Spot[]): Marked[] {
  const found = new Map<string, { column: Column; channel: number; spots: Spot[] }>();
  for (const spot of spots) {
    const key = `${spot.column.index},${spot.channel}`;
    const known = found.get(key) ?? { column: spot.column, channel: spot.channel, spots: [] };
    known.spots.push(spot);
    found.set(key, known);
  }
  return [...found.values()];
}
