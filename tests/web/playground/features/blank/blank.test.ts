import { expect, test } from 'vitest';
import { blankInput } from '../../../../../web/src/playground/features/blank/blank.js';
import type { Preprocess } from '../../../../../web/src/playground/network/network.js';
import { tinyInfo } from '../../../support/app.js';

const preprocess: Preprocess = {
  ...tinyInfo().preprocess,
  divisor: 255,
  mean: [0, 0.5, 1],
  std: [1, 0.5, 2],
};

test('every pixel has the level, scaled as pictures of the network are', () => {
  const { dims, data } = blankInput([1, 3, 1, 2], preprocess, 255);
  expect(dims).toEqual([1, 3, 1, 2]);
  expect([...data]).toEqual([1, 1, 1, 1, 0, 0]);
});

test('with the channels last', () => {
  const { data } = blankInput([1, 1, 2, 3], { ...preprocess, layout: 'NHWC' }, 0);
  expect([...data]).toEqual([0, -1, -0.5, 0, -1, -0.5]);
});

test('means and deviations are by colour, red first, also where the network has blue first', () => {
  const { data } = blankInput([1, 3, 1, 1], { ...preprocess, order: 'BGR' }, 0);
  expect([...data]).toEqual([-0.5, -1, 0]);
});
