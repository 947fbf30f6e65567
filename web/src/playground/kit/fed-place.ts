// Which pixels of a picture are fed, as the engine's preprocessing (torchvision's Resize and CenterCrop)
// chooses them, or as a region says; and from which of its smaller versions they are read.

import { type Levels, MOST_PIXELS } from './halves.js';
import type { Axis, Interpolation, Rgba } from './resample.js';

/** In shares of the picture. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface FeedSpec {
  /** Shorter side after resizing, in pixels; 0 keeps the picture's own size. */
  resize: number;
  /** [height, width] in pixels. */
  crop: readonly [number, number];
  interpolation: Interpolation;
  channels: number;
}

/** Which part of the picture lies where in the pixels that are fed. */
export interface Place {
  /** Of those pixels, the first that shows the picture; above 0 where the crop reaches past it. */
  left: number;
  top: number;
  x: Axis;
  y: Axis;
}

/** One axis of torchvision's Resize and CenterCrop. */
function croppedAxis(length: number, resized: number, crop: number): [Axis, number] {
  const axis = { from: 0, to: length, size: resized };
  if (crop > resized) return [{ ...axis, begin: 0, count: resized }, (crop - resized) >> 1];
  const margin = resized - crop;
  let begin = margin >> 1;
  // Python's round(): a half goes to the even neighbour.
  if (margin % 2 === 1) begin += begin % 2;
  return [{ ...axis, begin, count: crop }, 0];
}

function regionAxis(from: number, share: number, length: number, crop: number): Axis {
  const to = (from + share) * length;
  return { from: from * length, to, size: crop, begin: 0, count: crop };
}

export function placeOf(
  { width, height }: Rgba,
  spec: FeedSpec,
  region: Region | undefined,
): Place {
  const [rows, columns] = spec.crop;
  if (region) {
    const x = regionAxis(region.x, region.width, width, columns);
    return { left: 0, top: 0, x, y: regionAxis(region.y, region.height, height, rows) };
  }
  const shorter = Math.min(width, height);
  const resized = (side: number) =>
    spec.resize > 0 ? Math.floor((spec.resize * side) / shorter) : side;
  const [x, left] = croppedAxis(width, resized(width), columns);
  const [y, top] = croppedAxis(height, resized(height), rows);
  return { left, top, x, y };
}

/** The same place read from a smaller version of the picture. */
export function scaledTo(place: Place, whole: Rgba, level: Rgba): Place {
  const scaled = (axis: Axis, scale: number): Axis => ({
    ...axis,
    from: axis.from * scale,
    to: axis.to * scale,
  });
  const x = scaled(place.x, level.width / whole.width);
  return { ...place, x, y: scaled(place.y, level.height / whole.height) };
}

/** The largest version that is read quickly, but with two pixels at least for each that is fed. */
export function levelFor(levels: Levels, { x, y }: Place, isRegion: boolean): Rgba {
  const [whole] = levels;
  const most = isRegion ? MOST_PIXELS.region : MOST_PIXELS.whole;
  const share = ((x.to - x.from) / whole.width) * ((y.to - y.from) / whole.height);
  const fine = (level: Rgba) =>
    ((x.to - x.from) * level.width) / whole.width >= 2 * x.size &&
    ((y.to - y.from) * level.height) / whole.height >= 2 * y.size;
  const quick = ({ width, height }: Rgba) => share * width * height <= most;
  let chosen: Rgba = whole;
  for (const level of levels) {
    if (quick(chosen) || !fine(level)) break;
    chosen = level;
  }
  return chosen;
}
