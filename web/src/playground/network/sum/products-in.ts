// Whether a formula is a sum of products, and of which letters.

import type { Expression } from '../formula.js';

/** The letters whose products are added up, and the number that the whole sum is multiplied by. */
export interface Products {
  left: string;
  right: string;
  factor: Expression | undefined;
  /** What is added to the sum. */
  rest: Expression | undefined;
}

/** sum(x * weight), factor * sum(x * weight), and either of them plus something. */
export function productsIn(of: Expression): Products | undefined {
  if (of.kind === 'binary' && of.operator === '+') {
    const found = productsIn(of.left);
    return found && { ...found, rest: of.right };
  }
  if (of.kind === 'binary' && of.operator === '*') {
    const found = productsIn(of.right);
    return found && { ...found, factor: of.left };
  }
  const inner = of.kind === 'call' && of.name === 'sum' ? of.of[0] : undefined;
  if (inner?.kind !== 'binary' || inner.operator !== '*') return undefined;
  const { left, right } = inner;
  if (left.kind !== 'letter' || right.kind !== 'letter') return undefined;
  return { left: left.name, right: right.name, factor: undefined, rest: undefined };
}
