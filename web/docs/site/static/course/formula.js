// The small formulas in which the pages of the course say what is to be computed: `cell(conv_1_1, 3, 12, 30) - 1`.
// Names that are not called are texts, so layers need no quotes. Used when the pages are made, and in the browser.

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][\w]*)|'([^']*)'|(<=|>=|==|!=|[-+*/(),<>]))/y;

function tokensOf(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found)
      throw new Error(`The formula "${text}" cannot be read from "${text.slice(at)}" on.`);
    const [, number, name, quoted, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else if (name !== undefined) tokens.push({ kind: 'name', value: name });
    else if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted });
    else tokens.push({ kind: 'sign', value: sign });
  }
  return tokens;
}

/** From the loosest to the tightest. */
const LEVELS = [
  ['and', 'or'],
  ['<', '>', '<=', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/'],
];

const APPLY = {
  and: (a, b) => a && b,
  or: (a, b) => a || b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

const ARITHMETIC = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  abs: Math.abs,
  max: Math.max,
  min: Math.min,
  sqrt: Math.sqrt,
};

class Reader {
  next = 0;

  constructor(text) {
    this.text = text;
    this.tokens = tokensOf(text);
  }

  isNext(value) {
    const token = this.tokens[this.next];
    return token?.value === value && token.kind !== 'text';
  }

  take(value) {
    if (!this.isNext(value)) throw new Error(`The formula "${this.text}" lacks a "${value}".`);
    this.next += 1;
  }

  /** What a call is given, up to its bracket. */
  parts() {
    const list = [];
    while (!this.isNext(')')) {
      list.push(this.level(0));
      if (!this.isNext(')')) this.take(',');
    }
    this.take(')');
    return list;
  }

  single() {
    const token = this.tokens[this.next++];
    if (token?.kind === 'sign' && token.value === '-')
      return { sign: '-', parts: [0, this.single()] };
    if (token?.kind === 'sign' && token.value === '(') {
      const inner = this.level(0);
      this.take(')');
      return inner;
    }
    if (!token || token.kind === 'sign')
      throw new Error(
        `The formula "${this.text}" ends, or has a sign, where a value should stand.`,
      );
    if (token.kind !== 'name' || !this.isNext('(')) return token.value;
    this.next += 1;
    return { call: token.value, parts: this.parts() };
  }

  level(rank) {
    if (rank === LEVELS.length) return this.single();
    let left = this.level(rank + 1);
    for (;;) {
      const sign = LEVELS[rank].find((value) => this.isNext(value));
      if (sign === undefined) return left;
      this.next += 1;
      left = { sign, parts: [left, this.level(rank + 1)] };
    }
  }
}

/**
 * The tree of a formula: numbers, texts, { call, parts } and { sign, parts }.
 * @throws Error with a sentence where it cannot be read.
 */
export function parse(text) {
  const reader = new Reader(text);
  const tree = reader.level(0);
  const rest = reader.tokens[reader.next];
  if (rest) throw new Error(`The formula "${text}" goes on after its end, at "${rest.value}".`);
  return tree;
}

async function computed(tree, facts) {
  if (typeof tree !== 'object') return tree;
  const values = [];
  for (const part of tree.parts) values.push(await computed(part, facts));
  if (tree.sign) return APPLY[tree.sign](...values);
  const known = Object.hasOwn(facts, tree.call)
    ? facts[tree.call]
    : Object.hasOwn(ARITHMETIC, tree.call) && ARITHMETIC[tree.call];
  if (!known) throw new Error(`Nothing is called "${tree.call}" in a formula.`);
  return known(...values);
}

/** Resolves to a number, a text, or true or false. facts: what can be called, by name. */
export async function evaluate(text, facts) {
  return computed(parse(text), facts);
}

/** How a value is written. format: decimals, or "%" for a share of 1; by default up to 4 digits that count. */
export function written(value, format = '') {
  if (typeof value !== 'number') return String(value);
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (format === '%') return `${sign}${(size * 100).toFixed(1)}%`;
  if (format !== '') return sign + size.toFixed(Number(format));
  if (Number.isInteger(size)) return sign + size.toLocaleString('en-US');
  return sign + String(Number(size.toPrecision(4)));
}
