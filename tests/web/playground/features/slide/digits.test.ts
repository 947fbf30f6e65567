import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  apportioned,
  decimalsFor,
  printed,
  rounded,
} from '../../../../../web/src/playground/features/slide/digits.js';
import { exactDecimal } from '../../../support/decimals.js';

test('of one third thrice one is rounded up, so that the sum is 1', () => {
  const thirds = [1 / 3, 1 / 3, 1 / 3];
  const { units, rounding } = apportioned(thirds, 4, 10_000);
  expect(units.map((unit) => printed(unit, 4))).toEqual(['0.3334', '0.3333', '0.3333']);
  expect(rounding).toBe(0);
});

test('the largest remainder goes up first; numbers that need no rounding stay', () => {
  // 0.25 and -0.5 have two decimals as they are. 0.126 and 0.127 have to make 0.26 with 0.003 more.
  const { units } = apportioned([0.25, 0.126, -0.5, 0.127], 2, 0);
  expect(units).toEqual([25, 12, -50, 13]);
});

test('what rounding cannot hide is a number of its own', () => {
  expect(apportioned([1, 2], 0, 5)).toEqual({ units: [1, 2], rounding: 2 });
  expect(apportioned([0.5], 0, -1)).toEqual({ units: [0], rounding: -1 });
});

test.each([
  [[0.5199, -0.1831], 4],
  [[0.01], 4],
  [[9.9], 4],
  [[12.5, 0.001], 3],
  [[123456], -1],
  [[0.0012], 5],
  [[0], 4],
  [[Number.NaN, 250], 2],
])('%j is printed with %i decimals', (numbers, decimals) => {
  expect(decimalsFor(numbers)).toBe(decimals);
});

test.each([
  [12345, 4, '1.2345'],
  [-7, 4, '−0.0007'],
  [0, 4, '0.0000'],
  [0, -2, '0'],
  [12345, -1, '123450'],
  [Number.NaN, 4, 'NaN'],
  [Number.NEGATIVE_INFINITY, 4, '−∞'],
])('%d units of %i decimals are %s', (units, decimals, text) => {
  expect(printed(units, decimals)).toBe(text);
});

test('whatever the numbers are, what is printed adds up, and no number is a unit away from the exact one', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 40 }), (numbers) => {
      const whole = numbers.reduce((all, next) => all + next, 0);
      const decimals = decimalsFor([...numbers, whole]);
      const total = rounded(whole, decimals);
      const { units, rounding } = apportioned(numbers, decimals, total);
      const texts = [...units, rounding].map((unit) => printed(unit, decimals));
      const sum = texts.reduce((all, text) => all + exactDecimal(text), 0n);
      expect(sum).toBe(exactDecimal(printed(total, decimals)));
      const unit = 10 ** -decimals;
      units.forEach((found, k) => {
        expect(Math.abs(found * unit - (numbers[k] as number))).toBeLessThan(unit * (1 + 1e-6));
      });
      expect(rounding).toBe(0);
    }),
    { seed: 20261130, numRuns: 500 },
  );
});
