// How a picture is prepared, in sentences.

import type { Preprocess } from '../../network/network.js';
import { words } from './words-en.js';

export const numbers = (values: readonly number[]): string => values.map(String).join(', ');

/** Sentences, for the closed form. */
export function preprocessSentence(preprocess: Preprocess): string {
  const { fit = 'crop', resize, crop, multiple = 1 } = preprocess;
  const { divisor, mean, std, order, layout, channels } = preprocess;
  const numbersOf = (values: readonly number[], neutral: number): string | undefined => {
    if (values.every((value) => value === neutral)) return undefined;
    return new Set(values).size === 1 ? String(values[0]) : `(${numbers(values)})`;
  };
  return words.prepared({
    fit,
    multiple: multiple > 1 ? multiple : undefined,
    resize: resize > 0 ? resize : undefined,
    crop: { height: crop[0], width: crop[1] },
    order: channels === 1 ? undefined : order,
    divisor: divisor === 1 ? undefined : divisor,
    mean: numbersOf(mean, 0),
    deviation: numbersOf(std, 1),
    channelsLast: layout === 'NHWC',
  });
}
