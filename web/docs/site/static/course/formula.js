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

/**
 * The tree of a formula: numbers, texts, { call, parts } and { sign, parts }.
 * @throws Error with a sentence where it cannot be read.
 */
export function parse(text) {
  const tokens = tokensOf(text);
  let next = 0;
  const isNext = (value) => tokens[next]?.value === value && tokens[next].kind !== 'text';
  function take(value) {
    if (!isNext(value)) throw new Error(`The formula "${text}" lacks a "${value}".`);
    next += 1;
  }

  function parts() {
    const list = [];
    while (!isNext(')')) {
      list.push(level(0));
      if (!isNext(')')) take(',');
    }
    take(')');
    return list;
  }

  function single() {
    if (isNext('-')) {
      next += 1;
      return { sign: '-', parts: [0, single()] };
    }
    if (isNext('(')) {
      next += 1;
      const inner = level(0);
      take(')');
      return inner;
    }
    const token = tokens[next];
    if (!token || token.kind === 'sign')
      throw new Error(`The formula "${text}" ends, or has a sign, where a value should stand.`);
    next += 1;
    if (token.kind !== 'name' || !isNext('(')) return token.value;
    next += 1;
    return { call: token.value, parts: parts() };
  }

  function level(rank) {
    if (rank === LEVELS.length) return single();
    let left = level(rank + 1);
    for (;;) {
      const sign = LEVELS[rank].find(isNext);
      if (sign === undefined) return left;
      next += 1;
      left = { sign, parts: [left, level(rank + 1)] };
    }
  }

  const tree = level(0);
  if (next < tokens.length)
    throw new Error(`The formula "${text}" goes on after its end, at "${tokens[next].value}".`);
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
  if (format === '%') return `${sign}${(size * 100).toFixed(1)} %`;
  if (format !== '') return sign + size.toFixed(Number(format));
  if (Number.isInteger(size)) return sign + size.toLocaleString('en-US');
  return sign + String(Number(size.toPrecision(4)));
}
