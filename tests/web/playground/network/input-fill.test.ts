import { describe, expect, test } from 'vitest';
import {
  filled,
  fillOf,
  type InputFill,
  kindsFor,
} from '../../../../web/src/playground/network/input-fill.js';

const of = (name: string, type: string, shape: number[], picture?: [number, number]) =>
  fillOf({ name, type, shape }, undefined, picture);
const SIZES = { input: [64, 96], picture: [480, 640] } as const;
const numbersOf = (fill: InputFill) => [...filled(fill, SIZES)].map(Number);

describe('beside a picture of 480 x 640, which becomes 64 x 96', () => {
  test.each([
    ['scale_factor', 'float32', [1, 2], [1, 1]],
    ['im_shape', 'float32', [1, 2], [64, 96]],
    ['im_info', 'float32', [1, 3], [64, 96, 1]],
    ['image_shape', 'float32', [1, 2], [480, 640]],
    ['orig_im_size', 'int64', [2], [480, 640]],
    ['orig_target_sizes', 'int64', [-1, 2], [640, 480]],
    ['iou_threshold', 'float32', [1], [0.5]],
    ['score_threshold', 'float32', [1], [0.25]],
    ['max_output_boxes_per_class', 'int64', [], [100]],
    ['sr', 'int64', [], [16000]],
    ['attention_mask', 'int64', [1, 4], [1, 1, 1, 1]],
    ['has_mask_input', 'float32', [1], [0]],
    ['flag', 'bool', [1], [0]],
    ['lengths', 'int32', [1], [1]],
    ['input_ids', 'int64', [1, 3], [0, 0, 0]],
    ['bias', 'float32', [1, 3], [0, 0, 0]],
  ])('%s, %s %o is %o', (name, type, shape, expected) => {
    expect(numbersOf(of(name, type, shape, [64, 96]))).toEqual(expected);
  });

  test('a mask of open size is as large as the picture, points are not', () => {
    expect(of('mask', 'float32', [1, 1, -1, -1], [64, 96]).dims).toEqual([1, 1, 64, 96]);
    expect(of('point_coords', 'float32', [1, -1, 2], [64, 96]).dims).toEqual([1, 1, 2]);
  });
});

describe('without a picture', () => {
  test('data is random, but what a network remembers is empty', () => {
    expect(of('x', 'float32', [1, 16]).kind).toBe('noise');
    const half = { name: 'features', type: 'float16', runsAs: 'float32', shape: [1, 16] } as const;
    expect(fillOf({ ...half, shape: [1, 16] }, undefined, undefined).kind).toBe('noise');
    for (const name of ['state', 'h0', 'past_key', 'cache']) {
      expect(of(name, 'float32', [2, 1, 16]).kind).toBe('zeros');
    }
    expect(of('image_shape', 'float32', [1, 2]).kind).toBe('noise');
  });

  test('an open length is usable: of sound a second', () => {
    expect(of('x', 'float32', [-1, 80, -1]).dims).toEqual([1, 80, 64]);
    expect(of('audio', 'float32', [1, -1]).dims).toEqual([1, 16000]);
    expect(of('state', 'float32', [2, -1, 128]).dims).toEqual([2, 1, 128]);
  });

  test('random numbers are normal, the same for the same seed', () => {
    const fill: InputFill = { ...of('x', 'float32', [40000]), kind: 'noise', seed: 7 };
    const values = numbersOf(fill);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // Five times what chance does to the mean and the variance of 40,000 numbers.
    expect(Math.abs(mean)).toBeLessThan(5 / 200);
    expect(Math.abs(variance - 1)).toBeLessThan((5 * Math.SQRT2) / 200);
    const withinOne = values.filter((value) => Math.abs(value) < 1).length / values.length;
    expect(Math.abs(withinOne - 0.6827)).toBeLessThan(0.012);
    expect(numbersOf(fill)).toEqual(values);
    expect(numbersOf({ ...fill, seed: 8 })).not.toEqual(values);
  });
});

test.each([
  ['float32', Float32Array.of(1, 0)],
  ['int64', BigInt64Array.of(1n, 0n)],
  ['int32', Int32Array.of(1, 0)],
  ['int8', Int8Array.of(1, 0)],
  ['uint8', Uint8Array.of(1, 0)],
  ['bool', Uint8Array.of(1, 0)],
])('elements of %s', (type, expected) => {
  const fill: InputFill = { ...of('n', type, [2]), kind: 'numbers', numbers: [1, 0] };
  expect(filled(fill, SIZES)).toEqual(expected);
});

test('what can be chosen follows from type, size and picture', () => {
  expect(kindsFor(of('x', 'float32', [1, 9]), false)).toEqual([
    'zeros',
    'ones',
    'noise',
    'numbers',
  ]);
  expect(kindsFor(of('x', 'int64', [1, 2]), true)).toEqual([
    'zeros',
    'ones',
    'input-size',
    'picture-size',
    'picture-sides',
    'numbers',
  ]);
  expect(kindsFor(of('x', 'bool', [2]), true)).toEqual(['zeros', 'ones', 'numbers']);
});
