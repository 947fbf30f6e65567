// What runs over many cells: the largest or the mean of a window, a share of exponentials, a sum.

import type { Expression } from '../formula.js';
import { compute, numbersOf, powersOf } from '../formula-value.js';
import { words } from '../words-en.js';
import { product } from './access.js';
import type { Cells } from './cells.js';
import type { How, Term, TermsSum, WindowSum } from './types.js';

type Call = Extract<Expression, { kind: 'call' }>;

/** The only letter, and the function over its terms. */
function bare(of: Expression): { name: string; letter: string } | undefined {
  const inner = of.kind === 'call' && of.of.length === 1 ? of.of[0] : undefined;
  return inner?.kind === 'letter' ? { name: (of as Call).name, letter: inner.name } : undefined;
}

/** The sum of a window over the number of its cells, where padding counts. */
function counted(of: Expression) {
  if (of.kind !== 'binary' || of.operator !== '/') return undefined;
  const [sum, cells] = [bare(of.left), bare(of.right)];
  return sum?.name === 'sum' && cells?.name === 'sum' ? { sum, cells } : undefined;
}

/** Rows and columns of a map, of which the largest or the mean is taken. */
export function isWindow({ facts }: Cells, of: Expression): boolean {
  const name = bare(of)?.name;
  return facts.terms.length === 2 && (name === 'max' || name === 'mean' || !!counted(of));
}

export function windowOf(cells: Cells, of: Expression): WindowSum {
  const [height = 1, width = 1] = cells.facts.terms;
  const found = counted(of);
  const letter = (found?.sum ?? bare(of))?.letter ?? '';
  const numbers = Array.from({ length: height * width }, (_, k) => cells.letter(letter, k, 0));
  const value = compute(of, cells.scope()) ?? Number.NaN;
  const window = { kind: 'window' as const, height, width, cells: numbers, value };
  if (bare(of)?.name === 'max') {
    const winner = numbers.findIndex((cell) => Object.is(cell, value) || cell === value);
    return { ...window, winner: winner < 0 ? undefined : winner, divisor: undefined };
  }
  const count = found
    ? compute((of as Extract<Expression, { kind: 'binary' }>).right, cells.scope())
    : numbers.filter((cell) => cell !== undefined).length;
  return { ...window, winner: undefined, divisor: count };
}

/** share(x, y), or its logarithm: e^x over the sum of all e^y. */
export function shareOf(cells: Cells, of: Expression): TermsSum | undefined {
  const isLog = of.kind === 'call' && of.name === 'log';
  const share = isLog ? (of as Call).of[0] : of;
  if (share?.kind !== 'call' || share.name !== 'share') return undefined;
  const scope = cells.scope();
  const [own, all] = share.of as [Expression, Expression];
  const numbers = numbersOf(all, scope);
  const { powers } = powersOf(numbers);
  const sum = powers.reduce((total, power) => total + power, 0);
  const [line] = all.kind === 'letter' ? cells.readsOf(all.name) : [];
  const [cell] = own.kind === 'letter' ? cells.readsOf(own.name) : [];
  const at = cell && cells.indexOf(cell, 0);
  const terms = numbers.map((x, k): Term => {
    const isOwn = line !== undefined && cells.indexOf(line, k) === at;
    return {
      label: isOwn ? words.thisClass(k) : words.class(k),
      amount: (powers[k] as number) / sum,
      factors: [x, powers[k] as number],
    };
  });
  const how = isLog ? 'logarithm of share' : 'share';
  return { kind: 'terms', how, terms, bias: undefined, value: compute(of, scope) ?? Number.NaN };
}

const HOW: Record<string, How> = {
  sum: 'sum',
  mean: 'mean',
  max: 'largest',
  min: 'smallest',
  product: 'product',
};

/** The sum, mean, ... of one letter: of cells along axes, or of several inputs. */
export function overTerms(cells: Cells, of: Expression): TermsSum | undefined {
  const found = bare(of);
  const how = HOW[found?.name ?? ''];
  if (!found || !how) return undefined;
  const reads = cells.readsOf(found.letter);
  const count = product(cells.facts.terms);
  const terms = reads.flatMap((read, which) =>
    Array.from({ length: count }, (_, k) => k).flatMap((k): Term[] => {
      const amount = cells.letter(found.letter, k, which);
      const name = cells.place.node.inputs[read.input] ?? '';
      return amount === undefined ? [] : [{ label: count > 1 ? words.cell(k) : name, amount }];
    }),
  );
  const value = compute(of, cells.scope()) ?? 0;
  return { kind: 'terms', how, terms, bias: undefined, value };
}
