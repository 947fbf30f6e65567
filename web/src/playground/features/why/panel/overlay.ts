// A picture with a map laid over it: where the map is zero the picture shows, in grey, so that every colour is the
// map's; towards the ends of the scale the scale's colours do.

import { type ColourMap, levelOf, STEPS, unpack } from '../../../kit/colour-map.js';

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

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** y, x: shares of the map, 0..1. Bilinear over the middles of cells, constant at the rim. */
export function sampleSmooth({ data, height, width }: OverlayMap, y: number, x: number): number {
  // Called for every pixel: nothing is allocated here.
  const row = Math.min(Math.max(y * height - 0.5, 0), height - 1);
  const column = Math.min(Math.max(x * width - 0.5, 0), width - 1);
  const top = Math.floor(row);
  const left = Math.floor(column);
  const below = top + 1 < height ? width : 0;
  const beside = left + 1 < width ? 1 : 0;
  const at = top * width + left;
  const upper = mix(data[at] as number, data[at + beside] as number, column - left);
  const lower = mix(data[at + below] as number, data[at + below + beside] as number, column - left);
  return mix(upper, lower, row - top);
}

function sampleCell({ data, height, width }: OverlayMap, y: number, x: number): number {
  const row = Math.min(Math.floor(y * height), height - 1);
  const column = Math.min(Math.floor(x * width), width - 1);
  return data[row * width + column] as number;
}

/** Contrast that is left of the picture: what is laid over it has the rest. */
const CONTRAST = 0.6;

/** The picture becomes grey, between the colour of zero and the other end: light on light pages, dark on dark ones. */
export function greyOut(rgba: Uint8ClampedArray, { packed, theme }: ColourMap): void {
  const [zero] = unpack(packed[STEPS] as number);
  for (let at = 0; at < rgba.length; at += 4) {
    const [red, green, blue] = [rgba[at], rgba[at + 1], rgba[at + 2]] as [number, number, number];
    // Brightness as the eye weighs colours (ITU-R BT.601).
    const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
    const shown = theme === 'dark' ? zero + CONTRAST * grey : zero - CONTRAST * (255 - grey);
    rgba.fill(shown, at, at + 3);
  }
}

/** How much of the colour is laid over, and which: small amounts are seen too, and there is no edge at zero. */
const shareOf = (amount: number): number => amount * (2 - amount);
const LEAST_COLOUR = 0.3;

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
      const amount = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0;
      const share = shareOf(amount) * opacity;
      const strength = Math.sign(value) * Math.max(amount, LEAST_COLOUR);
      const colour = colours.packed[levelOf(strength, 1)] as number;
      const at = 4 * (y * width + x);
      // Red is the lowest byte of a packed colour.
      for (let c = 0; c < 3; c++) {
        const part = (colour >>> (8 * c)) & 255;
        rgba[at + c] = (rgba[at + c] as number) * (1 - share) + part * share;
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
