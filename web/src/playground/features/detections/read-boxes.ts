// Boxes out of a detector's output: those with a score, and of those that overlap the best.

import type { BoxForm } from './forms.js';

/** A box in pixels of the input. */
export interface FoundBox {
  x: number;
  y: number;
  width: number;
  height: number;
  class: number;
  /** 0..1. */
  score: number;
}

/** Boxes with less are left out. */
export const LEAST_SCORE = 0.25;
/** Two boxes of one class that share more (intersection over union) are taken for the same thing. */
export const MOST_SHARED = 0.45;
/** So many are kept at most. */
export const MOST_BOXES = 100;

/** Shared area over the area of both together, 0..1. */
export function sharedPart(a: FoundBox, b: FoundBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/** Greedy non-maximum suppression: the best box first; of its class, what overlaps it is dropped. */
export function suppressed(boxes: readonly FoundBox[]): FoundBox[] {
  const kept: FoundBox[] = [];
  for (const box of [...boxes].sort((a, b) => b.score - a.score)) {
    if (kept.length === MOST_BOXES) break;
    const isSame = (other: FoundBox) =>
      other.class === box.class && sharedPart(other, box) > MOST_SHARED;
    if (!kept.some(isSame)) kept.push(box);
  }
  return kept;
}

const isScore = (value: number) => value >= 0 && value <= 1;

/**
 * data: in the order of the form. undefined where scores are not 0..1 or no box is larger than a pixel: then
 * the output means something else.
 */
export function boxesIn(form: BoxForm, data: ArrayLike<number>): FoundBox[] | undefined {
  const { boxes, classes, hasObjectScore } = form;
  const size = (hasObjectScore ? 5 : 4) + classes;
  const at = hasObjectScore
    ? (box: number, field: number) => data[box * size + field] ?? Number.NaN
    : (box: number, field: number) => data[field * boxes + box] ?? Number.NaN;
  const found: FoundBox[] = [];
  let isInPixels = false;
  for (let box = 0; box < boxes; box++) {
    let best = -1;
    let bestScore = 0;
    for (let index = size - classes; index < size; index++) {
      const score = at(box, index);
      if (!isScore(score)) return undefined;
      if (score > bestScore) [best, bestScore] = [index - (size - classes), score];
    }
    const object = hasObjectScore ? at(box, 4) : 1;
    if (!isScore(object)) return undefined;
    const [width, height] = [at(box, 2), at(box, 3)];
    isInPixels ||= width > 1 || height > 1;
    const score = object * bestScore;
    if (best < 0 || score < LEAST_SCORE || !(width > 0 && height > 0)) continue;
    const [x, y] = [at(box, 0) - width / 2, at(box, 1) - height / 2];
    found.push({ x, y, width, height, class: best, score });
  }
  return isInPixels ? suppressed(found) : undefined;
}
