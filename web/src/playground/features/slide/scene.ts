// All that is shown of how one number is made.

import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { elementsOf } from '../../network/enlarged.js';
import type { NodeDescription } from '../../network/network.js';
import {
  type ConvolutionSum,
  type MovedSum,
  type Patch,
  patchOf,
  placeOf,
  type Sources,
  type Sum,
  sumOf,
  type TermsSum,
  type WindowSum,
} from '../../network/sum/index.js';
import type { LoadedModel } from '../../run/state.js';
import { positionOf } from '../selection/index.js';
import { apportioned, rounded } from './digits.js';
import { type AddedUp, addedUp, chosenOf, MOST, type Part, rowsApart } from './rows.js';
import {
  listedSpot,
  type Marked,
  mapSpot,
  mapsOf,
  type Reading,
  readingOf,
  type Spot,
} from './spots.js';
import { words } from './words-en.js';

/**
 * - kernel: a patch times a kernel for each input channel.
 * - products: one product for each term.
 * - added: numbers that are added, or of which the mean is taken.
 * - largest: numbers of which the largest, or the smallest, is taken.
 * - share: e to the score over the sum of all of these.
 * - rule: any other formula, from the numbers it reads; rows are its letters.
 * - moved: the number is another one.
 * - unknown: the engine does not say.
 */
export type Form =
  | 'kernel'
  | 'products'
  | 'added'
  | 'largest'
  | 'share'
  | 'rule'
  | 'moved'
  | 'unknown';

export interface Scene extends AddedUp {
  form: Form;
  sum: Sum;
  position: number;
  /** The network's own float32. */
  own: number;
  /** What the sum of the rows is divided by, where the mean is taken. */
  divisor: number | undefined;
  /** Steps of one product. */
  atoms: number;
  /** Terms behind the line of the others. */
  combined: number;
  maps: readonly Marked[];
  /** Lines of the list, but for a rounding: as many for every cell of the layer. */
  lines: number;
  /** Maps that there is room for, whichever cell of the layer is shown. */
  slots: number;
  /** Terms that lie in the padding. */
  padded: number;
  /** Rows and columns of a kernel or a window; undefined where there is none. */
  size: readonly [height: number, width: number] | undefined;
  patch(channel: number): Patch | undefined;
}

interface Source extends Reading {
  sources: Sources;
  position: number;
  sum: Sum;
  own: number;
  isBySize: boolean;
}

type Made = Pick<Scene, 'form' | 'rows' | 'decimals' | 'total'> &
  Partial<Pick<Scene, 'divisor' | 'combined' | 'padded' | 'size' | 'maps'>>;

const isThere = (spot: Spot | undefined): spot is Spot => spot !== undefined;
const labels = { bias: words.bias, rounding: words.rounding, others: words.others };
const total = (parts: readonly Part[]): number =>
  parts.reduce((all, { amount }) => all + amount, 0);

function kernels(of: Source, sum: ConvolutionSum): Made {
  const { node, position, sources, isBySize, own } = of;
  const [x] = of.prints;
  const patch = patchOf(placeOf(node, position, sources), sum.terms[0]?.channel ?? 0);
  const [height, width] = [patch?.height ?? 1, patch?.width ?? 1];
  const isKernel = height * width > 1;
  const parts = sum.terms.map(({ label, amount, channel }): Part => {
    const pair = isKernel ? undefined : patchOf(placeOf(node, position, sources), channel);
    const value = pair?.values[0];
    return {
      key: channel,
      label,
      amount,
      atoms: height * width,
      spot: x && mapSpot(of, x, channel),
      ...(pair ? { factors: [value ?? 0, pair.weights[0] ?? 0] as const } : {}),
    };
  });
  const chosen = chosenOf(parts, isBySize);
  return {
    form: isKernel ? 'kernel' : 'products',
    ...addedUp({ ...chosen, bias: sum.bias, whole: own, words: labels }),
    combined: chosen.others.length,
    padded: patch?.values.filter((value) => value === undefined).length ?? 0,
    size: isKernel ? [height, width] : undefined,
  };
}

/** The cells of a window that are not in the padding. */
function cellsOf(of: Source, { cells, height, width, winner }: WindowSum): Part[] {
  const [x] = of.prints;
  const [ys, xs] = [x?.axes[2] ?? [], x?.axes[3] ?? []];
  return cells.flatMap((amount, k): Part[] => {
    if (amount === undefined) return [];
    const [row, column] = [Math.floor(k / width), k % width];
    const [y, x] = [ys[row % height] ?? row, xs[column] ?? column];
    const label = k === winner ? words.winner({ y, x }) : words.cell({ y, x });
    return [{ key: k, label, amount, atoms: 1 }];
  });
}

