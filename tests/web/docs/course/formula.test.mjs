import { expect, test } from 'vitest';
import { evaluate, parse, written } from '../../../../web/docs/site/static/course/formula.js';

const facts = {
  side: (layer) => ({ conv_1: 62, 'golf ball': 7 })[layer],
  later: async (x) => x + 1,
};

test.each([
  ['2 + 3 * 4', 14],
  ['(2 + 3) * 4', 20],
  ['10 - 4 - 3', 3],
  ['-2 * 3', -6],
  ['7 / 2', 3.5],
  ['floor(7 / 2) + 1', 4],
  ['side(conv_1) - 2', 60],
  ["side('golf ball')", 7],
  ['later(later(1))', 3],
  ['max(1, later(4), 3)', 5],
  ['1 + 1 == 2', true],
  ['3 <= 2', false],
  ['1 < 2 and 2 < 1', false],
  ['1 < 2 or 2 < 1', true],
  ["church == 'church'", true],
])('%s is %s', async (text, value) => {
  expect(await evaluate(text, facts)).toBe(value);
});

test.each([
  ['1 +', 'The formula "1 +" ends, or has a sign, where a value should stand.'],
  ['(1', 'The formula "(1" lacks a ")".'],
  ['1 2', 'The formula "1 2" goes on after its end, at "2".'],
  ['2 ^ 3', 'The formula "2 ^ 3" cannot be read from " ^ 3" on.'],
])('%s cannot be read', (text, sentence) => {
  expect(() => parse(text)).toThrow(sentence);
});

test('what nobody gave cannot be called, nor what all objects have', async () => {
  await expect(evaluate('alert(1)', facts)).rejects.toThrow(
    'Nothing is called "alert" in a formula.',
  );
  await expect(evaluate('constructor(1)', facts)).rejects.toThrow(
    'Nothing is called "constructor"',
  );
});

test.each([
  [1690, '', '1,690'],
  [-0.28156, '', '−0.2816'],
  [0.98112, '%', '98.1%'],
  [-1.2471, '2', '−1.25'],
  ['church', '', 'church'],
])('%s in the format "%s" is written %s', (value, format, words) => {
  expect(written(value, format)).toBe(words);
});
