// How high each view is with the networks that come with it, so that nothing moves when it appears.

import type { ShownView } from './shown.js';

type Step = readonly [width: number, height: number];

/**
 * Up to which width a view is at most how high, in px: the highest that it is while it comes, with TinyVGG and the layer
 * that it shows by itself. A step ends where the view changes its looks or becomes a tenth lower. What is measured can be
 * seen in tests/e2e/element-room.test.ts.
 */
// biome-ignore format: a view a line or two
const STEPS: Record<ShownView, readonly Step[]> = {
  network: [[576, 3520], [640, 3255], [960, 1198], [1216, 1118], [Infinity, 1570]],
  layer: [[376, 1540], [402, 1504], [456, 1565], [500, 1486], [566, 1430], [640, 1280], [1110, 1002], [1180, 876],
    [Infinity, 700]],
  sum: [[480, 1226], [528, 1325], [780, 1075], [920, 935], [Infinity, 604]],
  slide: [[340, 1600], [412, 1545], [610, 1405], [720, 1310], [1180, 1185], [Infinity, 765]],
  patches: [[480, 2215], [556, 1735], [640, 1395], [820, 1330], [1060, 1255], [Infinity, 1180]],
  why: [[860, 1475], [910, 920], [Infinity, 850]],
  lab: [[559, 2055], [860, 1445], [1060, 1095], [1180, 1144], [1260, 1198], [Infinity, 1220]],
  predict: [[340, 660], [400, 590], [560, 535], [640, 496], [690, 430], [796, 412], [940, 372], [1216, 353],
    [Infinity, 846]],
  table: [[400, 982], [470, 962], [519, 903], [640, 806], [820, 864], [Infinity, 846]],
  full: [[340, 4040], [400, 3905], [580, 3730], [640, 3615], [790, 1805], [928, 1690], [1216, 1500], [Infinity, 1080]],
};

/** width: of the element, px. */
export function heightOf(view: ShownView, width: number): number {
  return STEPS[view].find(([most]) => width <= most)?.[1] ?? 0;
}
