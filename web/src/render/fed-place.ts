// Which pixels of a picture are fed, as the engine's preprocessing (torchvision's Resize and CenterCrop)
// chooses them, or as a region says; and from which of its smaller versions they are read.

import { type Axis, halveRows, type Interpolation, type Rgba } from './resample.js';

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

/** Where the picture is in the pixels that are fed: pixel = from + share * length, for each axis. */
export interface Place {
  /** The picture's part, in pixels of what is fed; outside of it the crop reaches past the picture. */
  left: number;
  top: number;
  x: Axis;
  y: Axis;
}

/** A picture and its halves, largest first: see halvesOf. */
export type Levels = readonly [Rgba, ...Rgba[]];

/**
 * Up to this many pixels are read from the picture itself, more from a smaller version of it. A region
 * is read anew while it is dragged; the usual part only once, so that it may be exact.
 */
const MOST_PIXELS = { whole: 1_500_000, region: 400_000 };

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
