// The enlarged map: how it is laid out and what one cell of it says.

import type { Column } from './columns.js';
import type { KeptValue, Layout } from './network.js';
import type { Cell } from './places.js';

/** A vector up to this long stays one row. */
const ONE_ROW = 32;

/** Numbers in one channel of the column. */
export function elementsOf(column: Column): number {
  const { channels, height, width } = column.layout;
  if (!column.layout.flat) return height * width;
  return column.shape.reduce((product, size) => product * Math.max(size, 0), 1) / channels;
}

/** Maps keep their shape; a long vector is folded into rows, as near to a square as it goes. */
export function enlargedLayout(column: Column): Layout {
  if (!column.layout.flat) return column.layout;
  const size = elementsOf(column);
  if (size <= ONE_ROW) return { channels: 1, height: 1, width: size, flat: true };
  const width = Math.ceil(Math.sqrt(size));
  return { channels: 1, height: Math.ceil(size / width), width, flat: true };
}

export interface Reading {
  /** Position in the channel, row by row. */
  index: number;
  /** The float32 the engine computed. */
  value: number;
}

/** undefined where the cell is outside of the value (the last row of a folded vector). */
export function readCell(
  column: Column,
  value: KeptValue,
  channel: number,
  cell: Cell,
): Reading | undefined {
  const layout = enlargedLayout(column);
  const elements = elementsOf(column);
  const index = cell.y * layout.width + cell.x;
  if (cell.x >= layout.width || index >= elements) return undefined;
  const found = value.data[channel * elements + index];
  return found === undefined ? undefined : { index, value: found };
}
