// What a kernel that reads the picture itself reacts to most, told by its weights: plain brightness, a colour, an
// edge, stripes, a finer pattern, or one of colours. The weights are split into parts that do not overlap (their
// squares add up to those of the kernel).

import type { Kernels } from '../../network/kernels.js';

/** The brighter side of an edge, from the right on with the clock. */
export const SIDES = [
  'right',
  'lowerRight',
  'bottom',
  'lowerLeft',
  'left',
  'upperLeft',
  'top',
  'upperRight',
] as const;
export type Side = (typeof SIDES)[number];

/** How stripes lie, by the direction across them: to the right, and on with the clock. */
export const LIES = ['upright', 'rising', 'level', 'falling'] as const;
export type Lie = (typeof LIES)[number];

export type Pattern =
  | { kind: 'bright' | 'dark' | 'brightSpot' | 'darkSpot' | 'fine' }
  /** Its colour changes from place to place. */
  | { kind: 'colours' }
  /** colour: 0 red, 1 green, 2 blue. isMore: of which it wants more than of the others. */
  | { kind: 'colour'; colour: number; isMore: boolean }
  | { kind: 'edge'; side: Side }
  | { kind: 'stripes'; lie: Lie };

export interface KernelPattern {
  pattern: Pattern;
  /** Of the squares of all weights, 0..1. */
  share: number;
  /** Where no pattern is most of the kernel. */
  isMixed: boolean;
}

/** Below that share no pattern stands for the kernel. */
const MOST = 0.4;

const sumOf = <Of>(of: ArrayLike<Of>, term: (one: Of, at: number) => number): number =>
  Array.from(of).reduce((all, one, at) => all + term(one, at), 0);

/** Means of the three colours, and the mean of all three at each place. */
function parts({ layout, data }: Kernels, order: 'RGB' | 'BGR') {
  const { height, width } = layout;
  const area = height * width;
  const plane = (colour: number) => {
    const at = (order === 'BGR' ? 2 - colour : colour) * area;
    return data.subarray(at, at + area);
  };
  const planes = [plane(0), plane(1), plane(2)] as const;
  const means = planes.map((of) => sumOf(of, (weight) => weight) / area);
  const grey = Array.from(planes[0], (red, i) => {
    return (red + (planes[1][i] as number) + (planes[2][i] as number)) / 3;
  });
  return { area, means, grey };
}

/** The plane through a map whose mean is taken off: how it rises to the right, and downwards. */
function slope(map: readonly number[], height: number, width: number) {
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  const y = (i: number) => Math.floor(i / width) - middleY;
  const x = (i: number) => (i % width) - middleX;
  const along = (of: (i: number) => number) => {
    const size = sumOf(map, (_, i) => of(i) ** 2);
    return size > 0 ? sumOf(map, (value, i) => value * of(i)) / size : 0;
  };
  const [right, down] = [along(x), along(y)];
  const fitted = map.map((_, i) => right * x(i) + down * y(i));
  return { right, down, fitted };
}

/** Into how many equal turns of the circle an angle falls. */
function turnOf(angle: number, whole: number, turns: number): number {
  const at = Math.round((angle / whole) * turns) % turns;
  return (at + turns) % turns;
}

/** Stripes where neighbours differ mostly in one direction. */
const DIRECTED = 0.5;

/** A spot where the cell in the middle has at least that share of the squares. */
const SPOT = 0.4;

function fineOf(map: readonly number[], height: number, width: number): Pattern {
  const centre = height % 2 === 1 && width % 2 === 1 ? (map[map.length >> 1] as number) : 0;
  if (centre ** 2 > SPOT * sumOf(map, (value) => value ** 2))
    return { kind: centre > 0 ? 'brightSpot' : 'darkSpot' };
  let [xx, yy, xy] = [0, 0, 0];
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const at = (dy: number, dx: number): number => map[(y + dy) * width + x + dx] as number;
      // Both are taken in the middle of four cells.
      const gx = (at(0, 1) + at(1, 1) - at(0, 0) - at(1, 0)) / 2;
      const gy = (at(1, 0) + at(1, 1) - at(0, 0) - at(0, 1)) / 2;
      xx += gx * gx;
      yy += gy * gy;
      xy += gx * gy;
    }
  }
  const directed = Math.hypot(xx - yy, 2 * xy);
  if (xx + yy === 0 || directed < DIRECTED * (xx + yy)) return { kind: 'fine' };
  // The direction across the stripes; half of the angle of the tensor.
  const across = Math.atan2(2 * xy, xx - yy) / 2;
  return { kind: 'stripes', lie: LIES[turnOf(across, Math.PI, 4)] as Lie };
}

function colourOf(means: readonly number[], mean: number): Pattern {
  const apart = means.map((own) => own - mean);
  const size = (colour: number): number => Math.abs(apart[colour] as number);
  const colour = [0, 1, 2].reduce((best, next) => (size(next) > size(best) ? next : best));
  return { kind: 'colour', colour, isMore: (apart[colour] as number) > 0 };
}

/** undefined for kernels of other inputs, and where all weights are 0 or one of them is no finite number. */
export function kernelPattern(kernel: Kernels, order: 'RGB' | 'BGR'): KernelPattern | undefined {
  const { channels, height, width, flat } = kernel.layout;
  const all = sumOf(kernel.data, (weight) => weight * weight);
  if (flat || channels !== 3 || !(all > 0 && all < Number.POSITIVE_INFINITY)) return undefined;
  const { area, means, grey } = parts(kernel, order);
  const mean = sumOf(means, (own) => own) / 3;
  const uneven = grey.map((value) => value - mean);
  const { right, down, fitted } = slope(uneven, height, width);
  const rest = uneven.map((value, i) => value - (fitted[i] as number));
  const found: [squares: number, pattern: () => Pattern][] = [
    [3 * area * mean ** 2, () => ({ kind: mean > 0 ? 'bright' : 'dark' })],
    [area * sumOf(means, (own) => (own - mean) ** 2), () => colourOf(means, mean)],
    [
      3 * sumOf(fitted, (value) => value ** 2),
      () => ({
        kind: 'edge',
        side: SIDES[turnOf(Math.atan2(down, right), 2 * Math.PI, 8)] as Side,
      }),
    ],
    [3 * sumOf(rest, (value) => value ** 2), () => fineOf(rest, height, width)],
  ];
  // What is left of each weight is colour that is neither in the means nor in grey.
  found.push([all - sumOf(found, ([squares]) => squares), () => ({ kind: 'colours' })]);
  const [squares, pattern] = found.reduce((best, next) => (next[0] > best[0] ? next : best));
  const share = squares / all;
  return { pattern: pattern(), share, isMixed: share < MOST };
}
