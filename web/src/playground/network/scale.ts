// Which values the ends of the colour scale stand for. Symmetric, -limit .. 0 .. +limit, but for the input:
// its maps are the picture's, from the darkest pixel to the brightest.

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

/** What the two ends of a map's colours stand for. */
export interface Ends {
  /** Pixels of the picture: from dark to bright. The others are from negative to positive. */
  isGrey: boolean;
  low: number;
  high: number;
}

function pixelEnds(
  mode: ScaleMode,
  { values }: Measured,
  { pixels, value: name, layout }: Column,
  channel: number,
): Ends | undefined {
  if (!pixels) return undefined;
  const value = values.get(name);
  if (mode === 'channel' && value) {
    const { min, max } = planeStatistics(value, channel, layout.height * layout.width);
    if (min < max) return { isGrey: true, low: min, high: max };
  }
  // Also where the others share one scale: it would leave nothing to see of the picture.
  return { isGrey: true, low: pixels.low, high: pixels.high };
}

/** The only source of a scale's ends: maps and legends both ask it. Both ends are 0 where nothing is known. */
export function endsOf(
  mode: ScaleMode,
  columns: readonly Column[],
  measured: Measured,
  column: Column,
  channel: number,
): Ends {
  const pixels = pixelEnds(mode, measured, column, channel);
  if (pixels) return pixels;
  const limit = limitOf(mode, columns, measured, column, channel);
  return { isGrey: false, low: -limit, high: limit };
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
