// A kernel over red, green and blue as one picture.

import { expect, test } from 'vitest';
import { kernelColours } from '../../../../../web/src/playground/features/patches/kernel-colours.js';

const kernels = (channels: number, data: number[]) => ({
  layout: { channels, height: 1, width: data.length / channels, flat: false },
  data: Float32Array.from(data),
  firstInput: 0,
  bias: undefined,
});

test('0 is grey, the largest weight of either sign is as bright or as dark as it goes', () => {
  // Two cells: red 2 and 0, green -2 and 1, blue 0 and -1.
  const rgba = kernelColours(kernels(3, [2, 0, -2, 1, 0, -1]), 'RGB');
  expect([...(rgba ?? [])]).toEqual([255, 0, 128, 255, 128, 191, 64, 255]);
});

test('planes that begin with blue give the same picture', () => {
  const rgba = kernelColours(kernels(3, [0, -1, -2, 1, 2, 0]), 'BGR');
  expect([...(rgba ?? [])]).toEqual([255, 0, 128, 255, 128, 191, 64, 255]);
});

test('weights that are all 0 are grey, and other numbers of planes are no colours', () => {
  expect([...(kernelColours(kernels(3, [0, 0, 0]), 'RGB') ?? [])]).toEqual([128, 128, 128, 255]);
  expect(kernelColours(kernels(2, [1, 1]), 'RGB')).toBeUndefined();
});
