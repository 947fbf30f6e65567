// What many times of the same run come to.

import { median, quantile } from '../../kit/quantile.js';

export interface Summary {
  median: number;
  /** Half of the runs took a time between these two. */
  low: number;
  high: number;
  least: number;
  runs: number;
}

export function summaryOf(times: readonly number[]): Summary {
  return {
    median: median(times),
    low: quantile(times, 0.25),
    high: quantile(times, 0.75),
    least: Math.min(...times),
    runs: times.length,
  };
}
