// How pictures become the model's input: read from the file's metadata, or derived from its shape.

import type { Preprocess, ValueDescription } from '../protocol/index.js';
import { checkKeys, show } from './check-options.js';
import { storedType } from './element-types.js';
import { failure, textOf } from './error.js';

export interface PreprocessChoice {
  /** undefined: the input does not have the shape of a picture. */
  preprocess: Preprocess | undefined;
  notes: string[];
}

/** Side of pictures where the file leaves height and width open. */
const DEFAULT_SIDE = 224;

export function choosePreprocess(
  input: ValueDescription | undefined,
  metadata: Record<string, string>,
): PreprocessChoice {
  const derived = input && derive(sized(input, metadata));
  if (derived === undefined) return { preprocess: undefined, notes: [] };
  const written = metadata.preprocess;
  const say = (why: string) => [`${why} ${describe(derived)}`];
  if (written === undefined) {
    return {
      preprocess: derived,
      notes: say('The file does not say how pictures are prepared, so a guess is used:'),
    };
  }
  try {
    const { known, unknown } = splitKeys(JSON.parse(written));
    const names = unknown.map((key) => `"${key}"`).join(', ');
    return {
      preprocess: mergePreprocess(derived, known),
      notes:
        names === '' ? [] : [`Keys of the file's "preprocess" that mean nothing here: ${names}.`],
    };
  } catch (thrown) {
    return {
      preprocess: derived,
      notes: say(`The file's "preprocess" cannot be used (${textOf(thrown)}); instead:`),
    };
  }
}

/** Files may carry more than is known here; what is no object stays, for its error. */
function splitKeys(written: object): { known: Partial<Preprocess>; unknown: string[] } {
  if (written === null || typeof written !== 'object' || Array.isArray(written)) {
    return { known: written as Partial<Preprocess>, unknown: [] };
  }
  const entries = Object.entries(written);
  return {
    known: Object.fromEntries(entries.filter(([key]) => Object.hasOwn(RULES, key))),
    unknown: entries.map(([key]) => key).filter((key) => !Object.hasOwn(RULES, key)),
  };
}

/** Values of a user or a file over those of `base`. Throws 'invalid-argument'. */
export function mergePreprocess(base: Preprocess, given: Partial<Preprocess>): Preprocess {
  return { ...base, ...checkPreprocess(given) };
}

/** What is given, without keys that are undefined. Throws 'invalid-argument'. */
export function checkPreprocess(given: Partial<Preprocess>): Partial<Preprocess> {
  checkKeys(given, Object.keys(RULES), 'preprocess');
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [key, value] of set) {
    const [holds, right] = RULES[key as keyof Preprocess];
    if (holds(value)) continue;
    throw failure('invalid-argument', `preprocess.${key} is ${show(value)}.`, `Give ${right}.`);
  }
  return Object.fromEntries(set);
}

const isPixels = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isList = (length: number, holds: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length === length && value.every(holds);
const isOneOf =
  (...values: unknown[]) =>
  (value: unknown) =>
    values.includes(value);

const RULES: Record<keyof Preprocess, [(value: unknown) => boolean, string]> = {
  resize: [
    (value) => value === 0 || isPixels(value),
    'a whole number of pixels, 0 to keep the size',
  ],
  crop: [isList(2, isPixels), '[height, width] in pixels'],
  interpolation: [isOneOf('nearest', 'bilinear', 'bicubic'), '"nearest", "bilinear" or "bicubic"'],
  divisor: [(value) => isNumber(value) && value !== 0, 'a number other than 0'],
  mean: [isList(3, isNumber), "three numbers, in the order of the tensor's channels"],
  std: [isList(3, (value) => isNumber(value) && value !== 0), 'three numbers other than 0'],
  order: [isOneOf('RGB', 'BGR'), '"RGB" or "BGR"'],
  layout: [isOneOf('NCHW', 'NHWC'), '"NCHW" or "NHWC"'],
  channels: [isOneOf(1, 3), '1 (grey) or 3'],
};

/**
 * The input with the size that Ultralytics writes under "imgsz" ([height, width], or a side), where the
 * file leaves height and width open.
 */
function sized(input: ValueDescription, metadata: Record<string, string>): ValueDescription {
  const [batch = -1, channels = -1, height = 1, width = 1] = input.shape;
  const numbers = metadata.imgsz?.match(/^\s*\[?\s*(\d{1,5})\s*(?:,\s*(\d{1,5})\s*)?\]?\s*$/);
  const side = Number(numbers?.[1]);
  if (!numbers || side === 0 || input.shape.length !== 4 || height > 0 || width > 0) return input;
  return { ...input, shape: [batch, channels, side, Number(numbers[2] ?? side)] };
}

/** [N, 3, H, W] and the like, of real numbers or of bytes; undefined for anything else. */
function derive({ shape, type }: ValueDescription): Preprocess | undefined {
  const runsAs = storedType(type);
  const [, second, , last] = shape;
  if (runsAs !== 'float32' && runsAs !== 'uint8') return undefined;
  if (shape.length !== 4 || second === undefined || last === undefined) return undefined;
  const isChannels = (size: number): size is 1 | 3 => size === 1 || size === 3;
  const open = (size: number | undefined) =>
    size === undefined || size <= 0 ? DEFAULT_SIDE : size;
  const common = {
    interpolation: 'bilinear',
    // A network that takes bytes takes them as they are.
    divisor: runsAs === 'uint8' ? 1 : 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    order: 'RGB',
  } as const satisfies Partial<Preprocess>;
  const from = (layout: 'NCHW' | 'NHWC', channels: 1 | 3, height: number, width: number) =>
    ({
      ...common,
      mean: [...common.mean],
      std: [...common.std],
      layout,
      channels,
      resize: Math.max(height, width),
      crop: [height, width],
    }) satisfies Preprocess;
  if (isChannels(second)) return from('NCHW', second, open(shape[2]), open(last));
  if (isChannels(last)) return from('NHWC', last, open(shape[1]), open(shape[2]));
  return undefined;
}

function describe({ resize, crop, channels, divisor }: Preprocess): string {
  const colour = channels === 1 ? 'grey' : 'RGB';
  const values = divisor === 1 ? 'are taken as they are' : `are divided by ${divisor}`;
  return (
    `the shorter side is resized to ${resize} pixels, the middle ${crop[1]} x ${crop[0]} is cut out, ` +
    `and ${colour} values ${values}.`
  );
}
