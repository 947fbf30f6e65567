// A number as somebody typed it.

import { exactFloat } from '../../kit/format.js';
import { words } from './words-en.js';

const LARGEST_FLOAT32 = 3.4028234663852886e38;

export type Typed = { readonly value: number } | { readonly refused: string };

/** factor: that the number comes multiplied by. The network's numbers are float32: what is none of them is refused. */
export function typedNumber(text: string, factor = 1): Typed {
  const value = Number(text.replaceAll('−', '-').replace(',', '.'));
  if (text.trim() === '' || Number.isNaN(value)) return { refused: words.noNumber(text) };
  const isIn = [value, value / factor].every((number) => Number.isFinite(Math.fround(number)));
  return isIn ? { value } : { refused: words.tooLarge(text, exactFloat(LARGEST_FLOAT32)) };
}

/** Of a number that counts something; to: the last that there is. */
export function typedCount(text: string, from: number, to = Number.POSITIVE_INFINITY): Typed {
  const value = Number(text);
  const isOne = text.trim() !== '' && Number.isInteger(value) && value >= from && value <= to;
  if (isOne) return { value };
  return { refused: Number.isFinite(to) ? words.numberWithin(from, to) : words.wholeNumber(from) };
}
