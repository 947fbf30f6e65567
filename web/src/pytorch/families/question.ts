// What weights do not tell: a question with a default, and the check of what a reader gives instead.

import { type AssumedValue, AssumeError } from './types.js';

export interface Question<T extends AssumedValue> {
  readonly name: string;
  /** What is taken where nothing is given. */
  readonly value: T;
  readonly why: string;
  readonly choices?: readonly (number | string | boolean)[];
  /** Whether a given value will do; where it is missing, one of `choices` will. */
  readonly rule?: Rule;
}

export interface Rule {
  holds(value: AssumedValue): boolean;
  /** What to give, as it stands after "Give". */
  readonly right: string;
}

const isWhole = (least: number) => (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= 1 << 16;
const isList = (value: AssumedValue): value is readonly number[] | readonly string[] =>
  Array.isArray(value);
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

export const wholeNumber = (least: number): Rule => ({
  holds: isWhole(least),
  right: `a whole number, ${least} or more`,
});

export const pictureSize: Rule = {
  holds: (value) =>
    isList(value) ? value.length === 2 && [...value].every(isWhole(1)) : isWhole(1)(value),
  right: 'one number of pixels, or [height, width]',
};

export const positive: Rule = {
  holds: (value) => isNumber(value) && (value as number) > 0,
  right: 'a number above 0',
};

/** A number for every channel, or one for all. */
export const channelNumbers = (channels: number, zeroToo: boolean): Rule => ({
  holds: (value) =>
    isList(value) &&
    (value.length === channels || value.length === 1) &&
    [...value].every((item) => isNumber(item) && (zeroToo || item !== 0)),
  right: `a list of ${channels} ${channels === 1 ? 'number' : 'numbers'}${zeroToo ? '' : ' other than 0'}`,
});

/** One whole number for each of `count` layers. */
export const wholeNumbers = (count: number, least: number): Rule => ({
  holds: (value) => isList(value) && value.length === count && [...value].every(isWhole(least)),
  right: `a list of ${count} whole numbers, each ${least} or more`,
});

/** The value of an answer. @throws AssumeError where it does not fit the question. */
export function answerTo<T extends AssumedValue>(
  { name, value, choices, rule }: Question<T>,
  given: AssumedValue | undefined,
): T {
  if (given === undefined) return value;
  const fits = rule?.holds(given) || choices?.some((choice) => choice === given);
  if (fits) return given as T;
  const listed = choices?.map((choice) => JSON.stringify(choice)).join(', ');
  const right = [listed && `one of ${listed}`, rule?.right].filter(Boolean).join(', or ');
  throw new AssumeError(`"${name}" cannot be ${JSON.stringify(given)}.`, `Give ${right}.`);
}
