// How each kind of sum is listed: its lines, where they lie, and what is said of them besides.

import {
  type ConvolutionSum,
  type MovedSum,
  patchOf,
  placeOf,
  type Sources,
  type Sum,
  type TermsSum,
  type WindowSum,
} from '../../network/sum/index.js';
import { type AddedUp, addedUp, type Chosen, chosenOf, type Part, rowsApart } from './rows.js';
import { listedSpot, type Marked, mapSpot, mapsOf, type Reading, type Spot } from './spots.js';
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

export interface Source extends Reading {
  sources: Sources;
  position: number;
  sum: Sum;
  own: number;
  isBySize: boolean;
}

export interface Made extends AddedUp {
  form: Form;
  /** What the sum of the rows is divided by, where the mean is taken. */
  divisor?: number;
  /** Terms behind the line of the others. */
  combined?: number;
  /** Terms that lie in the padding. */
  padded?: number;
  /** Rows and columns of a kernel or a window. */
  size?: readonly [height: number, width: number] | undefined;
  /** The class whose share it is. */
  ownClass?: number;
  /** Where the rows do not say it. */
  maps?: readonly Marked[];
}

export const isThere = (spot: Spot | undefined): spot is Spot => spot !== undefined;
const total = (parts: readonly Part[]): number =>
  parts.reduce((all, { amount }) => all + amount, 0);

/** Where a term lies, and its two factors where it is one product: only of terms that are listed. */
function located(of: Source, part: Part, isKernel: boolean): Part {
  const { node, position, sources, prints } = of;
  const { key: channel = 0 } = part;
  const [x] = prints;
  const pair = isKernel ? undefined : patchOf(placeOf(node, position, sources), channel);
  const factors = pair && ([pair.values[0] ?? 0, pair.weights[0] ?? 0] as const);
  return { ...part, factors, spot: x && mapSpot(of, x, channel) };
}

function kernels(of: Source, sum: ConvolutionSum): Made {
  const { node, position, sources, isBySize, own } = of;
  const patch = patchOf(placeOf(node, position, sources), sum.terms[0]?.channel ?? 0);
  const [height, width] = [patch?.height ?? 1, patch?.width ?? 1];
  const atoms = height * width;
  const isKernel = atoms > 1;
  const parts = sum.terms.map(({ label, amount, channel }) => ({
    key: channel,
    label,
    amount,
    atoms,
  }));
  const { shown, others } = chosenOf(parts, isBySize);
  const listed = shown.map((part) => located(of, part, isKernel));
  return {
    form: isKernel ? 'kernel' : 'products',
    ...addedUp({ shown: listed, others, bias: sum.bias, whole: own, words }),
    combined: others.length,
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
  if (sum.divisor === undefined) {
    return { form: 'largest', ...extreme(chosen, 'largest', of.own), ...about };
  }
  const { divisor } = sum;
  const added = addedUp({ ...chosen, bias: undefined, whole: of.own * divisor, words });
  return { form: 'added', divisor, ...added, ...about };
}

/** Largest, or smallest, of all; one line stands for those that are not listed. */
function extreme({ shown, others }: Chosen, how: 'largest' | 'smallest', own: number): AddedUp {
  const isMost = how === 'largest';
  const amount = others.reduce(
    (best, next) => (isMost ? Math.max : Math.min)(best, next.amount),
    isMost ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
  );
  const label = isMost ? words.othersAtMost(others.length) : words.othersAtLeast(others.length);
  return rowsApart({ shown, others }, { key: undefined, label, amount, atoms: 1 }, own);
}

/** Number of the class whose share it is. */
function classOf({ prints }: Source): number {
  const [x, all] = prints;
  const axis = all?.axes.findIndex((positions) => positions.length > 1) ?? -1;
  return all?.axes[axis]?.indexOf(x?.axes[axis]?.[0]) ?? 0;
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
  const own = classOf(of);
  const { shown, others } = chosenOf(parts, of.isBySize, own);
  const added = addedUp({ shown, others, bias: undefined, whole: total(parts), words });
  return { form: 'share', ...added, combined: others.length, ownClass: own };
}

/** Inputs that are read at the output's own cell, or elements of a vector, each where it lies. */
function placed(of: Source, part: Part, terms: number): Part {
  const { prints, node } = of;
  const { key = 0 } = part;
  if (terms === prints.length) {
    const print = prints[key];
    return { ...part, spot: print && mapSpot(of, print) };
  }
  const [x] = prints;
  const along = x?.shape.length === 2 ? x.axes.at(-1) : undefined;
  const element = along?.length === terms ? along[key] : undefined;
  if (!x || element === undefined) return part;
  const spot = listedSpot(of, node.inputs[x.input] ?? '', element);
  return spot ? { ...part, label: words.traced(spot), spot } : part;
}

function terms(of: Source, sum: TermsSum): Made {
  const { own, isBySize } = of;
  const count = sum.terms.length;
  const parts = sum.terms.map(({ label, amount, factors }, key): Part => {
    const sign = sum.how === 'difference' && key > 0 ? -1 : 1;
    return { key, label, amount: sign * amount, factors, atoms: 1 };
  });
  const { shown: listed, others } = chosenOf(parts, isBySize);
  const shown = listed.map((part) => placed(of, part, count));
  const about = { combined: others.length };
  switch (sum.how) {
    case 'sum':
    case 'difference': {
      const isProducts = parts.some(({ factors }) => factors);
      const added = addedUp({ shown, others, bias: sum.bias, whole: own, words });
      return { form: isProducts ? 'products' : 'added', ...added, ...about };
    }
    case 'mean': {
      const added = addedUp({ shown, others, bias: undefined, whole: own * count, words });
      return { form: 'added', divisor: count, ...added, ...about };
    }
    case 'largest':
    case 'smallest':
      return { form: 'largest', ...extreme({ shown, others }, sum.how, own), ...about };
    default:
      return { form: 'rule', ...rowsApart({ shown, others }, undefined, own), ...about };
  }
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

export function made(of: Source): Made {
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
