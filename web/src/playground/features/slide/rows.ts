// The lines of a sum: the terms that are shown, one for all others, and the bias.

import { apportioned, decimalsFor, rounded } from './digits.js';
import type { Spot } from './spots.js';

/** Lines that a sum has at most, but for those of the others, the bias and the rounding. */
export const MOST = 16;

export interface Part {
  /** Number of the term; undefined for what stands for several, and for the bias. */
  key: number | undefined;
  label: string;
  amount: number;
  /** The numbers whose product it is. */
  factors?: readonly [number, number] | undefined;
  /** Where the first of them lies. */
  spot?: Spot | undefined;
  /** Products that it is the sum of, and steps that it takes. */
  atoms: number;
}

export interface Row extends Part {
  kind: 'term' | 'rest' | 'bias' | 'rounding';
  /** Of its printed number. */
  units: number;
}

const bySize = (a: Part, b: Part): number => Math.abs(b.amount) - Math.abs(a.amount);
const byKey = (a: Part, b: Part): number => (a.key ?? 0) - (b.key ?? 0);

export interface Chosen {
  shown: readonly Part[];
  others: readonly Part[];
}

/** The largest of them, in their own order or by size. own: key of one that is always shown. */
export function chosenOf(parts: readonly Part[], isBySize: boolean, own?: number): Chosen {
  if (parts.length <= MOST && !isBySize) return { shown: parts, others: [] };
  const ranked = [...parts].sort(bySize);
  const place = ranked.findIndex(({ key }) => key === own);
  if (place >= MOST) ranked.splice(MOST - 1, 0, ...ranked.splice(place, 1));
  const shown = ranked.slice(0, MOST);
  return { shown: isBySize ? shown : shown.sort(byKey), others: ranked.slice(MOST) };
}

const total = (numbers: readonly number[]): number => numbers.reduce((all, next) => all + next, 0);

export interface AddedUp {
  rows: readonly Row[];
  decimals: number;
  /** What the rows add up to, in units. */
  total: number;
}

export interface Summands extends Chosen {
  bias: number | undefined;
  /** What they add up to, as the network computed it. */
  whole: number;
  words: { bias: string; rounding: string; others(terms: number): string };
}

/** Lines whose printed numbers add up to the printed whole; see digits.ts. */
export function addedUp({ shown, others, bias, whole, words }: Summands): AddedUp {
  const line = (label: string, amount: number): Part => ({
    key: undefined,
    label,
    amount,
    atoms: 1,
  });
  const rest =
    others.length > 0
      ? [line(words.others(others.length), total(others.map(({ amount }) => amount)))]
      : [];
  const last = bias === undefined ? [] : [line(words.bias, bias)];
  const parts = [...shown, ...rest, ...last];
  const amounts = parts.map(({ amount }) => amount);
  const decimals = decimalsFor([...amounts, whole]);
  const inAll = rounded(whole, decimals);
  const { units, rounding } = apportioned(amounts, decimals, inAll);
  const rows = parts.map(
    (part, index): Row => ({
      ...part,
      kind: index < shown.length ? 'term' : index < shown.length + rest.length ? 'rest' : 'bias',
      units: units[index] as number,
    }),
  );
  if (rounding !== 0 && Number.isFinite(rounding)) {
    const amount = rounding / 10 ** decimals;
    rows.push({ ...line(words.rounding, amount), kind: 'rounding', units: rounding });
  }
  return { rows, decimals, total: inAll };
}

/** Lines that do not add up, such as those of a largest number: each is rounded for itself. */
export function rowsApart(
  { shown, others }: Chosen,
  rest: Part | undefined,
  result: number,
): AddedUp {
  const parts = others.length > 0 && rest ? [...shown, rest] : [...shown];
  const decimals = decimalsFor([...parts.map(({ amount }) => amount), result]);
  const rows = parts.map(
    (part, index): Row => ({
      ...part,
      kind: index < shown.length ? 'term' : 'rest',
      units: rounded(part.amount, decimals),
    }),
  );
  return { rows, decimals, total: rounded(result, decimals) };
}
