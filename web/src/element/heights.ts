// How high each view is with the networks that come with it, so that nothing moves when it appears.

import type { View } from './wish.js';

/** Widths in px at which they were measured, with TinyVGG. Up to 640 the columns of a network stand as rows. */
const WIDTHS = [360, 480, 640, 760, 1040] as const;
const HEIGHTS: Record<View, readonly [number, number, number, number, number]> = {
  network: [2975, 2901, 2843, 1012, 1044],
  layer: [1504, 1416, 1208, 937, 823],
  sum: [2046, 1820, 1311, 1582, 867],
  why: [825, 825, 825, 797, 635],
  lab: [1939, 1310, 925, 871, 933],
  predict: [586, 513, 494, 410, 332],
  table: [858, 816, 720, 776, 776],
  full: [3416, 3288, 3186, 1273, 1227],
};

/** width: of the element, px. */
export function heightOf(view: View, width: number): number {
  const at = WIDTHS.findIndex((measured) => width <= measured);
  return HEIGHTS[view].at(at) ?? 0;
}
