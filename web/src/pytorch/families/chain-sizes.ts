// How large the picture of a plain chain is, and where it pools: what weights do not tell, but for the
// number of values that the first dense layer reads. Of all that gives this number, the likeliest.

import type { ConvLayer } from './chain.js';

export interface Layout {
  /** Height and width of the picture. */
  readonly size: readonly [number, number];
  /** A number for each convolution; pools: the side of the window behind it, 0 for none. */
  readonly padding: readonly number[];
  readonly stride: readonly number[];
  readonly pools: readonly number[];
}

/** What the reader has decided; lists have a number for each convolution. */
export interface Given {
  readonly size?: readonly [number, number] | undefined;
  readonly padding?: readonly number[] | undefined;
  readonly stride?: readonly number[] | undefined;
  readonly pools?: readonly number[] | undefined;
}

/** Sides that people train with, the likeliest first. */
const GREY = [28, 32, 64, 48, 128, 224, 96, 100, 50, 150, 256, 112, 16, 8];
const COLOUR = [32, 64, 224, 128, 96, 28, 256, 150, 48, 112, 100, 50, 227, 160, 192, 180, 200, 299];
/** Sides that are tried where no usual one fits; the smaller, the likelier. */
const [MIN_SIDE, MAX_SIDE, COST_OF_PIXEL] = [8, 512, 0.02];
/** More convolutions than these, and not every pattern of pools is tried. */
const MAX_FREE = 8;

/** Height and width behind the last pool; undefined where something does not fit. */
export function mapsAfter(
  convs: readonly ConvLayer[],
  { size, padding, stride, pools }: Layout,
): [number, number] | undefined {
  const along = (axis: 0 | 1) =>
    convs.reduce((side, { kernel }, i) => {
      const [pad = 0, step = 1, pool = 0] = [padding[i], stride[i], pools[i]];
      const after = Math.floor((side + 2 * pad - kernel[axis]) / step) + 1;
      return pool > 1 ? Math.floor(after / pool) : after;
    }, size[axis]);
  const sides: [number, number] = [along(0), along(1)];
  return sides.every((side) => side >= 1) ? sides : undefined;
}

interface Weighed<T> {
  readonly value: T;
  /** How unusual it is. */
  readonly cost: number;
}

function paddings(convs: readonly ConvLayer[]): Weighed<readonly number[]>[] {
  const same = convs.map(({ kernel: [height, width] }) =>
    height === width ? (height - 1) >> 1 : 0,
  );
  const none = convs.map(() => 0);
  // Kernels of 5 are mostly left unpadded, those of 3 padded.
  const isLarge = convs.some(({ kernel }) => kernel[0] > 3);
  const first = convs.map((_, i) => (i === 0 ? (same[0] as number) : 0));
  return [
    { value: same, cost: isLarge ? 0.5 : 0 },
    { value: none, cost: isLarge ? 0 : 0.5 },
    { value: first, cost: 6 },
  ];
}

function strides(convs: readonly ConvLayer[]): Weighed<readonly number[]>[] {
  return [
    { value: convs.map(() => 1), cost: 0 },
    { value: convs.map((_, i) => (i === 0 ? 2 : 1)), cost: 8 },
    { value: convs.map(() => 2), cost: 8 },
  ];
}

/** Whether a pool can stand behind a convolution, and whether there is room for one. */
function poolRoom({ room, bentBeforeNorm }: ConvLayer, others: number) {
  if (room === undefined) return 'open';
  // One module is the activation, unless that stands in front of the norm.
  const free = room - others - (bentBeforeNorm ? 0 : 1);
  return free >= 1 ? 'likely' : 'none';
}

function poolPatterns(convs: readonly ConvLayer[], ending: number): Weighed<readonly number[]>[] {
  const rooms = convs.map((layer, i) => poolRoom(layer, i === convs.length - 1 ? ending : 0));
  const open = rooms.flatMap((room, i) => (room === 'open' ? [i] : []));
  const base = rooms.map((room) => (room === 'likely' ? 2 : 0));
  const patterns: Weighed<readonly number[]>[] = [];
  const add = (chosen: readonly number[], cost: number) =>
    patterns.push({ value: base.map((size, i) => (chosen.includes(i) ? 2 : size)), cost });
  add(open, 0);
  const isEverySecond = (i: number) => i % 2 === 1;
  add(open.filter(isEverySecond), 1);
  add(open.slice(-1), 1);
  add([], 2);
  if (open.length <= MAX_FREE) {
    for (let bits = 0; bits < 1 << open.length; bits++) {
      add(
        open.filter((_, i) => (bits >> i) & 1),
        4,
      );
    }
  }
  // Room for an activation and something else is sometimes taken by Dropout.
  patterns.push({ value: base.map(() => 0), cost: 6 });
  return patterns;
}

/** The number of values behind the last pool; undefined where something does not fit. */
function valuesAfter(convs: readonly ConvLayer[], layout: Layout): number | undefined {
  const maps = mapsAfter(convs, layout);
  return maps && maps[0] * maps[1] * (convs.at(-1)?.out ?? 0);
}

type Side = Weighed<readonly [number, number]>;
const square = (side: number, cost: number): Side => ({ value: [side, side], cost });

/** All layouts with these sizes, and what is given or `usual` says of the rest, the likeliest first. */
function search(
  convs: readonly ConvLayer[],
  features: number | undefined,
  sizes: readonly Side[],
  given: Given,
): Layout[] {
  // In front of the dense layers one module flattens; another one makes the means.
  const ending = features === undefined ? 2 : 1;
  const fixed = (value: readonly number[] | undefined, all: Weighed<readonly number[]>[]) =>
    value ? [{ value, cost: 0 }] : all;
  const [paddingsOf, stridesOf, poolsOf] = [
    fixed(given.padding, paddings(convs)),
    fixed(given.stride, strides(convs)),
    fixed(given.pools, poolPatterns(convs, ending)),
  ] as const;
  const found = new Map<string, Weighed<Layout>>();
  for (const size of sizes) {
    for (const padding of paddingsOf) {
      for (const stride of stridesOf) {
        for (const pools of poolsOf) {
          const value = {
            size: size.value,
            padding: padding.value,
            stride: stride.value,
            pools: pools.value,
          };
          const values = valuesAfter(convs, value);
          if (values === undefined || (features ?? values) !== values) continue;
          const cost = size.cost + padding.cost + stride.cost + pools.cost;
          const key = JSON.stringify(value);
          if (cost < (found.get(key)?.cost ?? Infinity)) found.set(key, { value, cost });
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost).map(({ value }) => value);
}

/**
 * Layouts whose maps behind the convolutions have as many values as `features`, the likeliest first: with
 * a usual size of pictures, or else with any size.
 * features: undefined where the maps become their means, so that any size will do.
 */
export function layoutsFor(
  convs: readonly ConvLayer[],
  features: number | undefined,
  given: Given,
): Layout[] {
  if (given.size) return search(convs, features, [{ value: given.size, cost: 0 }], given);
  const usual = convs[0]?.inputs === 1 ? GREY : COLOUR;
  const layouts = search(convs, features, usual.map(square), given);
  if (layouts.length > 0) return layouts;
  const plain = { ...given, stride: given.stride ?? convs.map(() => 1) };
  const sides = Array.from({ length: MAX_SIDE - MIN_SIDE + 1 }, (_, i) => i + MIN_SIDE);
  const all = sides.map((side) => square(side, side * COST_OF_PIXEL));
  return search(convs, features, all, plain);
}
