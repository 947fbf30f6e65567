// How far apart the times of one and the same run are, and what that says of the machine.

import { clockStep } from './clock.js';
import { median, quantile } from './quantile.js';

/** Half of the runs took a time between these two, in milliseconds. */
export interface Spread {
  low: number;
  high: number;
}

export const spreadOf = (times: readonly number[]): Spread => ({
  low: quantile(times, 0.25),
  high: quantile(times, 0.75),
});

/**
 * As a share of the median. Seven warm runs of TinyVGG and MobileNetV2 on two cores that had other work to do were apart
 * by 0.11 and 0.50 in the middle of all tries, and by more than 0.3 in a fifth of them.
 */
const WIDE = 0.25;

/**
 * The spread of runs that had to share the machine; undefined where they are as near to each other as they should be.
 * Each time may be off by a step of the clock: what is apart by two of them may be the same.
 */
export function besideOtherWork(times: readonly number[], step = clockStep): Spread | undefined {
  const { low, high } = spreadOf(times);
  const isWide = high - low > WIDE * median(times) && high - low > 2 * step();
  return isWide ? { low, high } : undefined;
}
