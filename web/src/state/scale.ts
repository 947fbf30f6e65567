// Which value the ends of the colour scale stand for. Always symmetric: -limit .. 0 .. +limit.

import type { Column } from './columns.js';
import type { KeptValue } from './network.js';
import { largest, planeStatistics, valueStatistics } from './statistics.js';

export type ScaleMode = 'layer' | 'channel' | 'network';

export const SCALE_MODES: readonly ScaleMode[] = ['layer', 'channel', 'network'];

type Values = ReadonlyMap<string, KeptValue>;

const networkLimits = new WeakMap<Values, number>();

function networkLimit(columns: readonly Column[], values: Values): number {
  const known = networkLimits.get(values);
  if (known !== undefined) return known;
  let limit = 0;
  for (const column of columns) {
    const value = values.get(column.value);
    if (value) limit = Math.max(limit, largest(valueStatistics(value)));
  }
  networkLimits.set(values, limit);
  return limit;
}

/** The value at the end of the scale for one map; 0 where every value is 0 or nothing is known. */
export function limitOf(
  mode: ScaleMode,
  columns: readonly Column[],
  values: Values,
  column: Column,
  channel: number,
): number {
  const value = values.get(column.value);
  if (!value) return 0;
  if (mode === 'network') return networkLimit(columns, values);
  if (mode === 'layer' || column.layout.flat) return largest(valueStatistics(value));
  const area = column.layout.height * column.layout.width;
  return largest(planeStatistics(value, channel, area));
}
