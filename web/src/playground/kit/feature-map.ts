// Values to pixels: one pixel per value, so a canvas of W x H holds one H x W feature map and the
// browser does the enlarging.

import { type ColourMap, levelOf, STEPS } from './colour-map.js';

/** The part of CanvasRenderingContext2D that is needed here. */
export interface Surface {
  createImageData(width: number, height: number): { data: Uint8ClampedArray };
  putImageData(image: { data: Uint8ClampedArray }, x: number, y: number): void;
}

export interface Plane {
  /** Row by row, `height * width` values from `offset`. */
  data: Float32Array;
  offset: number;
  height: number;
  width: number;
  /** Fewer values than height * width: the rest stays clear (the end of a folded vector). */
  length?: number;
}

/**
 * Writes the plane's colours into pixels[0 .. height * width). middle: value in the middle of the scale;
 * limit: how far its ends are from that.
 */
export function planePixels(
  pixels: Uint32Array,
  plane: Plane,
  limit: number,
  map: ColourMap,
  middle = 0,
): void {
  const { data, offset } = plane;
  const count = plane.length ?? plane.height * plane.width;
  const scale = limit > 0 ? STEPS / limit : 0;
  const { packed, nonFinite } = map;
  for (let i = 0; i < count; i++) {
    const scaled = Math.round(((data[offset + i] as number) - middle) * scale);
    // NaN fails both comparisons below and an infinity has no place on the scale.
    if (!Number.isFinite(scaled)) pixels[i] = nonFinite;
    else if (scaled >= STEPS) pixels[i] = packed[2 * STEPS] as number;
    else if (scaled <= -STEPS) pixels[i] = packed[0] as number;
    else pixels[i] = packed[STEPS + scaled] as number;
  }
}

/** Draws the plane at the surface's top left corner, one pixel per value. */
export function drawPlane(
  surface: Surface,
  plane: Plane,
  limit: number,
  map: ColourMap,
  middle = 0,
): void {
  const image = surface.createImageData(plane.width, plane.height);
  planePixels(new Uint32Array(image.data.buffer), plane, limit, map, middle);
  surface.putImageData(image, 0, 0);
}

/** Draws the scale from its negative to its positive end along `width` pixels, one pixel high. */
export function drawLegend(surface: Surface, width: number, map: ColourMap): void {
  const image = surface.createImageData(width, 1);
  const pixels = new Uint32Array(image.data.buffer);
  for (let x = 0; x < width; x++) {
    pixels[x] = map.packed[levelOf((2 * x) / (width - 1) - 1, 1)] as number;
  }
  surface.putImageData(image, 0, 0);
}
