import { expect, test } from 'vitest';
import {
  typedCount,
  typedNumber,
} from '../../../../../web/src/playground/features/change/typed-number.js';

test.each([
  ['0.25', 0.25],
  [' −1,5 ', -1.5],
  ['3.4e38', 3.4e38],
  ['0', 0],
])('"%s" is the number %d', (text, value) => {
  expect(typedNumber(text)).toEqual({ value });
});

test.each(['', '  ', 'abc', 'NaN', '1 2'])('"%s" is no number', (text) => {
  expect(typedNumber(text)).toEqual({ refused: expect.stringContaining('is no number') });
});

test.each(['1e39', '-1e39', 'Infinity'])('%s is no float32', (text) => {
  const largest = /^\S+ is too large: .* whose largest is 3\.4028235e38\.$/;
  expect(typedNumber(text)).toEqual({ refused: expect.stringMatching(largest) });
});

test('a number that has to be divided by a factor has to be a float32 after that, too', () => {
  expect(typedNumber('1e38', 0.5)).toEqual({ value: 1e38 });
  expect(typedNumber('3e38', 0.5)).toHaveProperty('refused');
});

test('a count within what there is, or from a first one on', () => {
  expect(typedCount('9', 0, 9)).toEqual({ value: 9 });
  const within = { refused: 'A whole number from 0 to 9 is needed here.' };
  for (const text of ['42', '-1', '2.5', '']) expect(typedCount(text, 0, 9)).toEqual(within);
  expect(typedCount('42', 1)).toEqual({ value: 42 });
  expect(typedCount('0', 1)).toEqual({ refused: 'A whole number from 1 on is needed here.' });
});
