// The strongest channel in each cell of an output of maps, or the values of the only one.

import type { MapForm } from './forms.js';

export interface FoundMap {
  height: number;
  width: number;
  /** The channel with the largest value in each cell, row by row; empty for a single channel. */
  strongest: Uint16Array;
  /** Channels that are the strongest somewhere, with their share of the cells, largest first. */
  shares: readonly { channel: number; share: number }[];
  /** Of a single channel: how far each cell is from the least to the largest value, 0..1. */
  heat: Float32Array;
  least: number;
  largest: number;
}

function strongestIn(
  { channels, channelsLast }: MapForm,
  data: ArrayLike<number>,
  area: number,
): Uint16Array {
  const strongest = new Uint16Array(area);
  const [ofCell, ofChannel] = channelsLast ? [channels, 1] : [1, area];
  for (let cell = 0; cell < area; cell++) {
    let largest = data[cell * ofCell] as number;
    for (let channel = 1; channel < channels; channel++) {
      const value = data[channel * ofChannel + cell * ofCell] as number;
      if (value > largest) {
        largest = value;
        strongest[cell] = channel;
      }
    }
  }
  return strongest;
}

/** undefined where a number is none of a class. */
function classesIn(data: ArrayLike<number>): Uint16Array | undefined {
  const classes = Uint16Array.from(data);
  return classes.every((index, cell) => index === data[cell]) ? classes : undefined;
}

function sharesOf(strongest: Uint16Array): FoundMap['shares'] {
  const cells = new Map<number, number>();
  for (const channel of strongest) cells.set(channel, (cells.get(channel) ?? 0) + 1);
  return [...cells]
    .map(([channel, count]) => ({ channel, share: count / strongest.length }))
    .sort((a, b) => b.share - a.share || a.channel - b.channel);
}

/** data: in the order of the form; undefined where it is not all numbers. */
export function mapIn(form: MapForm, data: ArrayLike<number>): FoundMap | undefined {
  const { height, width, channels, isClasses } = form;
  const values = Array.prototype.every.call(data, Number.isFinite) ? data : undefined;
  if (!values) return undefined;
  if (channels > 1 || isClasses) {
    const strongest = isClasses ? classesIn(values) : strongestIn(form, values, height * width);
    if (!strongest) return undefined;
    const shares = sharesOf(strongest);
    return { height, width, strongest, shares, heat: new Float32Array(), least: 0, largest: 0 };
  }
  let least = Infinity;
  let largest = -Infinity;
  for (let cell = 0; cell < values.length; cell++) {
    least = Math.min(least, values[cell] as number);
    largest = Math.max(largest, values[cell] as number);
  }
  const range = largest - least || 1;
  const heat = Float32Array.from(values, (value) => (value - least) / range);
  return { height, width, strongest: new Uint16Array(), shares: [], heat, least, largest };
}
