// One number in, one number out; and two numbers in.

import { broadcast, input, numberOf, outputDims, type Place, scalar, unravel } from './access.js';
import type { FormulaSum, Term, TermsSum } from './types.js';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Abramowitz and Stegun 7.1.26 has 1.5e-7; the series and fraction here have double precision. */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  let sum = z;
  let term = z;
  for (let n = 1; n < 200 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * z * z) / (2 * n + 1);
    sum += term;
  }
  // erf(z) = 2 / sqrt(pi) * exp(-z^2) * sum of 2^n z^(2n+1) / (1 * 3 * ... * (2n+1))
  return (Math.sign(x) * 2 * Math.exp(-z * z) * sum) / Math.sqrt(Math.PI);
}

interface Rule {
  text: string;
  of(x: number, place: Place): number;
  /** Settings that stand in the text. */
  settings?: (place: Place) => Term[];
}

const setting = (label: string, amount: number): Term => ({ label, amount });
const alpha = (otherwise: number) => (place: Place) => [
  setting('alpha', numberOf(place, 'alpha', otherwise)),
];

const low = (place: Place) => scalar(place, 1) ?? numberOf(place, 'min', Number.NEGATIVE_INFINITY);
const high = (place: Place) => scalar(place, 2) ?? numberOf(place, 'max', Number.POSITIVE_INFINITY);
const hardSigmoid = (x: number, a: number, b: number) => Math.min(1, Math.max(0, a * x + b));

const RULES: Record<string, Rule> = {
  Relu: { text: 'max(0, x)', of: (x) => Math.max(0, x) },
  Clip: {
    text: 'min(max(x, low), high)',
    of: (x, place) => Math.min(Math.max(x, low(place)), high(place)),
    settings: (place) => [setting('low', low(place)), setting('high', high(place))],
  },
  LeakyRelu: {
    text: 'x, or alpha · x below 0',
    of: (x, place) => (x < 0 ? numberOf(place, 'alpha', 0.01) * x : x),
    settings: alpha(0.01),
  },
  Elu: {
    text: 'x, or alpha · (e^x − 1) below 0',
    of: (x, place) => (x < 0 ? numberOf(place, 'alpha', 1) * Math.expm1(x) : x),
    settings: alpha(1),
  },
  Sigmoid: { text: '1 / (1 + e^−x)', of: sigmoid },
  HardSigmoid: {
    text: 'min(1, max(0, alpha · x + beta))',
    of: (x, place) => hardSigmoid(x, numberOf(place, 'alpha', 0.2), numberOf(place, 'beta', 0.5)),
    settings: (place) => [
      setting('alpha', numberOf(place, 'alpha', 0.2)),
      setting('beta', numberOf(place, 'beta', 0.5)),
    ],
  },
  HardSwish: { text: 'x · min(1, max(0, x / 6 + 1/2))', of: (x) => x * hardSigmoid(x, 1 / 6, 0.5) },
  Tanh: { text: 'tanh(x)', of: Math.tanh },
  Softplus: {
    text: 'log(1 + e^x)',
    of: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  },
  Mish: {
    text: 'x · tanh(log(1 + e^x))',
    of: (x) => x * Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  },
  Gelu: {
    text: 'x · (1 + erf(x / √2)) / 2',
    of: (x, { node }) =>
      node.attributes.approximate === 'tanh'
        ? 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
        : 0.5 * x * (1 + erf(x / Math.SQRT2)),
  },
  Erf: { text: 'erf(x)', of: erf },
  Exp: { text: 'e^x', of: Math.exp },
  Log: { text: 'log(x)', of: Math.log },
  Sqrt: { text: '√x', of: Math.sqrt },
  Neg: { text: '−x', of: (x) => -x },
  Abs: { text: '|x|', of: Math.abs },
  Reciprocal: { text: '1 / x', of: (x) => 1 / x },
};

export function unarySum(place: Place): FormulaSum | undefined {
  const rule = RULES[place.node.op];
  const x = input(place, 0)?.data[place.position];
  if (!rule || x === undefined) return undefined;
  const terms = [setting('x', x), ...(rule.settings?.(place) ?? [])];
  return { kind: 'formula', rule: rule.text, terms, value: rule.of(x, place) };
}

interface Fold {
  how: string;
  of(a: number, b: number): number;
}

const FOLDS: Record<string, Fold> = {
  Add: { how: 'sum of', of: (a, b) => a + b },
  Sum: { how: 'sum of', of: (a, b) => a + b },
  Sub: { how: 'difference of', of: (a, b) => a - b },
  Mul: { how: 'product of', of: (a, b) => a * b },
  Div: { how: 'quotient of', of: (a, b) => a / b },
  Pow: { how: 'power of', of: (a, b) => a ** b },
  Max: { how: 'largest of', of: Math.max },
  Min: { how: 'smallest of', of: Math.min },
};

/** Two or more values of which the shapes are broadcast. */
export function foldSum(place: Place): TermsSum | undefined {
  const fold = FOLDS[place.node.op];
  const at = unravel(place.position, outputDims(place));
  if (!fold) return undefined;
  const terms: Term[] = [];
  for (let index = 0; index < place.node.inputs.length; index++) {
    const operand = input(place, index);
    if (!operand) return undefined;
    const amount = operand.data[broadcast(at, operand.dims)] as number;
    terms.push({ label: place.node.inputs[index] ?? '', amount });
  }
  const [first, ...rest] = terms.map(({ amount }) => amount);
  if (first === undefined) return undefined;
  const value = rest.reduce((all, next) => fold.of(all, next), first);
  return { kind: 'terms', how: fold.how, terms, bias: undefined, value };
}

export function isUnary(op: string): boolean {
  return op in RULES;
}

export function isFold(op: string): boolean {
  return op in FOLDS;
}

/** PRelu: its slope has a value a channel, by broadcasting. */
export function preluSum(place: Place): FormulaSum | undefined {
  const x = input(place, 0)?.data[place.position];
  const slope = input(place, 1);
  if (x === undefined || !slope) return undefined;
  const factor = slope.data[broadcast(unravel(place.position, outputDims(place)), slope.dims)] ?? 0;
  return {
    kind: 'formula',
    rule: 'x, or slope · x below 0',
    terms: [setting('x', x), setting('slope', factor)],
    value: x < 0 ? factor * x : x,
  };
}
