import { expect, test } from 'vitest';
import { tensorPixels } from '../../../../web/src/playground/kit/input-picture.js';

/** One pixel of RGB (200, 100, 50). */
const RGB = [200, 100, 50] as const;
const mean = [0.485, 0.456, 0.406];
const std = [0.229, 0.224, 0.225];

function normalised(order: 'RGB' | 'BGR'): Float32Array {
  const values = RGB.map((pixel, c) => (pixel / 255 - (mean[c] ?? 0)) / (std[c] ?? 1));
  return Float32Array.from(order === 'RGB' ? values : values.reverse());
}

function picture(data: Float32Array, channels: number, order: 'RGB' | 'BGR', scaled = true) {
  const rgba = new Uint8ClampedArray(4);
  const norm = scaled
    ? { divisor: 255, mean, std, order }
    : { divisor: 255, mean: [0], std: [1], order };
  tensorPixels(rgba, { data, channels, height: 1, width: 1 }, norm);
  return [...rgba];
}

test('normalisation is undone', () => {
  expect(picture(normalised('RGB'), 3, 'RGB')).toEqual([...RGB, 255]);
});

test('BGR tensors come out as RGB', () => {
  expect(picture(normalised('BGR'), 3, 'BGR')).toEqual([...RGB, 255]);
});

test('one channel is grey', () => {
  expect(picture(Float32Array.from([0.2]), 1, 'RGB', false)).toEqual([51, 51, 51, 255]);
});
