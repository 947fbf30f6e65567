// Which value the ends of the colour scale stand for. Always symmetric: -limit .. 0 .. +limit.

import type { Column } from './columns.js';
import type { KeptValue } from './network.js';
import { largest, planeStatistics, type Statistics, valueStatistics } from './statistics.js';

export type ScaleMode = 'layer' | 'channel' | 'network';

export const SCALE_MODES: readonly ScaleMode[] = ['layer', 'channel', 'network'];

/** What is known of a run: statistics of every layer, and the values that were read so far. */
export interface Measured {
  values: ReadonlyMap<string, KeptValue>;
  statistics: ReadonlyMap<string, Statistics>;
}

export const UNMEASURED: Measured = { values: new Map(), statistics: new Map() };

type LayerStatistics = Measured['statistics'];
const networkLimits = new WeakMap<LayerStatistics, number>();

function networkLimit(columns: readonly Column[], statistics: LayerStatistics): number {
  const known = networkLimits.get(statistics);
  if (known !== undefined) return known;
  let limit = 0;
  for (const column of columns) {
    const layer = statistics.get(column.value);
    if (layer) limit = Math.max(limit, largest(layer));
  }
  networkLimits.set(statistics, limit);
  return limit;
}

/** The value at the end of the scale for one map; 0 where every value is 0 or nothing is known. */
export function limitOf(
  mode: ScaleMode,
  columns: readonly Column[],
  { values, statistics }: Measured,
  column: Column,
  channel: number,
): number {
  if (mode === 'network') return networkLimit(columns, statistics);
  const value = values.get(column.value);
  if (mode === 'layer' || column.layout.flat) {
    const layer = statistics.get(column.value) ?? (value && valueStatistics(value));
    return layer ? largest(layer) : 0;
  }
  if (!value) return 0;
  const area = column.layout.height * column.layout.width;
  return largest(planeStatistics(value, channel, area));
}
