// Minimum, maximum and mean of what is on screen. NaN and infinities are counted and left out.

import type { KeptValue } from './network.js';

export interface Statistics {
  /** NaN where there is no finite value. */
  min: number;
  max: number;
  mean: number;
  zeros: number;
  nonFinite: number;
  elements: number;
}

/** Of data[offset .. offset + length). */
export function statisticsOf(data: Float32Array, offset = 0, length = data.length): Statistics {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let zeros = 0;
  let nonFinite = 0;
  for (let i = offset; i < offset + length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) {
      nonFinite++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) zeros++;
    sum += value;
  }
  const finite = length - nonFinite;
  if (finite === 0) return { min: NaN, max: NaN, mean: NaN, zeros, nonFinite, elements: length };
  return { min, max, mean: sum / finite, zeros, nonFinite, elements: length };
}

/** Largest absolute finite value; 0 where there is none. */
export function largest(statistics: Statistics): number {
  if (statistics.nonFinite === statistics.elements) return 0;
  return Math.max(Math.abs(statistics.min), Math.abs(statistics.max));
}

interface Cached {
  whole?: Statistics;
  planes: Map<number, Statistics>;
}

// A kept value never changes, so what was computed for it stays true as long as it lives.
const cache = new WeakMap<KeptValue, Cached>();

function cached(value: KeptValue): Cached {
  const known = cache.get(value);
  if (known) return known;
  const made: Cached = { planes: new Map() };
  cache.set(value, made);
  return made;
}

export function valueStatistics(value: KeptValue): Statistics {
  const entry = cached(value);
  entry.whole ??= statisticsOf(value.data);
  return entry.whole;
}

/** Of the plane of `area` values number `channel`. */
export function planeStatistics(value: KeptValue, channel: number, area: number): Statistics {
  const { planes } = cached(value);
  const known = planes.get(channel);
  if (known) return known;
  const made = statisticsOf(value.data, channel * area, area);
  planes.set(channel, made);
  return made;
}
