import { expect, test } from 'vitest';
import { type Part, rowsApart } from '../../../../../web/src/playground/features/slide/rows.js';
import { amountText, resultText } from '../../../../../web/src/playground/features/slide/scene.js';

const amounts = [12.6, 12.5, 0.00003, 0.00001];
const parts = amounts.map((amount, key): Part => ({ key, label: `${key}`, amount, atoms: 1 }));
/** (12.6 - 12.5) / sqrt(0.00003 + 0.00001), in single precision. */
const own = 15.811412811279297;
const texts = (form: 'rule' | 'moved' | 'largest') => {
  const { rows, decimals } = rowsApart({ shown: parts, others: [] }, undefined, own);
  const scene = { form, decimals, own };
  return [...rows.map((row) => amountText(scene, row, row.units)), resultText(scene)];
};

test('letters of a formula keep their own digits, beside however large a number', () => {
  expect(texts('rule')).toEqual(['12.6', '12.5', '3e−5', '1e−5', '15.81']);
  expect(texts('moved')).toEqual(['12.6', '12.5', '3e−5', '1e−5', '15.81']);
});

test('numbers that are compared share their decimals', () => {
  expect(texts('largest')).toEqual(['12.600', '12.500', '0.000', '0.000', '15.811']);
});
