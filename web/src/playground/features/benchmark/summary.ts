// What many times of the same run come to.

import { median } from '../../kit/quantile.js';
import { type Spread, spreadOf } from '../../kit/spread.js';

export interface Summary extends Spread {
  median: number;
  least: number;
  runs: number;
}

export function summaryOf(times: readonly number[]): Summary {
  return {
    median: median(times),
    ...spreadOf(times),
    least: Math.min(...times),
    runs: times.length,
  };
}
