// How high each view is with the networks that come with it, so that nothing moves when it appears.

import type { View } from './wish.js';

/** Widths in px at which they were measured, with TinyVGG. Up to 640 the columns of a network stand as rows. */
const WIDTHS = [360, 480, 640, 760, 1040] as const;
const HEIGHTS: Record<View, readonly [number, number, number, number, number]> = {
  network: [2975, 2901, 2843, 1012, 1044],
  layer: [1007, 1007, 988, 959, 822],
  sum: [2046, 1820, 1311, 1582, 867],
  why: [825, 825, 825, 797, 635],
  lab: [1939, 1310, 925, 871, 933],
  predict: [586, 513, 494, 410, 332],
  table: [858, 816, 720, 776, 776],
  full: [3416, 3288, 3186, 1273, 1227],
};

/** Where rows become columns nothing lies between. */
const BREAK = 640;

/** width: of the element, px. Between two widths that were measured, the higher of both. */
export function heightOf(view: View, width: number): number {
  const heights = HEIGHTS[view];
  const next = WIDTHS.findIndex((measured) => width <= measured);
  if (next <= 0) return heights.at(next) ?? 0;
  const isAcross = (WIDTHS[next - 1] ?? 0) <= BREAK && width > BREAK;
  return Math.max(heights[next] ?? 0, isAcross ? 0 : (heights[next - 1] ?? 0));
}
