import { expect, test } from 'vitest';
import { fromHalf, fromStored, toHalf } from '../../../web/src/client/element-types.js';
import { floatsOf, Tensor } from '../../../web/src/client/tensor.js';

// IEEE 754 binary16: sign, 5 bits of exponent, 10 of mantissa.
test.each([
  [0x0000, 0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3c00, 1],
  [0x3c01, 1 + 2 ** -10],
  [0xc000, -2],
  [0x7bff, 65504],
  [0xfc00, Number.NEGATIVE_INFINITY],
])('the bits %i are the float16 %f', (bits, value) => {
  expect(fromHalf(bits)).toBe(value);
  expect(toHalf(value)).toBe(bits);
});

test.each([
  ['half-way, to the even one below', 1 + 2 ** -11, 0x3c00],
  ['half-way, to the even one above', 1 + 3 * 2 ** -11, 0x3c02],
  ['a carry into the exponent', 2 - 2 ** -12, 0x4000],
  ['a carry out of the subnormal ones', 1023.75 * 2 ** -24, 0x0400],
  ['just below what becomes infinite', 65519, 0x7bff],
  ['beyond the largest', 65520, 0x7c00],
  ['half of the smallest', 2 ** -25, 0],
  ['negative zero', -0, 0x8000],
])('%s', (_, value, bits) => expect(toHalf(value)).toBe(bits));

test('every float16 but NaN comes back as it was', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    if (Number.isNaN(fromHalf(bits))) continue;
    if (toHalf(fromHalf(bits)) !== bits) expect.fail(`0x${bits.toString(16)} is lost`);
  }
  expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
});

test('stored values in the type that the file states', () => {
  expect(fromStored('float16', Float32Array.of(1.5))).toEqual(Uint16Array.of(0x3e00));
  // 1 + 2^-8 lies half-way between two bfloat16, 1 + 3 * 2^-8 likewise.
  expect(fromStored('bfloat16', Float32Array.of(1.5, 1 + 2 ** -8, 1 + 3 * 2 ** -8, -1))).toEqual(
    Uint16Array.of(0x3fc0, 0x3f80, 0x3f82, 0xbf80),
  );
  expect(fromStored('float64', Float32Array.of(0.5))).toEqual(Float64Array.of(0.5));
  expect(fromStored('int16', Int32Array.of(-3, 65535))).toEqual(Int16Array.of(-3, -1));
  expect(fromStored('uint64', BigInt64Array.of(7n))).toEqual(BigUint64Array.of(7n));
  const floats = Float32Array.of(1);
  expect(fromStored('float32', floats)).toBe(floats);
});

test('the elements of a tensor of real numbers as float32', () => {
  expect(floatsOf(new Tensor('float16', [1.5, -2], [2]))).toEqual(Float32Array.of(1.5, -2));
  expect(floatsOf(new Tensor('float64', [0.25], [1]))).toEqual(Float32Array.of(0.25));
  expect(floatsOf(new Tensor('int32', [1], [1]))).toBeUndefined();
});
