// What excites each channel of one layer most: in each picture the cell with the largest value, and of all
// pictures the nine whose cells are the largest.

import { type KeptValue, layoutOf } from '../../network/network.js';

/** Patches that are kept for each channel. */
export const NINE = 9;

export interface Patch {
  /** Number of the picture, in the order in which pictures were looked at. */
  picture: number;
  value: number;
  /** The cell, in the map of that picture. */
  y: number;
  x: number;
}

/** Maps as they are, and each number of a vector as a map of one cell. */
export function mapsOf(dims: readonly number[]): { count: number; height: number; width: number } {
  const { channels, height, width, flat } = layoutOf(dims);
  return flat ? { count: width, height: 1, width: 1 } : { count: channels, height, width };
}

/** Index of the first cell with the largest value; NaN is never the largest. undefined where there is no other. */
function largestIn(data: Float32Array, from: number, to: number): number | undefined {
  let at: number | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const value = data[i] as number;
    if (value > most || (at === undefined && !Number.isNaN(value))) [at, most] = [i, value];
  }
  return at;
}

export class BestPatches {
  private readonly lists: Patch[][] = [];

  /** Call in the order of the pictures: of two equal values the earlier picture stands first. Returns whether it is kept. */
  add(picture: number, { dims, data }: KeptValue): boolean {
    const { count, height, width } = mapsOf(dims);
    const area = height * width;
    let isKept = false;
    for (let channel = 0; channel < count; channel++) {
      const at = largestIn(data, channel * area, (channel + 1) * area);
      if (at === undefined) continue;
      const cell = at - channel * area;
      const place = { y: Math.floor(cell / width), x: cell % width };
      const patch = { picture, value: data[at] as number, ...place };
      isKept = this.insert(channel, patch) || isKept;
    }
    return isKept;
  }

  private insert(channel: number, patch: Patch): boolean {
    this.lists[channel] ??= [];
    const list = this.lists[channel];
    const last = list[NINE - 1];
    if (last && last.value >= patch.value) return false;
    const before = list.findIndex(({ value }) => value < patch.value);
    list.splice(before < 0 ? list.length : before, 0, patch);
    list.length = Math.min(list.length, NINE);
    return true;
  }

  /** The largest first; at most nine. */
  of(channel: number): readonly Patch[] {
    return this.lists[channel] ?? [];
  }

  /** Numbers of all pictures that one of the lists has. */
  pictures(): Set<number> {
    return new Set(this.lists.flatMap((list) => list.map(({ picture }) => picture)));
  }
}
