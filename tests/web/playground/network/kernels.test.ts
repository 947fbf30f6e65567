import { expect, test } from 'vitest';
import { kernelsOf, numberPlaces } from '../../../../web/src/playground/network/kernels.js';
import { value } from '../../support/app.js';
import { node } from '../../support/graphs.js';

const shapes: [number[], number[]] = [
  [1, 4, 5, 5],
  [1, 6, 5, 5],
];
const inputs = ['x', 'w', 'b'];

test('a channel of a grouped convolution reads the inputs of its group', () => {
  const inputShapes = [[1, 4, 5, 5], [6, 2, 1, 3], [6]];
  const conv = node(
    { name: 'c', op: 'Conv', inputs, inputShapes, attributes: { group: 2 } },
    'x',
    shapes,
  );
  // 6 outputs in 2 groups of 3; each reads 2 of the 4 inputs with a 1 x 3 kernel.
  const weights = new Map([
    ['w', value([6, 2, 1, 3], (i) => i)],
    ['b', value([6], (i) => 10 * i)],
  ]);
  const found = kernelsOf(conv, weights, 4);
  expect(found?.layout).toEqual({ channels: 2, height: 1, width: 3, flat: false });
  expect([...(found?.data ?? [])]).toEqual([24, 25, 26, 27, 28, 29]);
  expect(found?.firstInput).toBe(2);
  expect(found?.bias).toBe(40);
  expect(kernelsOf(conv, new Map(), 4)).toBeUndefined();
  // The weights are counted, so that a number's place is what it says.
  const places = numberPlaces(conv, 4);
  const at = [0, 1, 5].map((term) => places?.kernel(term));
  expect(at).toEqual([24, 25, 29].map((index) => ({ weight: 'w', index })));
  expect(places?.bias).toEqual({ weight: 'b', index: 4 });
});

test('a unit of a dense layer, stored either way round', () => {
  const stored = value([2, 3], (i) => i); // [0 1 2; 3 4 5]
  const weights = new Map([['w', stored]]);
  const gemm = (attributes: Record<string, number>) => {
    const [units, wide] = attributes.transB === 1 ? [2, 3] : [3, 2];
    const inputShapes = [[1, wide], [2, 3], [units]];
    return node({ name: 'g', op: 'Gemm', inputs, inputShapes, attributes }, 'x', [
      [1, wide],
      [1, units],
    ]);
  };
  expect([...(kernelsOf(gemm({ transB: 1 }), weights, 1)?.data ?? [])]).toEqual([3, 4, 5]);
  expect([...(kernelsOf(gemm({}), weights, 1)?.data ?? [])]).toEqual([1, 4]);
  expect(numberPlaces(gemm({}), 1)?.kernel(1)).toEqual({ weight: 'w', index: 4 });
  expect(numberPlaces(gemm({ transB: 1 }), 1)?.kernel(1)).toEqual({ weight: 'w', index: 4 });
  expect(kernelsOf(gemm({}), weights, 1)?.bias).toBeUndefined();
});

test('other layers have none', () => {
  const relu = node({ name: 'r', op: 'Relu' }, 'x', shapes);
  expect(kernelsOf(relu, new Map(), 0)).toBeUndefined();
  expect(numberPlaces(relu, 0)).toBeUndefined();
});
