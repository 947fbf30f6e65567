// In which steps the browser tells times: larger ones where the page is not isolated.

import { idly } from './task.js';

/** A clock that stands still, as in tests of pages, is not waited for. */
const MOST_ASKED = 2e6;

/** One step may be long because something else had the machine. */
const LEAST_STEPS = 3;

/** The smallest of some steps. It waits for them, 40 ms or a few steps; Infinity where none comes. */
export function stepOf(now: () => number): number {
  let least = Number.POSITIVE_INFINITY;
  const begin = now();
  let [last, steps] = [begin, 0];
  const isFew = () => steps < LEAST_STEPS || (steps < 20 && last - begin < 40);
  for (let asked = 0; isFew() && asked < MOST_ASKED; asked++) {
    const time = now();
    if (time === last) continue;
    least = Math.min(least, time - last);
    last = time;
    steps++;
  }
  return least;
}

let known: number | undefined;

let isAsked = false;

/** In milliseconds, without waiting for it; 0 until it is known. */
export function clockStepByNow(): number {
  if (known === undefined && !isAsked) {
    isAsked = true;
    idly(clockStep);
  }
  return known ?? 0;
}

/** In milliseconds. */
export function clockStep(): number {
  known ??= stepOf(() => performance.now());
  return known;
}
