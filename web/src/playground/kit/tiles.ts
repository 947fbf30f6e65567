// Many maps on one canvas: each is enlarged by whole values, or reduced by their mean.

import { type ColourMap, STEPS } from './colour-map.js';
import type { Plane, Surface } from './feature-map.js';

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

/** From the middle of the scale: steps of colour for a unit. */
interface Look {
  scale: number;
  middle: number;
  map: ColourMap;
}

/** One pixel or more for every value: each has its own colour. */
function enlarged(target: Target, box: TileBox, plane: Plane, look: Look): void {
  const { pixels, stride } = target;
  const { scale, middle, map } = look;
  const { data, offset, height, width } = plane;
  const end = plane.length ?? height * width;
  const across = Int32Array.from({ length: box.width }, (_, x) =>
    Math.floor((x * width) / box.width),
  );
  let above = -1;
  for (let y = 0; y < box.height; y++) {
    const start = (box.y + y) * stride + box.x;
    const row = Math.floor((y * height) / box.height);
    if (row === above) {
      // Cells that the row lacks are clear in both.
      const cells = Math.min(width, end - row * width);
      const same = cells < width ? across.findIndex((x) => x >= cells) : box.width;
      pixels.copyWithin(start, start - stride, start - stride + same);
      continue;
    }
    above = row;
    for (let x = 0; x < box.width; x++) {
      const at = row * width + (across[x] as number);
      if (at < end)
        pixels[start + x] = colourOf((data[offset + at] as number) - middle, scale, map);
    }
  }
}

/** Each pixel has the colour of the mean of what is under it. */
function reduced(target: Target, box: TileBox, plane: Plane, look: Look): void {
  const { scale, middle, map } = look;
  const { data, offset, width } = plane;
  const across = cuts(box.width, width);
  const down = cuts(box.height, plane.height);
  for (let y = 0; y < box.height; y++) {
    const [top, bottom] = [down[2 * y] as number, down[2 * y + 1] as number];
    const start = (box.y + y) * target.stride + box.x;
    for (let x = 0; x < box.width; x++) {
      const [left, right] = [across[2 * x] as number, across[2 * x + 1] as number];
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        const at = offset + row * width;
        for (let cell = at + left; cell < at + right; cell++) sum += data[cell] as number;
      }
      const mean = sum / ((bottom - top) * (right - left));
      target.pixels[start + x] = colourOf(mean - middle, scale, map);
    }
  }
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
  const isSmaller = box.width < plane.width || box.height < plane.height;
  // A vector that is folded has no mean of neighbours that would say anything.
  const isWhole = (plane.length ?? plane.height * plane.width) === plane.height * plane.width;
  const draw = isSmaller && isWhole ? reduced : enlarged;
  draw(target, box, plane, { scale: limit > 0 ? STEPS / limit : 0, middle, map });
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
