// What kind of layer a node is, from the facts that the engine states, never from its name.

import { type Facts, factsOf, type Read } from './facts.js';
import { type Expression, lettersOf } from './formula.js';
import type { NodeDescription } from './network.js';
import { productsIn } from './sum/products-in.js';

/** The only input letter of a formula with several. */
function inputOf(facts: Facts): Read | undefined {
  return facts.reads.find(({ input }) => input === 0);
}

/** True for a read of the output's own cell: no axis moves, none runs. */
function isOwnCell(read: Read, out: readonly number[]): boolean {
  const skip = out.length - read.shape.length;
  return read.axes.every(
    ({ from, along, table, start, stride, divide }, axis) =>
      along === undefined &&
      table === undefined &&
      start === 0 &&
      (from === undefined
        ? read.shape[axis] === 1
        : from === axis + skip && stride === 1 && divide === 1),
  );
}

const isFlat = (node: NodeDescription, read: Read) =>
  String(read.shape) !== String(node.inputShapes[read.input] ?? []);

/** Shown nowhere: what it gives does not depend on the picture. */
export function readsNothing(node: NodeDescription): boolean {
  const facts = factsOf(node);
  return facts.isKnown && facts.reads.length === 0;
}

/** True where every output channel reads every input channel, or may do so. */
export function mixesChannels(node: NodeDescription): boolean {
  const facts = factsOf(node);
  if (!facts.isKnown) return true;
  const from = node.inputShapes[0] ?? [];
  return facts.reads.some(({ input, axes, shape }) => {
    const channels = axes[1];
    if (input !== 0 || shape[1] !== from[1] || channels?.along === undefined) return false;
    return facts.terms[channels.along] === from[1];
  });
}

/** The input whose numbers weigh those of another one in a sum; undefined where nothing is weighed. */
export function weightOf(node: NodeDescription): number | undefined {
  const facts = factsOf(node);
  const found = facts.formula && productsIn(facts.formula);
  if (!found || facts.terms.length === 0) return undefined;
  const read = facts.reads.find(({ letter }) => letter === found.right);
  const other = facts.reads.some(({ letter }) => letter === found.left);
  return other ? read?.input : undefined;
}

/** A window over rows and columns: a kernel or a pool. */
export function slides(node: NodeDescription): boolean {
  const facts = factsOf(node);
  const x = inputOf(facts);
  const moving = x?.axes
    .slice(2)
    .some(({ from, along }) => from !== undefined && along !== undefined);
  return (
    moving === true &&
    facts.terms.length > 1 &&
    'kernel_shape strides pads'
      .split(' ')
      .some((name) => name in node.attributes || weightOf(node) !== undefined)
  );
}

export function isConvolution(node: NodeDescription | undefined): boolean {
  return node !== undefined && slides(node) && weightOf(node) !== undefined;
}

/** Each channel has kernels of its own. */
export function isDepthwise(node: NodeDescription | undefined): boolean {
  const group = node?.attributes.group;
  return (
    isConvolution(node) &&
    typeof group === 'number' &&
    group > 1 &&
    group === node?.inputShapes[0]?.[1]
  );
}

/** Each number by itself, from one input; the others are settings. */
function isPointwise(node: NodeDescription, { reads, terms, out, isKnown }: Facts): boolean {
  const x = reads.filter(({ input }) => input === 0);
  const [own] = x;
  if (!isKnown || terms.length > 0 || x.length !== 1 || !own) return false;
  return isOwnCell(own, out) && !isFlat(node, own) && own.shape.length === out.length;
}

/** Sums and products with numbers that do not depend on x. */
function isStraight(of: Expression, letter: string): boolean {
  const has = (part: Expression) => lettersOf(part).has(letter);
  if (!has(of) || of.kind === 'letter') return true;
  if (of.kind === 'negative') return isStraight(of.of, letter);
  if (of.kind !== 'binary') return false;
  const both = isStraight(of.left, letter) && isStraight(of.right, letter);
  if (of.operator === '+' || of.operator === '-') return both;
  if (of.operator === '*') return both && !(has(of.left) && has(of.right));
  return of.operator === '/' && both && !has(of.right);
}

/** True where other inputs are settings of the layer: none of them has axes of its own to broadcast. */
function pointwiseLetter(node: NodeDescription): [Facts, string] | undefined {
  const facts = factsOf(node);
  const letter = inputOf(facts)?.letter;
  if (!facts.formula || !letter || !isPointwise(node, facts)) return undefined;
  return [facts, letter];
}

