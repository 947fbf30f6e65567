// Smaller versions of a picture that is too large to be read while a pointer moves.

import { onWhite, type Rgba } from '../../pixels/resample.js';

/** A picture and its halves, largest first. */
export type Levels = readonly [Rgba, ...Rgba[]];

/**
 * Up to this many pixels are read from the picture itself, more from a smaller version of it. A region
 * is read anew while it is dragged; the usual part only once, so that it may be exact.
 */
export const MOST_PIXELS = { whole: 1_500_000, region: 400_000 };

/**
 * Half of the size, rows [from, to) of the result: every pixel is the mean of four, opaque, where they
 * are transparent on white. An odd last row or column is left out.
 */
export function halveRows({ data, width }: Rgba, out: Rgba, from: number, to: number): void {
  const stride = 4 * width;
  for (let y = from; y < to; y++) {
    let at = 2 * y * stride;
    let into = 4 * y * out.width;
    for (let x = 0; x < out.width; x++, at += 8, into += 4) {
      const below = at + stride;
      const [a, b] = [data[at + 3] as number, data[at + 7] as number];
      const [c, d] = [data[below + 3] as number, data[below + 7] as number];
      for (let i = 0; i < 3; i++) {
        const sum =
          onWhite(data[at + i] as number, a) +
          onWhite(data[at + 4 + i] as number, b) +
          onWhite(data[below + i] as number, c) +
          onWhite(data[below + 4 + i] as number, d);
        out.data[into + i] = (sum + 2) >> 2;
      }
      out.data[into + 3] = 255;
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
