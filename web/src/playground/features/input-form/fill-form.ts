// The fields in which a user says what the inputs get that take no picture.

import { canHold, MOST_ELEMENTS, rangeOf } from '../../network/fill-limits.js';
import { elementsOf, type FillKind, type InputFill, isWhole } from '../../network/input-fill.js';
import { words } from './fields/words-en.js';

export type FillField = 'kind' | 'numbers' | 'seed' | 'dims';

/** What stands in the fields of one input, as typed. */
export type FillForm = Readonly<Record<FillField, string>>;

export interface FillReading {
  /** undefined while a field holds something else. */
  fill: InputFill | undefined;
  errors: Partial<Record<FillField, string>>;
}

export function fillFormOf({ kind, numbers, seed, dims }: InputFill): FillForm {
  return {
    kind,
    numbers: numbers.join(', '),
    seed: String(seed),
    dims: dims.join(', '),
  };
}

/** undefined where a part is no number. */
function listOf(text: string): number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const values = parts.map(Number);
  return values.every(Number.isFinite) ? values : undefined;
}

function readDims(text: string, { shape, anyShape }: InputFill): number[] | string {
  const dims = listOf(text);
  const wanted = shape.map((size) => (size < 1 ? '?' : size)).join(', ');
  if (!dims || dims.some((size) => !Number.isInteger(size) || size < 1)) return words.giveShape;
  const fits =
    dims.length === shape.length &&
    dims.every((size, axis) => size === shape[axis] || (shape[axis] ?? 0) < 1);
  if (!anyShape && !fits) return words.otherShape(wanted);
  return elementsOf(dims) > MOST_ELEMENTS ? words.tooManyElements : dims;
}

function readNumbers(text: string, runsAs: InputFill['runsAs'], count: number): number[] | string {
  const numbers = listOf(text);
  if (!numbers || numbers.length === 0) return words.giveNumbers;
  if (numbers.length !== 1 && numbers.length !== count) {
    return words.otherCount(numbers.length, count);
  }
  if (!isWhole(runsAs)) return numbers;
  const [least, most] = rangeOf(runsAs);
  return numbers.every((value) => canHold(runsAs, value))
    ? numbers
    : words.giveWhole(String(least), String(most));
}

function readSeed(text: string): number | string {
  const seed = Number(text);
  const isSeed = text.trim() !== '' && Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32;
  return isSeed ? seed : words.giveSeed;
}

/** base: for what the form has no field for. */
export function readFill(form: FillForm, base: InputFill): FillReading {
  const errors: FillReading['errors'] = {};
  /** Of a field that is not on screen, what was there before. */
  function need<T>(field: FillField, isShown: boolean, before: T, read: () => T | string): T {
    if (!isShown) return before;
    const found = read();
    if (typeof found !== 'string') return found;
    errors[field] = found;
    return before;
  }
  const kind = form.kind as FillKind;
  const isOpen = base.anyShape || base.shape.some((size) => size < 1);
  const dims = need('dims', isOpen, base.dims, () => readDims(form.dims, base));
  const count = elementsOf(dims);
  const numbers = need('numbers', kind === 'numbers', base.numbers, () =>
    readNumbers(form.numbers, base.runsAs, count),
  );
  const seed = need('seed', kind === 'noise', base.seed, () => readSeed(form.seed));
  const isUsable = Object.keys(errors).length === 0;
  return { fill: isUsable ? { ...base, kind, dims, numbers, seed } : undefined, errors };
}
