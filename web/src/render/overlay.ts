// A picture with a map laid over it: where the map is zero the picture shows, towards the ends of the
// scale the scale's colours do.

import { type ColourMap, levelOf, unpack } from './colour-map.js';

export interface OverlayMap {
  height: number;
  width: number;
  /** Row by row. */
  data: ArrayLike<number>;
}

export interface OverlayLook {
  /** Value at the end of the scale. */
  limit: number;
  /** Of the colours at the end of the scale, 0..1. */
  opacity: number;
  /** Between the middles of cells, instead of whole cells. */
  isSmooth: boolean;
}

/** Neighbouring cells of a position and how much the later one counts. */
function between(at: number, size: number): [low: number, high: number, share: number] {
  const place = Math.min(Math.max(at, 0), size - 1);
  const low = Math.floor(place);
  return [low, Math.min(low + 1, size - 1), place - low];
}

/** y, x: shares of the map, 0..1. Bilinear over the middles of cells, constant at the rim. */
export function sampleSmooth({ data, height, width }: OverlayMap, y: number, x: number): number {
  const [top, bottom, down] = between(y * height - 0.5, height);
  const [left, right, across] = between(x * width - 0.5, width);
  const at = (row: number, column: number): number => data[row * width + column] as number;
  const upper = at(top, left) * (1 - across) + at(top, right) * across;
  const lower = at(bottom, left) * (1 - across) + at(bottom, right) * across;
  return upper * (1 - down) + lower * down;
}

function sampleCell({ data, height, width }: OverlayMap, y: number, x: number): number {
  const row = Math.min(Math.floor(y * height), height - 1);
  const column = Math.min(Math.floor(x * width), width - 1);
  return data[row * width + column] as number;
}

/** rgba: height x width pixels, opaque; is written over. */
export function blendOver(
  rgba: Uint8ClampedArray,
  size: { height: number; width: number },
  map: OverlayMap,
  { limit, opacity, isSmooth }: OverlayLook,
  colours: ColourMap,
): void {
  const sample = isSmooth ? sampleSmooth : sampleCell;
  const { height, width } = size;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = sample(map, (y + 0.5) / height, (x + 0.5) / width);
      const share = limit > 0 ? Math.min(1, Math.abs(value) / limit) * opacity : 0;
      const colour = unpack(colours.packed[levelOf(value, limit)] as number);
      const at = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) {
        rgba[at + c] = (rgba[at + c] as number) * (1 - share) + (colour[c] as number) * share;
      }
    }
  }
}

interface Pixels {
  data: Uint8ClampedArray;
  height: number;
  width: number;
}

/** Each pixel becomes a square of whole pixels. `to` is a whole number of times as large. */
export function enlargePixels(from: Pixels, to: Pixels): void {
  const times = to.width / from.width;
  const source = new Uint32Array(from.data.buffer);
  const target = new Uint32Array(to.data.buffer);
  for (let y = 0; y < to.height; y++) {
    const row = Math.floor(y / times) * from.width;
    for (let x = 0; x < to.width; x++) {
      target[y * to.width + x] = source[row + Math.floor(x / times)] as number;
    }
  }
}
