// How much, and which numbers, an input that takes no picture can be given.

import type { ElementType } from '../../protocol/index.js';
import { isWhole } from './input-fill.js';

/** More are not made up for an input. */
export const MOST_ELEMENTS = 2 ** 24;

/** Smallest and largest whole number of each type; int64 as far as numbers here are exact. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int8: [-128, 127],
  uint8: [0, 255],
  bool: [0, 1],
};

export const rangeOf = (type: ElementType): readonly [least: number, most: number] =>
  RANGES[type] ?? [0, 0];

/** Whether an input of that type can hold it; of floats it can hold any. */
export function canHold(type: ElementType, value: number): boolean {
  if (!isWhole(type)) return true;
  const [least, most] = rangeOf(type);
  return Number.isInteger(value) && value >= least && value <= most;
}
