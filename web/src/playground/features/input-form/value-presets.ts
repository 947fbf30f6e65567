// Values that networks are usually trained on, to be chosen by name.

import type { words } from './fields/words-en.js';
import type { InputForm } from './input-form.js';
import { numbers } from './sentence.js';

export interface ValuePreset {
  name: keyof typeof words.presets;
  divisor: number;
  mean: [number, number, number];
  std: [number, number, number];
  order?: 'RGB' | 'BGR';
}

/** What networks are usually trained on. */
export const VALUE_PRESETS: readonly ValuePreset[] = [
  { name: 'unit', divisor: 255, mean: [0, 0, 0], std: [1, 1, 1] },
  {
    name: 'imagenet',
    divisor: 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
  { name: 'symmetric', divisor: 127.5, mean: [1, 1, 1], std: [1, 1, 1] },
  { name: 'bytes', divisor: 1, mean: [0, 0, 0], std: [1, 1, 1] },
  {
    name: 'caffe',
    divisor: 1,
    mean: [103.939, 116.779, 123.68],
    std: [1, 1, 1],
    order: 'BGR',
  },
];

/** The preset that the form holds; undefined for other values. */
export function presetOf(form: InputForm): ValuePreset | undefined {
  return VALUE_PRESETS.find(
    ({ divisor, mean, std, order = 'RGB' }) =>
      form.divisor === String(divisor) &&
      form.mean === numbers(mean) &&
      form.std === numbers(std) &&
      form.order === order,
  );
}

/** The fields that a preset fills in. */
export function valuesOf(preset: ValuePreset): Partial<InputForm> {
  const { divisor, mean, std, order = 'RGB' } = preset;
  return { divisor: String(divisor), mean: numbers(mean), std: numbers(std), order };
}
