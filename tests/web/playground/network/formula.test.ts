import { expect, test } from 'vitest';
import { parseFormula } from '../../../../web/src/playground/network/formula.js';
import { showFormula } from '../../../../web/src/playground/network/formula-text.js';
import { compute, type Scope } from '../../../../web/src/playground/network/formula-value.js';

type Letters = Record<string, number | undefined>;

/** Letters by term; the first one is the cell's own. */
function scopeOf(...terms: Letters[]): Scope {
  const at = (letters: Letters): Scope => ({
    letter: (name) => letters[name],
    each: () => terms.map(at),
  });
  return at(terms[0] ?? {});
}

function value(text: string, ...terms: Letters[]): number | undefined {
  const formula = parseFormula(text);
  if (!formula) throw new Error(`${text} is no formula`);
  return compute(formula, scopeOf(...terms));
}

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['8 / 4 / 2', 1],
  ['7 - 4 - 2', 1],
  ['-2 ^ 2', -4],
  ['2 * -3', -6],
  ['0.5e2', 50],
  ['if(1 < 2, 10, 20)', 10],
  ['if(2 <= 1, 10, 20)', 20],
  ['min(4, 2, 3)', 2],
  ['round(2.5) + round(3.5)', 6],
  ['trunc(-1.5)', -1],
  ['abs(-3) + sqrt(16) + sign(-2)', 6],
])('%s is %d', (text, expected) => {
  expect(value(text)).toBe(expected);
});

// From tables of the error function.
test.each([
  [0.5, 0.5204998778130465],
  [-1, -0.8427007929497149],
  [2.5, 0.999593047982555],
])('erf(%d)', (x, expected) => {
  expect(value('erf(x)', { x })).toBeCloseTo(expected, 14);
});

test('over terms: sum, mean, variance, product, largest, place', () => {
  const terms = [{ x: 1 }, { x: 4 }, { x: 7 }];
  expect(value('sum(x)', ...terms)).toBe(12);
  expect(value('mean(x)', ...terms)).toBe(4);
  expect(value('variance(x)', ...terms)).toBe(6);
  expect(value('product(x)', ...terms)).toBe(28);
  expect(value('max(x)', ...terms)).toBe(7);
  expect(value('argmin(x)', ...terms)).toBe(0);
  expect(value('sum(x ^ 2)', ...terms)).toBe(66);
});

test('what lies in the padding is left out of sums and means', () => {
  const terms = [
    { x: 3, w: 2 },
    { x: undefined, w: 5 },
    { x: 1, w: 4 },
  ];
  expect(value('sum(x * w)', ...terms)).toBe(10);
  expect(value('mean(x)', ...terms)).toBe(2);
});

test('a bias or a bound that a layer does not have is left out', () => {
  expect(value('x + bias', { x: 3 })).toBe(3);
  expect(value('min(max(x, low), high)', { x: 3, low: 4 })).toBe(4);
  expect(value('else(x, value)', { value: 9 })).toBe(9);
});

test('a share of exponentials does not overflow', () => {
  const terms = [{ x: 1000, y: 1000 }, { y: 1000 + Math.log(3) }];
  expect(value('share(x, y)', ...terms)).toBeCloseTo(0.25, 12);
  expect(value('log(share(x, y))', ...terms)).toBeCloseTo(Math.log(0.25), 12);
});

test('NaN wins over numbers', () => {
  expect(value('max(0, x)', { x: Number.NaN })).toBeNaN();
});

test.each([
  'x, or the update that was put in its place',
  'size of that axis',
  '',
  '1 +',
  '(x',
  'x y',
])('"%s" is no formula', (text) => {
  expect(parseFormula(text)).toBeUndefined();
});

test.each([
  ['x * (1 + erf(x / sqrt(2))) / 2', 'x · (1 + erf(x / √2)) / 2'],
  ['if(x < 0, alpha * x, x)', 'alpha · x where x < 0, else x'],
  ['1 / (1 + exp(-x))', '1 / (1 + e^−x)'],
  ['a - (b - c)', 'a − (b − c)'],
  ['sqrt(variance(y) + epsilon)', '√(variance(y) + epsilon)'],
  ['abs(x)', '|x|'],
])('%s is shown as %s', (text, shown) => {
  const formula = parseFormula(text);
  expect(formula && showFormula(formula, () => true)).toBe(shown);
});

test('letters that are not there are not shown', () => {
  const formula = parseFormula('min(max(x, low, min), high, max) + bias');
  expect(formula && showFormula(formula, (letter) => letter === 'x' || letter === 'low')).toBe(
    'max(x, low)',
  );
});
