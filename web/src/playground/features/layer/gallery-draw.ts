// Many maps on one canvas: each is enlarged by whole values, or reduced by their mean.

import { type ColourMap, STEPS } from '../../kit/colour-map.js';
import type { Plane, Surface } from '../../kit/feature-map.js';

export interface TileBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Into an image of `stride` pixels per row. */
export interface Target {
  pixels: Uint32Array;
  stride: number;
}

/** value: less the one in the middle of the scale. */
function colourOf(value: number, scale: number, { packed, nonFinite }: ColourMap): number {
  const scaled = Math.round(value * scale);
  if (!Number.isFinite(scaled)) return nonFinite;
  return packed[STEPS + Math.min(STEPS, Math.max(-STEPS, scaled))] as number;
}

/** Ends of the source cells under each pixel: [from, to) and at least one cell. */
function cuts(pixels: number, cells: number): Int32Array {
  const ends = new Int32Array(2 * pixels);
  for (let i = 0; i < pixels; i++) {
    const from = Math.floor((i * cells) / pixels);
    ends[2 * i] = from;
    ends[2 * i + 1] = Math.max(from + 1, Math.floor(((i + 1) * cells) / pixels));
  }
  return ends;
}

function meanOf(plane: Plane, rows: [number, number], columns: [number, number]): number {
  const { data, offset, width } = plane;
  let sum = 0;
  for (let y = rows[0]; y < rows[1]; y++) {
    for (let x = columns[0]; x < columns[1]; x++) sum += data[offset + y * width + x] as number;
  }
  return sum / ((rows[1] - rows[0]) * (columns[1] - columns[0]));
}

/** limit: from the middle to the end of the scale; 0 draws everything as the middle. */
export function drawTile(
  target: Target,
  box: TileBox,
  plane: Plane,
  limit: number,
  map: ColourMap,
  middle = 0,
): void {
  const scale = limit > 0 ? STEPS / limit : 0;
  const across = cuts(box.width, plane.width);
  const down = cuts(box.height, plane.height);
  for (let y = 0; y < box.height; y++) {
    const rows: [number, number] = [down[2 * y] as number, down[2 * y + 1] as number];
    const start = (box.y + y) * target.stride + box.x;
    for (let x = 0; x < box.width; x++) {
      const columns: [number, number] = [across[2 * x] as number, across[2 * x + 1] as number];
      target.pixels[start + x] = colourOf(meanOf(plane, rows, columns) - middle, scale, map);
    }
  }
}

export interface Picture extends TileBox {
  plane: Plane;
  limit: number;
  /** Value in the middle of the scale. */
  middle?: number;
}

/** Draws all of them at once over what the surface showed. */
export function drawGallery(
  surface: Surface,
  size: { width: number; height: number },
  pictures: readonly Picture[],
  map: ColourMap,
): void {
  const image = surface.createImageData(size.width, size.height);
  const target = { pixels: new Uint32Array(image.data.buffer), stride: size.width };
  for (const picture of pictures) {
    drawTile(target, picture, picture.plane, picture.limit, map, picture.middle);
  }
  surface.putImageData(image, 0, 0);
}
