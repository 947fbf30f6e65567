// How one number is computed, from the formula that the engine gives for the layer.

import { factsOf } from '../facts.js';
import { type Expression, isOverTerms } from '../formula.js';
import { showFormula } from '../formula-text.js';
import { compute } from '../formula-value.js';
import type { GraphDescription, KeptValue, NodeDescription } from '../network.js';
import type { Place } from './access.js';
import { Cells } from './cells.js';
import { isWindow, overTerms, shareOf, windowOf } from './over-terms.js';
import { channelTerms } from './products.js';
import { productsIn } from './products-in.js';
import type { FormulaSum, How, MovedSum, Sum, Term, TermsSum } from './types.js';

export { type Footprint, footprintsOf, type Margins, marginsOf } from './footprint.js';
export { patchOf } from './products.js';
export type * from './types.js';

type Values = ReadonlyMap<string, KeptValue>;

export interface Sources {
  /** Activations of the run. */
  values: Values;
  weights: Values;
}

export function placeOf(node: NodeDescription, position: number, from: Sources): Place {
  return {
    node,
    position,
    read: (name) => from.values.get(name) ?? from.weights.get(name),
  };
}

/** The number is another one: of the reads under that letter, the one that is there. */
function moved(cells: Cells, letter: string): MovedSum | undefined {
  for (const read of cells.readsOf(letter)) {
    const index = cells.indexOf(read, 0);
    const value = cells.numberOf(read, 0);
    const from = cells.place.node.inputs[read.input];
    if (index !== undefined && value !== undefined && from) {
      return { kind: 'moved', from, index, value };
    }
  }
  return undefined;
}

const PAIRS: Record<string, How> = {
  '+': 'sum',
  '-': 'difference',
  '*': 'product',
  '/': 'quotient',
  '^': 'power',
};

/** Two inputs and nothing else: they are the terms, under their own names. */
function pair(cells: Cells, of: Expression): TermsSum | undefined {
  if (of.kind !== 'binary' || of.left.kind !== 'letter' || of.right.kind !== 'letter') return;
  const how = PAIRS[of.operator];
  const value = compute(of, cells.scope());
  const terms = [of.left.name, of.right.name].map((letter): Term => {
    const [read] = cells.readsOf(letter);
    const label = cells.place.node.inputs[read?.input ?? -1] ?? letter;
    return { label, amount: cells.letter(letter, 0, 0) ?? 0 };
  });
  return how && value !== undefined
    ? { kind: 'terms', how, terms, bias: undefined, value }
    : undefined;
}

/** Letters and what runs over terms, in the order of the formula. */
function partsOf(of: Expression, found: Expression[] = []): Expression[] {
  if (of.kind === 'letter' || isOverTerms(of)) {
    found.push(of);
    return found;
  }
  const inner = of.kind === 'binary' ? [of.left, of.right] : of.kind === 'negative' ? [of.of] : [];
  for (const part of of.kind === 'call' ? of.of : inner) partsOf(part, found);
  return found;
}

function formula(cells: Cells, of: Expression): FormulaSum {
  const scope = cells.scope();
  const isThere = (letter: string) => scope.letter(letter) !== undefined;
  const terms = new Map<string, number>();
  for (const part of partsOf(of)) {
    const amount = compute(part, scope);
    if (amount !== undefined) terms.set(showFormula(part, isThere), amount);
  }
  return {
    kind: 'formula',
    rule: showFormula(of, isThere),
    terms: [...terms].map(([label, amount]) => ({ label, amount })),
    // A sum without a term, such as a window that lies in the padding, is 0.
    value: compute(of, scope) ?? 0,
  };
}

/** A rule in words: the numbers that it reads at this cell. */
function sentence(cells: Cells): FormulaSum {
  const terms = cells.facts.reads.flatMap(({ letter }) => {
    const amount = cells.letter(letter, 0, 0);
    return amount === undefined ? [] : [{ label: letter, amount }];
  });
  return { kind: 'formula', rule: cells.facts.text, terms, value: undefined };
}

function made(cells: Cells, of: Expression): Sum {
  if (of.kind === 'letter') return moved(cells, of.name) ?? formula(cells, of);
  if (of.kind === 'call' && of.name === 'else') {
    const there = of.of.find((part) => compute(part, cells.scope()) !== undefined);
    return there && there.kind !== 'number' ? made(cells, there) : formula(cells, of);
  }
  const products = productsIn(of);
  if (products && cells.facts.terms.length > 0) return channelTerms(cells, of, products);
  if (isWindow(cells, of)) return windowOf(cells, of);
  return shareOf(cells, of) ?? overTerms(cells, of) ?? pair(cells, of) ?? formula(cells, of);
}

/** True where all that the formula reads is there. */
function isRead(cells: Cells): boolean {
  return cells.facts.reads.every((read) => read.input < 0 || cells.valueOf(read) !== undefined);
}

/**
 * How output 0 of the node gets its number at that flat position, recomputed in double precision.
 * undefined while something it needs is not read; kind 'unknown' where the engine says nothing.
 */
export function sumOf(node: NodeDescription, position: number, from: Sources): Sum | undefined {
  const facts = factsOf(node);
  if (facts.text === '') return { kind: 'unknown' };
  const cells = new Cells(placeOf(node, position, from), facts);
  if (!isRead(cells)) return undefined;
  return facts.formula ? made(cells, facts.formula) : sentence(cells);
}

/** True where the engine says how that layer gets its numbers. */
export function hasSum(node: NodeDescription): boolean {
  return factsOf(node).text !== '';
}

/** Names of what a sum reads: inputs of the node, and its output to compare with. */
export function needsOfSum(graph: GraphDescription, index: number): string[] {
  const node = graph.nodes[index];
  return node ? [...node.inputs, ...node.outputs.slice(0, 1)].filter((name) => name !== '') : [];
}
