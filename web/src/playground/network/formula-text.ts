// A formula for people.

import { BINDING, type Expression, SIGN } from './formula.js';
import { words } from './words-en.js';

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
      return words.choice({ condition: first, value: second, otherwise: third });
    case 'else':
      return words.orOutside(first, second);
    case 'share':
      return words.share(first, second);
    case 'take':
      return words.take(first, second);
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
