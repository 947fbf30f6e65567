// An output as figures: what is shown of one that is nothing else.

import type { OutputValue } from '../../run/state.js';
import type { Found } from './state.js';

export interface OutputFigures {
  name: string;
  /** As the engine stores it, such as "float32". */
  type: string;
  dims: readonly number[];
  /** Of its finite values; NaN where it has none. */
  least: number;
  largest: number;
  mean: number;
  /** How many are NaN or infinite. */
  notFinite: number;
  /** The first ones, in order. */
  first: readonly number[];
  /** What it is taken for, where its shape tells. */
  found?: Found;
}

/** Values that are listed. */
const FIRST = 8;

export function figuresOf({ name, type, dims, data }: OutputValue): OutputFigures {
  let [least, largest, sum, finite] = [Number.NaN, Number.NaN, 0, 0];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) continue;
    if (!(value >= least)) least = value;
    if (!(value <= largest)) largest = value;
    sum += value;
    finite += 1;
  }
  return {
    ...{ name, type, dims, least, largest },
    mean: finite > 0 ? sum / finite : Number.NaN,
    notFinite: data.length - finite,
    first: Array.from({ length: Math.min(FIRST, data.length) }, (_, i) => data[i] as number),
  };
}
