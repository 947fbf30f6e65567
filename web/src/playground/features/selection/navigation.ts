// Arrow keys in the network (left and right over layers, up and down over channels) and in an
// enlarged map.

import type { Column } from '../../network/columns.js';
import type { Layout } from '../../network/network.js';
import type { Cell, MapAddress } from '../../network/places.js';

function clamp(value: number, last: number): number {
  return Math.min(Math.max(value, 0), Math.max(last, 0));
}

/** Where a key leads in the network; undefined for a key that means nothing here. */
export function moveFocus(
  columns: readonly Column[],
  at: MapAddress,
  key: string,
): MapAddress | undefined {
  const target = { ...at };
  if (key === 'ArrowLeft') target.column--;
  else if (key === 'ArrowRight') target.column++;
  else if (key === 'ArrowUp') target.channel--;
  else if (key === 'ArrowDown') target.channel++;
  else if (key === 'Home') target.column = 0;
  else if (key === 'End') target.column = columns.length - 1;
  else return undefined;
  target.column = clamp(target.column, columns.length - 1);
  const rows = columns[target.column]?.rows ?? 1;
  target.channel = clamp(target.channel, rows - 1);
  return target;
}

/** Where a key leads in an enlarged map; undefined for a key that means nothing here. */
export function moveCell(layout: Layout, from: Cell | undefined, key: string): Cell | undefined {
  const cell = from ? { ...from } : { y: 0, x: 0 };
  const step = from ? 1 : 0;
  if (key === 'ArrowLeft') cell.x -= step;
  else if (key === 'ArrowRight') cell.x += step;
  else if (key === 'ArrowUp') cell.y -= step;
  else if (key === 'ArrowDown') cell.y += step;
  else if (key === 'Home') cell.x = 0;
  else if (key === 'End') cell.x = layout.width - 1;
  else return undefined;
  return { y: clamp(cell.y, layout.height - 1), x: clamp(cell.x, layout.width - 1) };
}

/** The previous or next channel of the same layer, all channels counted; stays at the ends. */
export function stepChannel(columns: readonly Column[], at: MapAddress, by: number): MapAddress {
  const channels = columns[at.column]?.layout.channels ?? 1;
  return { column: at.column, channel: clamp(at.channel + by, channels - 1) };
}

/** The previous or next layer, same channel where it has one; stays at the ends. */
export function stepLayer(columns: readonly Column[], at: MapAddress, by: number): MapAddress {
  const column = clamp(at.column + by, columns.length - 1);
  const channels = columns[column]?.layout.channels ?? 1;
  return { column, channel: clamp(at.channel, channels - 1) };
}