function window(of: Source, sum: WindowSum): Made {
  const [x] = of.prints;
  const spot = x && mapSpot(of, x);
  const parts = cellsOf(of, sum);
  const chosen = chosenOf(parts, of.isBySize);
  const about = {
    maps: mapsOf([spot].filter(isThere)),
    combined: chosen.others.length,
    padded: sum.cells.length - parts.length,
    size: [sum.height, sum.width] as const,
  };
  if (sum.divisor === undefined) return { form: 'largest', ...largest(chosen, of.own), ...about };
  const { divisor } = sum;
  const added = addedUp({ ...chosen, bias: undefined, whole: of.own * divisor, words: labels });
  return { form: 'added', divisor, ...added, ...about };
}

function largest(chosen: ReturnType<typeof chosenOf>, own: number) {
  const amounts = chosen.others.map(({ amount }) => amount);
  const most = amounts.reduce((best, next) => Math.max(best, next), Number.NEGATIVE_INFINITY);
  const rest = {
    key: undefined,
    label: words.othersAtMost(amounts.length),
    amount: most,
    atoms: 1,
  };
  return rowsApart(chosen, rest, own);
}

function shares(of: Source, sum: TermsSum): Made {
  const parts = sum.terms.map(
    ({ label, factors }, key): Part => ({
      key,
      label,
      amount: factors?.[1] ?? 0,
      factors,
      atoms: 1,
    }),
  );
  const chosen = chosenOf(parts, of.isBySize);
  const added = addedUp({ ...chosen, bias: undefined, whole: total(parts), words: labels });
  return { form: 'share', ...added, combined: chosen.others.length };
}

/** Terms of one axis, or inputs that are read at the output's own cell. */
function terms(of: Source, sum: TermsSum): Made {
  const { prints, own, isBySize } = of;
  const isOneEach = sum.terms.length === prints.length;
  const [x] = prints;
  const at = x?.axes.at(-1) ?? [];
  const parts = sum.terms.map(({ label, amount, factors }, key): Part => {
    const print = prints[key];
    const element = at.length === sum.terms.length ? at[key] : undefined;
    const spot = isOneEach
      ? print && mapSpot(of, print)
      : x && element !== undefined && x.shape.length === 2
        ? listedSpot(of, of.node.inputs[x.input] ?? '', element)
        : undefined;
    return {
      key,
      label: spot && !isOneEach ? words.traced(spot) : label,
      amount,
      factors,
      spot,
      atoms: 1,
    };
  });
  if (sum.how === 'difference') {
    const signed = parts.map((part, k) => (k === 0 ? part : { ...part, amount: -part.amount }));
    return {
      form: 'added',
      ...addedUp({ shown: signed, others: [], bias: undefined, whole: own, words: labels }),
    };
  }
  const chosen = chosenOf(parts, isBySize);
  const combined = chosen.others.length;
  if (sum.how === 'sum') {
    const added = addedUp({ ...chosen, bias: sum.bias, whole: own, words: labels });
    return {
      form: parts.some(({ factors }) => factors) ? 'products' : 'added',
      ...added,
      combined,
    };
  }
  if (sum.how === 'mean') {
    const divisor = parts.length;
    const added = addedUp({ ...chosen, bias: undefined, whole: own * divisor, words: labels });
    return { form: 'added', divisor, ...added, combined };
  }
  if (sum.how === 'largest' || sum.how === 'smallest')
    return { form: 'largest', ...largest(chosen, own), combined };
  return { form: 'rule', ...rowsApart(chosen, undefined, own), combined };
}

function rule(of: Source, letters: readonly { label: string; amount: number }[], form: Form): Made {
  const parts = letters.map(({ label, amount }, key): Part => ({ key, label, amount, atoms: 1 }));
  const maps = mapsOf(of.prints.map((print) => mapSpot(of, print)).filter(isThere));
  return { form, ...rowsApart({ shown: parts, others: [] }, undefined, of.own), maps };
}

function moved(of: Source, { from, index, value }: MovedSum): Made {
  const spot = listedSpot(of, from, index);
  const label = spot ? words.tracedIn(from, spot) : from;
  const part: Part = { key: 0, label, amount: value, spot, atoms: 1 };
  return { form: 'moved', ...rowsApart({ shown: [part], others: [] }, undefined, of.own) };
}

