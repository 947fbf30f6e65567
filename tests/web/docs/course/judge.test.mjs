import { expect, test } from 'vitest';
import {
  judgeChoice,
  judgeNumber,
  numberOf,
} from '../../../../web/docs/site/static/course/judge.js';

test.each([
  ['31', 31],
  [' −0.25 ', -0.25],
  ['-0,25', -0.25],
  ['+.5', 0.5],
  ['1,690', 1690],
  ['12,288.5', 12288.5],
  ['-1,234,567', -1234567],
  ['0,250', 0.25],
  ['−0,250', -0.25],
  ['0,125 %', 0.00125],
  ['1 690', 1690],
  ['12 %', 0.12],
])('"%s" is the number %s', (typed, number) => {
  expect(numberOf(typed)).toBe(number);
});

test('a share that is asked for in percent', () => {
  expect(numberOf('63 %', '%')).toBe(63);
  expect(numberOf('63', '%')).toBe(63);
});

test.each(['', 'many', '1/2', '1.2.3', '--1', '1e9', 'Infinity'])('"%s" is no number', (typed) => {
  expect(numberOf(typed)).toBeUndefined();
});

const side = { answer: 'conv()', within: 0, wrongs: ['conv() - 1', '31.5'] };
const facts = { conv: () => 31, cell: () => 0.6313 };

test('a number is right, a known mistake, or wrong for no known reason', async () => {
  const judge = (predicted) => judgeNumber(side, predicted, facts);
  expect(await judge(31)).toEqual({ isRight: true, answer: 31, part: 'right' });
  expect(await judge(30)).toEqual({ isRight: false, answer: 31, part: 'wrong-0' });
  expect(await judge(31.5)).toEqual({ isRight: false, answer: 31, part: 'wrong-1' });
  expect(await judge(7)).toEqual({ isRight: false, answer: 31, part: undefined });
});

test('near enough is right where the exercise says so', async () => {
  const cell = { answer: 'cell()', within: 0.006, wrongs: [] };
  expect((await judgeNumber(cell, 0.63, facts)).isRight).toBe(true);
  expect((await judgeNumber(cell, 0.64, facts)).isRight).toBe(false);
});

test('a choice is judged by its own condition', async () => {
  const choice = { options: ['conv() > 40', 'conv() < 40', 'conv() == 40'] };
  expect(await judgeChoice(choice, 1, facts)).toEqual({ isRight: true, answer: 1, part: 'right' });
  expect(await judgeChoice(choice, 0, facts)).toEqual({
    isRight: false,
    answer: 1,
    part: 'option-0',
  });
  const none = { options: ['1 > 2', '2 > 3'] };
  expect(await judgeChoice(none, 0, facts)).toMatchObject({ isRight: false, answer: -1 });
});
