// The engine's formulas: "scale * (x - mean(y)) / sqrt(variance(y) + epsilon) + bias". Read, shown, and
// computed in double precision.

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'letter'; name: string }
  | { kind: 'negative'; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'call'; name: string; of: readonly Expression[] };

/** Over all terms, where they have one argument. */
const OVER_TERMS = new Set('sum mean max min product variance argmax argmin'.split(' '));
/** The second argument runs over all terms. */
const PICKS = new Set(['share', 'take']);

export function isOverTerms(node: Expression): boolean {
  if (node.kind !== 'call') return false;
  return PICKS.has(node.name) || (OVER_TERMS.has(node.name) && node.of.length === 1);
}

// ---- reading ----

const TOKEN = /\s*(\d+(?:\.\d+)?(?:e-?\d+)?|[a-z_]+|<=|>=|==|!=|[-+*/^()<>,])/y;
const BINDING: Record<string, number> = {
  '<': 1,
  '>': 1,
  '<=': 1,
  '>=': 1,
  '==': 1,
  '!=': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '^': 5,
};
const SIGN = 4;

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text)?.[1];
    if (found === undefined) return undefined;
    tokens.push(found);
  }
  return tokens;
}

class Reader {
  private at = 0;
  private readonly tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  whole(): Expression | undefined {
    const found = this.expression(0);
    return this.at === this.tokens.length ? found : undefined;
  }

  private expression(least: number): Expression | undefined {
    let left = this.operand();
    for (;;) {
      const operator = this.tokens[this.at] ?? '';
      const binding = BINDING[operator] ?? 0;
      if (!left || binding <= least) return left;
      this.at++;
      const right = this.expression(binding);
      left = right && { kind: 'binary', operator, left, right };
    }
  }

  private operand(): Expression | undefined {
    if (this.take('-')) {
      const of = this.expression(SIGN);
      return of && { kind: 'negative', of };
    }
    if (this.take('(')) {
      const inner = this.expression(0);
      return this.take(')') ? inner : undefined;
    }
    const token = this.tokens[this.at++] ?? '';
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (!/^[a-z_]/.test(token)) return undefined;
    return this.take('(') ? this.call(token) : { kind: 'letter', name: token };
  }

  private call(name: string): Expression | undefined {
    const of: Expression[] = [];
    do {
      const next = this.expression(0);
      if (!next) return undefined;
      of.push(next);
    } while (this.take(','));
    return this.take(')') ? { kind: 'call', name, of } : undefined;
  }
}

const read = new Map<string, Expression | undefined>();

/** undefined for what is no formula, such as a sentence. */
export function parseFormula(text: string): Expression | undefined {
  if (!read.has(text)) {
    const tokens = tokensOf(text);
    read.set(text, tokens && tokens.length > 0 ? new Reader(tokens).whole() : undefined);
  }
  return read.get(text);
}

// ---- computing ----

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

/** Letters of an expression, each once. */
export function lettersOf(of: Expression, found = new Set<string>()): Set<string> {
  if (of.kind === 'letter') found.add(of.name);
  if (of.kind === 'negative') lettersOf(of.of, found);
  if (of.kind === 'binary') lettersOf(of.right, lettersOf(of.left, found));
  if (of.kind === 'call') for (const part of of.of) lettersOf(part, found);
  return found;
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

// ---- showing ----

const SIGNS: Record<string, string> = {
  '*': '·',
  '-': '−',
  '==': '=',
  '!=': '≠',
  '<=': '≤',
  '>=': '≥',
};

function inside(of: Expression, least: number, isThere: (letter: string) => boolean): string {
  const text = showFormula(of, isThere);
  const binding =
    of.kind === 'binary' ? (BINDING[of.operator] ?? 0) : of.kind === 'negative' ? SIGN : 9;
  return binding < least ? `(${text})` : text;
}

function showCall(
  { name, of }: Extract<Expression, { kind: 'call' }>,
  isThere: (letter: string) => boolean,
): string {
  const there = of.filter((part) => part.kind !== 'letter' || isThere(part.name));
  const parts = there.map((part) => showFormula(part, isThere));
  const [first = '', second = '', third = ''] = parts;
  if (there.length === 1 && of.length > 1 && name !== 'if') return first;
  switch (name) {
    case 'if':
      return `${second} where ${first}, else ${third}`;
    case 'else':
      return `${first}, or ${second} outside`;
    case 'share':
      return `e^${first} / sum of e^${second}`;
    case 'take':
      return `${first} number ${second}`;
    case 'exp':
      return `e^${inside(there[0] as Expression, SIGN, isThere)}`;
    case 'abs':
      return `|${first}|`;
    case 'sqrt':
      return there[0]?.kind === 'binary' ? `√(${first})` : `√${first}`;
    default:
      return `${name}(${parts.join(', ')})`;
  }
}

/** For people: "scale · (x − mean(y)) / √(variance(y) + epsilon)". Letters that are not there go. */
export function showFormula(of: Expression, isThere: (letter: string) => boolean): string {
  switch (of.kind) {
    case 'number':
      return String(of.value);
    case 'letter':
      return of.name;
    case 'negative':
      return `−${inside(of.of, SIGN, isThere)}`;
    case 'call':
      return showCall(of, isThere);
    case 'binary': {
      const gone = (part: Expression) => part.kind === 'letter' && !isThere(part.name);
      if (gone(of.right)) return showFormula(of.left, isThere);
      const binding = BINDING[of.operator] ?? 0;
      const left = inside(of.left, binding, isThere);
      const right = inside(of.right, binding + 1, isThere);
      const sign = SIGNS[of.operator] ?? of.operator;
      return of.operator === '^' ? `${left}^${right}` : `${left} ${sign} ${right}`;
    }
  }
}
