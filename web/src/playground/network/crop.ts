// Which part of a picture the network sees, and what to say about it. Mirrors the usual
// preprocessing: the shorter side is resized, then the centre is cropped.

import type { Preprocess } from './network.js';
import { words } from './words-en.js';

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

/** The cropped part in pixels of the picture itself, inside the picture. */
export function cropBox(picture: Size, spec: Preprocess): Box {
  const scale = scaleOf(picture, spec);
  const width = Math.min(picture.width, spec.crop[1] / scale);
  const height = Math.min(picture.height, spec.crop[0] / scale);
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** Sentences on what was lost or made up on the way to the network; empty where there is nothing. */
export function cropNotes(picture: Size, spec: Preprocess): string[] {
  const notes: string[] = [];
  const scale = scaleOf(picture, spec);
  const own = `${picture.width} × ${picture.height}`;
  const seen = `${spec.crop[1]} × ${spec.crop[0]}`;
  if (scale > 1) {
    notes.push(words.enlarged(own, seen));
  } else if (scale < 1) {
    notes.push(words.reduced(own, seen));
  }
  const box = cropBox(picture, spec);
  const lost = 1 - (box.width * box.height) / (picture.width * picture.height);
  if (lost >= 0.02) {
    const sides = box.width < picture.width - 0.5 ? 'left and right' : 'top and bottom';
    notes.push(words.outside(Math.round(100 * lost), sides));
  }
  return notes;
}
