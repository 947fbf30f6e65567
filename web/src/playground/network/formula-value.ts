// What a formula comes to, in double precision.

import { type Expression, isOverTerms, lettersOf, PICKS } from './formula.js';

export interface Scope {
  /** The number a letter stands for; undefined where there is none, as in the padding. */
  letter(name: string): number | undefined;
  /** The scopes of all terms that those letters have. */
  each(letters: ReadonlySet<string>): Iterable<Scope>;
}

/** Halves to the even one. */
function round(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

/** In double precision, by a series. */
function erf(x: number): number {
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

const FUNCTIONS: Record<string, (x: number) => number> = { ...mathematics(), erf, round };

/** The functions of Math with one argument, by their own names. */
function mathematics(): Record<string, (x: number) => number> {
  const names = Object.getOwnPropertyNames(Math) as (keyof Math)[];
  return Object.fromEntries(
    names.flatMap((name) => (typeof Math[name] === 'function' ? [[name, Math[name]]] : [])),
  ) as Record<string, (x: number) => number>;
}

function combine(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '^':
      return a ** b;
    case '<':
      return Number(a < b);
    case '>':
      return Number(a > b);
    case '<=':
      return Number(a <= b);
    case '>=':
      return Number(a >= b);
    case '==':
      return Number(a === b);
    default:
      return Number(a !== b);
  }
}

/** The numbers of all terms; those that are not there are left out. */
export function numbersOf(of: Expression, scope: Scope): number[] {
  const numbers: number[] = [];
  for (const term of scope.each(lettersOf(of))) {
    const value = compute(of, term, true);
    if (value !== undefined) numbers.push(value);
  }
  return numbers;
}

const total = (numbers: readonly number[]) => numbers.reduce((all, next) => all + next, 0);

/** reduce, so that any number of them fits; NaN wins. */
function extreme(numbers: readonly number[], pick: typeof Math.max): number {
  return numbers.reduce((best, next) => pick(best, next));
}

function reduced(name: string, numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  const mean = () => total(numbers) / numbers.length;
  switch (name) {
    case 'sum':
      return total(numbers);
    case 'mean':
      return mean();
    case 'max':
      return extreme(numbers, Math.max);
    case 'min':
      return extreme(numbers, Math.min);
    case 'product':
      return numbers.reduce((all, next) => all * next, 1);
    case 'variance': {
      const middle = mean();
      return total(numbers.map((next) => (next - middle) ** 2)) / numbers.length;
    }
    default:
      return numbers.indexOf(extreme(numbers, name === 'argmax' ? Math.max : Math.min));
  }
}

/** x of all y, as shares that add up to 1; the largest is taken off first. */
export function powersOf(numbers: readonly number[]): { largest: number; powers: number[] } {
  const largest = extreme(numbers, Math.max);
  return { largest, powers: numbers.map((y) => Math.exp(y - largest)) };
}

function picked(name: string, of: readonly Expression[], scope: Scope): number | undefined {
  const [first, second] = of as [Expression, Expression];
  if (name === 'take') {
    const numbers = numbersOf(first, scope);
    const index = compute(second, scope);
    return index === undefined ? undefined : numbers.at(index);
  }
  const x = compute(first, scope);
  const { largest, powers } = powersOf(numbersOf(second, scope));
  return x === undefined ? undefined : Math.exp(x - largest) / total(powers);
}

function call(of: Extract<Expression, { kind: 'call' }>, scope: Scope, strict: boolean) {
  if (isOverTerms(of)) {
    if (PICKS.has(of.name)) return picked(of.name, of.of, scope);
    return reduced(of.name, numbersOf(of.of[0] as Expression, scope));
  }
  if (of.name === 'if') {
    const [condition, yes, no] = of.of as [Expression, Expression, Expression];
    return compute(compute(condition, scope, strict) ? yes : no, scope, strict);
  }
  const values = of.of.map((part) => compute(part, scope, strict));
  if (of.name === 'else') return values.find((value) => value !== undefined);
  const there = values.filter((value) => value !== undefined);
  if (of.name === 'max' || of.name === 'min') return reduced(of.name, there);
  const [x] = there;
  return x === undefined ? undefined : FUNCTIONS[of.name]?.(x);
}

/**
 * What is not there is left out of sums, products and extremes: a bias that a layer does not have. With
 * `strict` a term is there only as a whole, which is how padding is left out.
 */
export function compute(of: Expression, scope: Scope, strict = false): number | undefined {
  switch (of.kind) {
    case 'number':
      return of.value;
    case 'letter':
      return scope.letter(of.name);
    case 'negative': {
      const value = compute(of.of, scope, strict);
      return value === undefined ? undefined : -value;
    }
    case 'call':
      return call(of, scope, strict);
    case 'binary': {
      const [a, b] = [compute(of.left, scope, strict), compute(of.right, scope, strict)];
      if (a === undefined || b === undefined) return strict ? undefined : (a ?? b);
      return combine(of.operator, a, b);
    }
  }
}
