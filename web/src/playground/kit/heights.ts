// How high each view is with the networks that come with it, so that nothing moves when it appears.

import type { ShownView } from './shown.js';

/**
 * Widths in px at which they were measured, with TinyVGG and the layer that a view shows by itself: the sum of a deeper
 * one grows once it is there. Up to 640 the columns of a network stand as rows.
 */
const WIDTHS = [360, 480, 640, 760, 1040] as const;
const HEIGHTS: Record<ShownView, readonly [number, number, number, number, number]> = {
  network: [3414, 3325, 3249, 1176, 1063],
  layer: [1550, 1471, 1219, 948, 929],
  sum: [1170, 1167, 1028, 981, 571],
  slide: [1357, 1256, 1119, 1009, 950],
  patches: [1931, 2006, 1193, 1164, 1072],
  why: [1398, 1295, 1243, 1243, 717],
  lab: [1900, 2049, 1327, 1340, 933],
  predict: [586, 513, 494, 410, 332],
  table: [980, 900, 805, 863, 844],
  full: [3783, 3612, 3473, 1501, 1418],
};

/** Where rows become columns nothing lies between. */
const BREAK = 640;

/** width: of the element, px. Between two widths that were measured, the higher of both. */
export function heightOf(view: ShownView, width: number): number {
  const heights = HEIGHTS[view];
  const next = WIDTHS.findIndex((measured) => width <= measured);
  if (next <= 0) return heights.at(next) ?? 0;
  const isAcross = (WIDTHS[next - 1] ?? 0) <= BREAK && width > BREAK;
  return Math.max(heights[next] ?? 0, isAcross ? 0 : (heights[next - 1] ?? 0));
}
