// Pictures as they were fed: their pixels again, and how many are kept.

import { expect, test } from 'vitest';
import { FedPictures, fedPicture } from '../../../../../web/src/playground/features/patches/fed.js';
import type {
  GraphDescription,
  Preprocess,
} from '../../../../../web/src/playground/network/network.js';

const graph = {} as GraphDescription;
const preprocess: Preprocess = {
  resize: 0,
  crop: [1, 2],
  interpolation: 'bilinear',
  divisor: 255,
  mean: [0.5, 0.25, 0],
  std: [0.5, 1, 2],
  order: 'RGB',
  layout: 'NCHW',
  channels: 3,
};

/** Two pixels, (10, 20, 30) and (200, 100, 50), normalised by hand: (level / 255 - mean) / std. */
const normalised = [
  (10 / 255 - 0.5) / 0.5,
  (200 / 255 - 0.5) / 0.5,
  20 / 255 - 0.25,
  100 / 255 - 0.25,
  30 / 255 / 2,
  50 / 255 / 2,
];
const RGBA = [10, 20, 30, 255, 200, 100, 50, 255];

test('the pixels come back, channels first or last, in either order of colours', () => {
  const planes = { dims: [1, 3, 1, 2], data: Float32Array.from(normalised) };
  expect([...fedPicture(planes, preprocess, graph).rgba]).toEqual(RGBA);
  const order = [0, 2, 4, 1, 3, 5];
  const last = {
    dims: [1, 1, 2, 3],
    data: Float32Array.from(order, (i) => normalised[i] as number),
  };
  const nhwc = fedPicture(last, { ...preprocess, layout: 'NHWC' }, graph);
  expect([nhwc.height, nhwc.width, ...nhwc.rgba]).toEqual([1, 2, ...RGBA]);
  const reversed = [4, 5, 2, 3, 0, 1];
  const bgr = {
    dims: [1, 3, 1, 2],
    data: Float32Array.from(reversed, (i) => normalised[i] as number),
  };
  expect([...fedPicture(bgr, { ...preprocess, order: 'BGR' }, graph).rgba]).toEqual(RGBA);
});

const picture = (bytes: number) => ({
  rgba: new Uint8ClampedArray(bytes),
  height: 1,
  width: bytes / 4,
  graph,
});

test('where there is no room, what no channel needs goes first, then the oldest, and what is seen stays', () => {
  const fed = new FedPictures(400);
  const none = () => (): 0 | 1 | 2 => 0;
  for (const of of [0, 1, 2, 3]) fed.add(of, picture(100), none);
  expect([0, 1, 2, 3].every((of) => fed.get(of) !== undefined)).toBe(true);
  fed.add(4, picture(100), () => (of) => (of === 0 ? 2 : of === 3 ? 0 : 1));
  // Down to three quarters of the room: two of five have gone.
  expect([0, 1, 2, 3, 4].map((of) => fed.get(of) !== undefined)).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
});

test('the same picture again takes no more room', () => {
  const fed = new FedPictures(250);
  const none = () => (): 0 | 1 | 2 => 0;
  fed.add(0, picture(100), none);
  for (let i = 0; i < 5; i++) fed.add(1, picture(100), none);
  expect(fed.get(0)).toBeDefined();
});
