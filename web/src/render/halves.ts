// Smaller versions of a picture that is too large to be read while a pointer moves.

import type { Rgba } from './resample.js';

/** A picture and its halves, largest first. */
export type Levels = readonly [Rgba, ...Rgba[]];

/**
 * Up to this many pixels are read from the picture itself, more from a smaller version of it. A region
 * is read anew while it is dragged; the usual part only once, so that it may be exact.
 */
export const MOST_PIXELS = { whole: 1_500_000, region: 400_000 };

/** Half of the size, every pixel the mean of four, rows [from, to) of the result. An odd last row
 * or column is left out. Alpha is averaged like a colour. */
export function halveRows(source: Rgba, out: Rgba, from: number, to: number): void {
  const { data } = source;
  const stride = 4 * source.width;
  const length = 4 * out.width;
  for (let y = from; y < to; y++) {
    const into = y * length;
    // Byte by byte: the pixel beside is 4 bytes on, and every second pixel is left out.
    for (let i = 0; i < length; i++) {
      const at = 2 * y * stride + 2 * (i & ~3) + (i & 3);
      const above = (data[at] as number) + (data[at + 4] as number);
      const below = (data[at + stride] as number) + (data[at + stride + 4] as number);
      out.data[into + i] = (above + below + 2) >> 2;
    }
  }
}

/** Pixels that are made at a time. */
const SLICE = 100_000;

/**
 * The picture and smaller versions of it, each half of the one before, for pictures too large to be
 * read while a pointer moves. Work of a few milliseconds at a time, between which it calls `pause`.
 */
export async function halvesOf(picture: Rgba, pause: () => Promise<void>): Promise<Levels> {
  const levels: [Rgba, ...Rgba[]] = [picture];
  let source = picture;
  while (
    source.width * source.height > MOST_PIXELS.region &&
    Math.min(source.width, source.height) > 1
  ) {
    const width = source.width >> 1;
    const height = source.height >> 1;
    const half = { data: new Uint8ClampedArray(4 * width * height), width, height };
    const rows = Math.max(1, Math.floor(SLICE / width));
    for (let y = 0; y < height; y += rows) {
      halveRows(source, half, y, Math.min(height, y + rows));
      await pause();
    }
    levels.push(half);
    source = half;
  }
  return levels;
}
