import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Tensor, type TensorType } from '../../../web/src/client/tensor.js';
import { thrownBy } from '../support/errors.js';

test('holds what it was given', () => {
  const data = Float32Array.of(1, 2, 3, 4, 5, 6);
  const tensor = new Tensor('float32', data, [1, 2, 3]);
  expect(tensor.data).toBe(data);
  expect(tensor.dims).toEqual([1, 2, 3]);
  expect(new Tensor('float32', [1, 2], [2]).data).toEqual(Float32Array.of(1, 2));
  expect(new Tensor('float32', [7], []).dims).toEqual([]);
  expect(new Tensor('float32', [], [0, 3]).data).toHaveLength(0);
});

test('the type can be left out', () => {
  const data = Float32Array.of(1, 2);
  const tensor = new Tensor(data, [1, 2]);
  expect(tensor).toMatchObject({ type: 'float32', dims: [1, 2] });
  expect(tensor.data).toBe(data);
  expect(new Tensor([1, 2], [2]).data).toEqual(data);
  const error = thrownBy(() => new Tensor(new Uint8Array(2) as unknown as Float32Array, [2]));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain('Uint8Array');
});

test('dimensions that are left out are named', () => {
  const error = thrownBy(() => new Tensor(Float32Array.of(1), undefined as unknown as number[]));
  expect(error.code).toBe('invalid-argument');
  expect(error.hint).toContain('new Tensor(data, dims)');
});

test('a Float32Array of another realm', () => {
  const data: Float32Array = runInContext('Float32Array.of(3)', createContext({}));
  expect(new Tensor('float32', data, [1]).data[0]).toBe(3);
});

test('length and dimensions have to agree', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 700 }), (dims, length) => {
      const product = dims.reduce((a, b) => a * b, 1);
      const make = () => new Tensor('float32', new Float32Array(length), dims);
      if (length === product) return make().data.length === product;
      const error = thrownBy(make);
      return error.code === 'invalid-shape' && error.message.includes(`${product} elements`);
    }),
  );
});

test.each([[[1, -1]], [[1.5, 2]], [[Number.NaN]], [['3']], [[2 ** 30, 2 ** 30]]])(
  'dimensions %o are refused',
  (dims) => {
    const error = thrownBy(() => new Tensor('float32', [1], dims as number[]));
    expect(error.code).toBe('invalid-shape');
    expect(error.hint).toContain('[1, 3, 64, 64]');
  },
);

test.each([
  ['int64', BigInt64Array.of(-1n, 2n ** 62n), [-1n, 2n ** 62n]],
  ['int32', Int32Array.of(-1, 7), [-1, 7]],
  ['int8', Int8Array.of(-1, 7), [-1, 7]],
  ['uint8', Uint8Array.of(255, 7), [255, 7]],
  ['bool', Uint8Array.of(0, 1), [0, 1]],
] as const)('holds %s', (type, data, values) => {
  const tensor = new Tensor<TensorType>(type, data, [2, 1]);
  expect(tensor).toMatchObject({ type, dims: [2, 1] });
  expect(tensor.data).toBe(data);
  expect(new Tensor<TensorType>(type, values as never, [2]).data).toEqual(data);
  const error = thrownBy(() => new Tensor<TensorType>(type, Float32Array.of(1, 2), [2]));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain('Float32Array');
});

test('an int64 tensor of numbers that are no bigint', () => {
  const error = thrownBy(() => new Tensor('int64', [1] as unknown as bigint[], [1]));
  expect(error.code).toBe('invalid-argument');
  expect(error.hint).toContain('BigInt64Array.from');
});

test.each(['complex64', 'string', 'toString'])('the type %s is named', (type) => {
  const error = thrownBy(() => new Tensor(type as TensorType, [1], [1]));
  expect(error.code).toBe('unsupported');
  expect(error.message).toContain(type);
});

test.each([
  [new Float64Array(1), 'Float64Array'],
  [new Uint8Array(1), 'Uint8Array'],
  ['x', 'x'],
  [null, 'null'],
])('data %o is refused by name', (data, name) => {
  const error = thrownBy(() => new Tensor('float32', data as unknown as Float32Array, [1]));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain(name);
});
