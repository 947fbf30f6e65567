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

function strongestIn({ channels }: MapForm, data: Float32Array, area: number): Uint16Array {
  const strongest = new Uint16Array(area);
  for (let cell = 0; cell < area; cell++) {
    let largest = data[cell] as number;
    for (let channel = 1; channel < channels; channel++) {
      const value = data[channel * area + cell] as number;
      if (value > largest) {
        largest = value;
        strongest[cell] = channel;
      }
    }
  }
  return strongest;
}

function sharesOf(strongest: Uint16Array): FoundMap['shares'] {
  const cells = new Map<number, number>();
  for (const channel of strongest) cells.set(channel, (cells.get(channel) ?? 0) + 1);
  return [...cells]
    .map(([channel, count]) => ({ channel, share: count / strongest.length }))
    .sort((a, b) => b.share - a.share || a.channel - b.channel);
}

/** data: [1, channels, height, width]; undefined where it is not all numbers. */
export function mapIn(form: MapForm, data: Float32Array): FoundMap | undefined {
  const { height, width, channels } = form;
  if (!data.every(Number.isFinite)) return undefined;
  if (channels > 1) {
    const strongest = strongestIn(form, data, height * width);
    const shares = sharesOf(strongest);
    return { height, width, strongest, shares, heat: new Float32Array(), least: 0, largest: 0 };
  }
  const least = data.reduce((low, value) => Math.min(low, value), Infinity);
  const largest = data.reduce((high, value) => Math.max(high, value), -Infinity);
  const range = largest - least || 1;
  const heat = data.map((value) => (value - least) / range);
  return { height, width, strongest: new Uint16Array(), shares: [], heat, least, largest };
}
