// The engine's formulas, "scale * (x - mean(y)) / sqrt(variance(y) + epsilon) + bias", as trees.

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'letter'; name: string }
  | { kind: 'negative'; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'call'; name: string; of: readonly Expression[] };

/** Over all terms, where they have one argument. */
const OVER_TERMS = new Set('sum mean max min product variance argmax argmin'.split(' '));
/** The second argument runs over all terms. */
export const PICKS = new Set(['share', 'take']);

export function isOverTerms(node: Expression): boolean {
  if (node.kind !== 'call') return false;
  return PICKS.has(node.name) || (OVER_TERMS.has(node.name) && node.of.length === 1);
}

const TOKEN = /\s*(\d+(?:\.\d+)?(?:e-?\d+)?|[a-z_]+|<=|>=|==|!=|[-+*/^()<>,])/y;
/** How tightly an operator holds its operands. */
export const BINDING: Record<string, number> = {
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
/** The same for a sign in front. */
export const SIGN = 4;

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

/** Letters of an expression, each once. */
export function lettersOf(of: Expression, found = new Set<string>()): Set<string> {
  if (of.kind === 'letter') found.add(of.name);
  if (of.kind === 'negative') lettersOf(of.of, found);
  if (of.kind === 'binary') lettersOf(of.right, lettersOf(of.left, found));
  if (of.kind === 'call') for (const part of of.of) lettersOf(part, found);
  return found;
}
