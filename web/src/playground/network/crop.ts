// Which part of a picture the network sees, and what to say about it: the middle of it after the usual
// crop, and else all of it.

import { placeOf } from '../../pixels/place.js';
import type { Preprocess } from './network.js';
import { type Sides, words } from './words-en.js';

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Size {
  x: number;
  y: number;
}

/** Scale from the picture's pixels to the network's. */
function scaleOf(picture: Size, spec: Preprocess): number {
  return spec.resize > 0 ? spec.resize / Math.min(picture.width, picture.height) : 1;
}

export function isCropped({ fit = 'crop' }: Preprocess): boolean {
  return fit === 'crop';
}

/** The part that is fed in pixels of the picture itself, inside the picture. */
export function cropBox(picture: Size, spec: Preprocess): Box {
  if (!isCropped(spec)) return { x: 0, y: 0, width: picture.width, height: picture.height };
  const scale = scaleOf(picture, spec);
  const width = Math.min(picture.width, spec.crop[1] / scale);
  const height = Math.min(picture.height, spec.crop[0] / scale);
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

const sizeText = (width: number, height: number) => `${width} × ${height}`;

/** A twentieth more in one direction than in the other can be seen. */
const VISIBLE = 1.05;

/** Of a picture that is fed whole. */
function fitNotes(picture: Size, spec: Preprocess): string[] {
  const { x, y } = placeOf(picture, spec);
  const [across, down] = [x.size / picture.width, y.size / picture.height];
  const texts = [sizeText(picture.width, picture.height), sizeText(x.size, y.size)] as const;
  const notes: string[] = [];
  if (across * down > 1) notes.push(words.enlarged(...texts));
  else if (across * down < 1) notes.push(words.reduced(...texts));
  const [wide, high] = [across / down, down / across];
  if (wide > VISIBLE) notes.push(words.widened(wide.toFixed(1)));
  else if (high > VISIBLE) notes.push(words.heightened(high.toFixed(1)));
  return notes;
}

/** Where something is cut off: half a pixel is none. */
function sidesOf(picture: Size, box: Box): Sides {
  const isWider = box.width < picture.width - 0.5;
  if (isWider && box.height < picture.height - 0.5) return 'all four sides';
  return isWider ? 'left and right' : 'top and bottom';
}

/** Sentences on what was lost or made up on the way to the network; empty where there is nothing. */
export function cropNotes(picture: Size, spec: Preprocess): string[] {
  if (!isCropped(spec)) return fitNotes(picture, spec);
  const notes: string[] = [];
  const scale = scaleOf(picture, spec);
  const own = sizeText(picture.width, picture.height);
  const seen = sizeText(spec.crop[1], spec.crop[0]);
  if (scale > 1) {
    notes.push(words.enlarged(own, seen));
  } else if (scale < 1) {
    notes.push(words.reduced(own, seen));
  }
  const box = cropBox(picture, spec);
  const lost = 1 - (box.width * box.height) / (picture.width * picture.height);
  if (lost >= 0.02) {
    notes.push(
      words.outside(Math.min(99, Math.round(100 * lost)), lost >= 0.995, sidesOf(picture, box)),
    );
  }
  return notes;
}
