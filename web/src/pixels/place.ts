// Which pixels of a picture are fed, and where they lie in the network's input: the usual crop as the
// engine's preprocessing (torchvision's Resize and CenterCrop) chooses it, the other ways to fit a
// picture, or a region of it.

import type { Fit } from '../protocol/index.js';
import type { Axis, Interpolation } from './resample.js';

export interface PictureSize {
  width: number;
  height: number;
}

/** In shares of the picture. */
export interface Region extends PictureSize {
  x: number;
  y: number;
}

/** What of a Preprocess says how large a picture becomes. */
export interface FitSpec {
  /** Of 'crop': shorter side after resizing, in pixels; 0 keeps the picture's own size. */
  resize: number;
  /** [height, width] in pixels. */
  crop: readonly [number, number];
  fit?: Fit;
  multiple?: number;
}

export interface FeedSpec extends FitSpec {
  interpolation: Interpolation;
  channels: number;
  /** Red, green, blue, 0..255, where the picture does not reach; default black. */
  bars?: readonly [number, number, number];
}

/** Which part of the picture lies where in the pixels that are fed. */
export interface Place {
  /** Of those pixels, the first that shows the picture; above 0 where they reach past it. */
  left: number;
  top: number;
  x: Axis;
  y: Axis;
}

/** The nearest multiple, but at least one. */
function rounded(pixels: number, multiple = 1): number {
  return Math.max(1, Math.round(pixels / multiple)) * multiple;
}

/** [height, width] of the input that a picture of that size becomes. */
export function fedSize(spec: FitSpec, { width, height }: PictureSize): [number, number] {
  const [rows, columns] = spec.crop;
  if (spec.fit === 'height') return [rows, rounded((width * rows) / height, spec.multiple)];
  if (spec.fit === 'own') return [rounded(height, spec.multiple), rounded(width, spec.multiple)];
  return [rows, columns];
}

/** The same with the size that it comes to for this picture in place of a rule. */
export function sizedFor<Spec extends FitSpec>(spec: Spec, picture: PictureSize): Spec {
  return { ...spec, crop: fedSize(spec, picture) };
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

/** [from, to) of the picture becomes `size` pixels, all of them. */
function wholeAxis(from: number, to: number, size: number): Axis {
  return { from, to, size, begin: 0, count: size };
}

function regionAxis(from: number, share: number, length: number, crop: number): Axis {
  return wholeAxis(from * length, (from + share) * length, crop);
}

/** As much of the input as the whole picture fills; of an odd rest the smaller half comes first. */
function letterboxed({ width, height }: PictureSize, rows: number, columns: number): Place {
  const scale = Math.min(rows / height, columns / width);
  const across = Math.min(columns, rounded(width * scale));
  const down = Math.min(rows, rounded(height * scale));
  const x = wholeAxis(0, width, across);
  const y = wholeAxis(0, height, down);
  return { left: (columns - across) >> 1, top: (rows - down) >> 1, x, y };
}

function cropped({ width, height }: PictureSize, resize: number, crop: FitSpec['crop']): Place {
  const shorter = Math.min(width, height);
  const resized = (side: number) => (resize > 0 ? Math.floor((resize * side) / shorter) : side);
  const [x, left] = croppedAxis(width, resized(width), crop[1]);
  const [y, top] = croppedAxis(height, resized(height), crop[0]);
  return { left, top, x, y };
}

/** region: the part of the picture that is fed, whatever the fit; undefined: as the fit says. */
export function placeOf(picture: PictureSize, spec: FitSpec, region?: Region): Place {
  const [rows, columns] = fedSize(spec, picture);
  const { width, height } = picture;
  if (region) {
    const x = regionAxis(region.x, region.width, width, columns);
    return { left: 0, top: 0, x, y: regionAxis(region.y, region.height, height, rows) };
  }
  const { fit = 'crop' } = spec;
  if (fit === 'crop') return cropped(picture, spec.resize, spec.crop);
  if (fit === 'letterbox') return letterboxed(picture, rows, columns);
  return { left: 0, top: 0, x: wholeAxis(0, width, columns), y: wholeAxis(0, height, rows) };
}

export interface InputBox extends PictureSize {
  x: number;
  y: number;
}

/** Where the whole input lies on the picture, in its pixels; it reaches past the picture with its bars. */
export function inputBox(picture: PictureSize, spec: FitSpec): InputBox {
  const [rows, columns] = fedSize(spec, picture);
  const { left, top, x, y } = placeOf(picture, spec);
  const along = ({ from, to, size, begin }: Axis, before: number, count: number) => {
    const scale = (to - from) / size;
    return [from + (begin - before) * scale, count * scale] as const;
  };
  const [x0, width] = along(x, left, columns);
  const [y0, height] = along(y, top, rows);
  return { x: x0, y: y0, width, height };
}