/** Bends the scale: each number by itself, and not just scaled and shifted. */
export function isActivation(node: NodeDescription): boolean {
  const found = pointwiseLetter(node);
  if (!found) return false;
  const [{ formula, reads }, letter] = found;
  // Two inputs under the same rule, such as two that are multiplied, are no activation.
  const others = reads.filter(({ input }) => input !== 0);
  const isSetting = others.every(({ letter: name }) => name !== 'a' && name !== 'b');
  return isSetting && !isStraight(formula as Expression, letter);
}

/** Negative numbers become 0, and the others stay. */
export function isCut(node: NodeDescription | undefined): boolean {
  const formula = node && factsOf(node).formula;
  const zero = formula?.kind === 'call' && formula.name === 'max' ? formula.of : [];
  return (
    zero.length === 2 &&
    zero.some((part) => part.kind === 'number' && part.value === 0) &&
    zero.some((part) => part.kind === 'letter')
  );
}

/** Each channel scaled and shifted by numbers of its own. */
export function isScaling(node: NodeDescription): boolean {
  const found = pointwiseLetter(node);
  if (!found) return false;
  const [{ formula, reads }, letter] = found;
  const own = reads.filter(({ input }) => input !== 0);
  return (
    own.length > 1 &&
    own.every(({ shape }) => shape.length === 1) &&
    isStraight(formula as Expression, letter)
  );
}

/** The output's numbers are the input's, in order. */
export function isSameOrder(node: NodeDescription): boolean {
  const facts = factsOf(node);
  const [x] = facts.reads;
  if (facts.reads.length !== 1 || !x || facts.formula?.kind !== 'letter') return false;
  const size = (shape: readonly number[]) => shape.reduce((all, next) => all * next, 1);
  return isOwnCell(x, facts.out) && size(x.shape) === size(facts.out);
}

export function isIdentity(node: NodeDescription): boolean {
  return isSameOrder(node) && String(node.inputShapes[0]) === String(node.outputShapes[0]);
}

/** Leaves every number at its place in the map. */
export function staysInPlace(node: NodeDescription): boolean {
  return isActivation(node) || isScaling(node) || isIdentity(node);
}

/** The axes in another order. */
export function isTurn(node: NodeDescription): boolean {
  const { formula, reads, terms } = factsOf(node);
  const [x] = reads;
  if (formula?.kind !== 'letter' || reads.length !== 1 || !x || terms.length > 0) return false;
  return x.axes.some(({ from }, axis) => from !== undefined && from !== axis);
}

function isFold(node: NodeDescription, operator: string, name: string): boolean {
  const { formula, reads, terms } = factsOf(node);
  if (formula?.kind === 'binary' && formula.operator === operator) {
    return formula.left.kind === 'letter' && formula.right.kind === 'letter' && reads.length === 2;
  }
  return (
    formula?.kind === 'call' && formula.name === name && reads.length > 1 && terms.length === 0
  );
}

/** Several inputs, added up cell by cell. */
export const isAddition = (node: NodeDescription) => isFold(node, '+', 'sum');
/** Several inputs, multiplied cell by cell. */
export const isProduct = (node: NodeDescription) => isFold(node, '*', 'product');
export const isQuotient = (node: NodeDescription) => isFold(node, '/', 'quotient');

/** Several inputs side by side. */
export function isJoin(node: NodeDescription): boolean {
  const { formula, reads } = factsOf(node);
  return formula?.kind === 'letter' && reads.length > 1;
}

/** A mean over cells of one input. */
export function isMean(node: NodeDescription): boolean {
  const { formula } = factsOf(node);
  return formula?.kind === 'call' && formula.name === 'mean';
}

/** The mean of each whole map. */
export function isMeanOfMaps(node: NodeDescription): boolean {
  const facts = factsOf(node);
  const x = inputOf(facts);
  const own = node.inputShapes[0] ?? [];
  if (!isMean(node) || own.length !== 4 || !x || String(x.shape) !== String(own)) return false;
  const [batch, channels, ...maps] = x.axes;
  // A window may be as large as the map where it has one place to stand.
  const isWhole = maps.every(
    ({ from, along, start, step }, axis) =>
      along !== undefined &&
      start === 0 &&
      step === 1 &&
      facts.terms[along] === own[axis + 2] &&
      (from === undefined || facts.out[from] === 1),
  );
  return isWhole && batch?.along === undefined && channels?.along === undefined;
}

/** Shares that add up to 1, such as probabilities. */
export function isShare(node: NodeDescription): boolean {
  const { formula } = factsOf(node);
  return formula?.kind === 'call' && formula.name === 'share';
}

/** Shares, or their logarithms. */
export function isAnyShare(node: NodeDescription): boolean {
  const { formula } = factsOf(node);
  const [inner] = formula?.kind === 'call' && formula.name === 'log' ? formula.of : [];
  return isShare(node) || (inner?.kind === 'call' && inner.name === 'share');
}
