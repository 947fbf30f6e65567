// Sums of products, such as those of a convolution: for each input channel a patch times a kernel.

import { factsOf, type Read } from '../facts.js';
import type { Expression } from '../formula.js';
import { compute } from '../formula-value.js';
import { words } from '../words-en.js';
import { type Place, product } from './access.js';
import { Cells } from './cells.js';
import { type Products, productsIn } from './products-in.js';
import type { ConvolutionSum, Patch, PatchTerm, TermsSum } from './types.js';

interface Sides {
  cells: Cells;
  x: Read;
  weight: Read;
}

function sidesOf(place: Place): Sides | undefined {
  const facts = factsOf(place.node);
  const found = facts.formula && productsIn(facts.formula);
  const cells = new Cells(place, facts);
  const [x, weight] = found ? [cells.readsOf(found.left)[0], cells.readsOf(found.right)[0]] : [];
  return x && weight && { cells, x, weight };
}

/** Three axes of terms: input channels, rows and columns of a kernel. */
export function hasPatches({ facts }: Cells): boolean {
  return facts.terms.length === 3;
}

/** Channel of the input that a term reads, whether or not it lies in the padding. */
function channelOf({ cells, x }: Sides, term: number): number {
  const [, channel] = x.axes;
  const [, size = 1] = x.shape;
  const bare: Read = { ...x, shape: [size], axes: channel ? [channel] : [] };
  return cells.positions(bare, term)?.[0] ?? 0;
}

function patches(cells: Cells, products: Products, scale: number): PatchTerm[] {
  const [x] = cells.readsOf(products.left);
  const [weight] = cells.readsOf(products.right);
  const [channels = 0, ...kernel] = cells.facts.terms;
  const area = product(kernel);
  return Array.from({ length: x && weight ? channels : 0 }, (_, index) => {
    const sides = { cells, x, weight } as Sides;
    let amount = 0;
    for (let k = 0; k < area; k++) {
      const term = index * area + k;
      const value = cells.numberOf(sides.x, term);
      if (value !== undefined) amount += value * (cells.numberOf(sides.weight, term) ?? 0);
    }
    const channel = channelOf(sides, index * area);
    return { label: words.channel(channel), channel, amount: scale * amount };
  });
}

function single(cells: Cells, { left, right }: Products, scale: number): TermsSum['terms'] {
  const isShare = left === 'share';
  return Array.from({ length: product(cells.facts.terms) }, (_, k) => k).flatMap((k) => {
    const [a, b] = [cells.letter(left, k, 0), cells.letter(right, k, 0)];
    if (a === undefined || b === undefined || (isShare && a === 0)) return [];
    const [read] = cells.readsOf(right);
    const at = isShare && read ? cells.positions(read, k)?.slice(1).join(', ') : undefined;
    return [
      {
        label: isShare ? words.cell(at ?? k) : words.input(k),
        amount: scale * a * b,
        // The number that is read, and its weight.
        factors: isShare ? ([b, a] as const) : ([a, b] as const),
      },
    ];
  });
}

/** In double precision; the engine adds in single, in another order. */
export function channelTerms(
  cells: Cells,
  of: Expression,
  products: Products,
): ConvolutionSum | TermsSum {
  const scope = cells.scope();
  const scale = products.factor ? (compute(products.factor, scope) ?? 1) : 1;
  const bias = products.rest && compute(products.rest, scope);
  // A window that lies in the padding adds nothing.
  const value = compute(of, scope) ?? 0;
  if (hasPatches(cells) && products.left !== 'share') {
    return { kind: 'convolution', terms: patches(cells, products, scale), bias, value };
  }
  return { kind: 'terms', how: 'sum', terms: single(cells, products, scale), bias, value };
}

/** The cells and weights behind one term; channel: of the input. */
export function patchOf(place: Place, channel: number): Patch | undefined {
  const sides = sidesOf(place);
  if (!sides || !hasPatches(sides.cells)) return undefined;
  const { cells, x, weight } = sides;
  const [channels = 0, height = 1, width = 1] = cells.facts.terms;
  const area = height * width;
  const index = channel - channelOf(sides, 0);
  if (index < 0 || index >= channels) return undefined;
  const terms = Array.from({ length: area }, (_, k) => index * area + k);
  return {
    height,
    width,
    values: terms.map((term) => cells.numberOf(x, term)),
    weights: terms.map((term) => cells.numberOf(weight, term) ?? 0),
  };
}