function made(of: Source): Made {
  const { sum } = of;
  switch (sum.kind) {
    case 'convolution':
      return kernels(of, sum);
    case 'window':
      return window(of, sum);
    case 'terms':
      return sum.how === 'share' || sum.how === 'logarithm of share'
        ? shares(of, sum)
        : terms(of, sum);
    case 'formula':
      return rule(of, sum.terms, 'rule');
    case 'moved':
      return moved(of, sum);
    case 'unknown':
      return rule(of, [], 'unknown');
  }
}

/** Few maps of one layer are all shown, whichever of them the largest terms read. */
function allOf(maps: readonly Marked[], combined: number): readonly Marked[] {
  const column = maps[0]?.column;
  const isOne = column !== undefined && maps.every((map) => map.column === column);
  if (!isOne || combined === 0 || column.layout.channels > MOST) return maps;
  return Array.from({ length: column.layout.channels }, (_, channel) => {
    const found = maps.find((map) => map.channel === channel);
    return found ?? { column, channel, spots: [] };
  });
}

function slotsOf(maps: readonly Marked[], combined: number): number {
  const channels = maps[0]?.column.layout.channels ?? 0;
  return combined > 0 ? Math.min(MOST, channels) : maps.length;
}

function linesOf({ size, form, rows }: Made): number {
  // Cells in the padding have no line.
  if (size && form !== 'kernel') return Math.min(MOST + 1, size[0] * size[1]);
  return rows.filter(({ kind }) => kind !== 'rounding').length;
}

/** How that number of a layer is made; undefined while something it needs is not read. */
export function sceneAt(
  model: LoadedModel,
  node: NodeDescription,
  position: number,
  sources: Sources,
  isBySize: boolean,
): Scene | undefined {
  const sum = sumOf(node, position, sources);
  const own = sources.values.get(node.outputs[0] ?? '')?.data[position];
  if (!sum || own === undefined) return undefined;
  const reading = readingOf(model, node, position);
  const of = made({ ...reading, sources, position, sum, own, isBySize });
  const maps =
    of.maps ?? allOf(mapsOf(of.rows.map(({ spot }) => spot).filter(isThere)), of.combined ?? 0);
  const place = placeOf(node, position, sources);
  return {
    divisor: undefined,
    combined: 0,
    padded: 0,
    size: undefined,
    ...of,
    sum,
    position,
    own,
    atoms: of.rows.reduce((all, { atoms }) => all + atoms, 0),
    maps,
    lines: linesOf(of),
    slots: of.maps ? maps.length : slotsOf(maps, of.combined ?? 0),
    patch: (channel) => patchOf(place, channel),
  };
}

export interface Opened {
  column: Column;
  node: NodeDescription;
  channel: number;
  position: number | undefined;
  scene: Scene | undefined;
}

const lastScene = lastOf<Scene | undefined>();

/** The open layer; undefined where none is open, and for an input, which is computed from nothing. */
export function openedIn({
  model,
  open,
  cell,
  snapshot,
  weights,
  slide,
}: AppState): Opened | undefined {
  const column = open && model?.columns[open.column];
  const node = column?.node === undefined ? undefined : model?.info.graph.nodes[column.node];
  if (!model || !column || !node) return undefined;
  const { channel } = open;
  const position = cell && positionOf(column, channel, cell);
  const of = { column, node, channel, position };
  if (position === undefined || !snapshot) return { ...of, scene: undefined };
  const { isBySize } = slide;
  const scene = lastScene(node, [position, snapshot, weights, isBySize], () =>
    sceneAt(model, node, position, { values: snapshot.values, weights }, isBySize),
  );
  return { ...of, scene };
}

/** Names of the classes where each number of the layer stands for one; else none. */
export function labelsOf({ model }: AppState, column: Column): readonly string[] {
  const labels = model?.info.labels ?? [];
  return column.layout.flat && labels.length === elementsOf(column) ? labels : [];
}

/** Printed products of one term, which add up to the printed term. */
export function productsOf({ decimals }: Scene, { values, weights }: Patch, units: number) {
  const products = values.map((value, k) => (value ?? 0) * (weights[k] ?? 0));
  return apportioned(products, decimals, units);
}

/** The result as it is printed: of a mean, what the sum comes to once it is divided. */
export function resultOf({ own, decimals, form }: Scene): number {
  return rounded(own, form === 'share' ? SHARE_DECIMALS : decimals);
}

/** Of a share, which is below 1 however large the powers are. */
export const SHARE_DECIMALS = 4;
