// What the inputs are filled with that take no picture: guessed by their names and shapes, changed in the
// form of the input.

import type { ElementArrays, ElementType, ValueDescription } from '../../protocol/index.js';

/** Sizes are [height, width]; 'picture-sides' is [width, height], as some detectors want it. */
export type FillKind =
  | 'zeros'
  | 'ones'
  | 'noise'
  | 'input-size'
  | 'picture-size'
  | 'picture-sides'
  | 'numbers';

export interface InputFill {
  /** Of the input, as in the file. */
  name: string;
  /** As the file states it, and what the engine stores it as. */
  type: string;
  runsAs: ElementType;
  /** As in the file; below 1 for an open size. */
  shape: readonly number[];
  /** True where the file states no shape. */
  anyShape: boolean;
  kind: FillKind;
  /** Of 'numbers': one for all elements, or one each. */
  numbers: readonly number[];
  /** Of 'noise': the same seed gives the same numbers. */
  seed: number;
  /** The shape that is fed. */
  dims: readonly number[];
}

/** [height, width] in pixels. */
export interface FedSizes {
  input: readonly [number, number];
  picture: readonly [number, number];
}

export function elementsOf(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}

export const isWhole = (type: ElementType): boolean => type !== 'float32';

/** What can be chosen for an input. Sizes are two numbers, or begin with two. */
export function kindsFor({ runsAs, dims }: InputFill, takesPicture: boolean): FillKind[] {
  const count = elementsOf(dims);
  const hasSizes = takesPicture && runsAs !== 'bool' && count >= 2 && count <= 4;
  const sizes: FillKind[] = hasSizes ? ['input-size', 'picture-size', 'picture-sides'] : [];
  return ['zeros', 'ones', ...(isWhole(runsAs) ? [] : ['noise' as const]), ...sizes, 'numbers'];
}

type Guess = Pick<InputFill, 'kind'> & Partial<Pick<InputFill, 'numbers'>>;
const numbers = (value: number): Guess => ({ kind: 'numbers', numbers: [value] });

/** First that fits: what the name says. isSizes: the input has room for height and width. */
const BY_NAME: readonly [pattern: RegExp, guess: Guess, isSizes?: true][] = [
  [/scale_?factor|^scales?$|ratio/, { kind: 'ones' }],
  [/^has_|^mask_input/, { kind: 'zeros' }],
  [/mask/, { kind: 'ones' }],
  [/target_?sizes?/, { kind: 'picture-sides' }, true],
  [/im_?info|im_shape|input_?(shape|size)/, { kind: 'input-size' }, true],
  [/orig|(image|img|im|picture)_?(shape|size)/, { kind: 'picture-size' }, true],
  [/^sr$|sampl\w*_?rate/, numbers(16000)],
  [/iou/, numbers(0.5)],
  [/thresh|^conf/, numbers(0.25)],
  [/max_?(output|det|box)|top_?k/, numbers(100)],
];
/** Of made-up data, where the file leaves a length open: of sound a second, as most networks take it. */
const LENGTHS = { usual: 64, sound: 16000 };
const SOUND = /audio|wave|sound|signal|pcm/;
/** Memory that a network carries from one run to the next begins empty. */
const STATE = /^[hc]_?\d*$|state|hidden|cache|past|memory/;
const COUNT = /len|size|num|count|step/;

function guess(name: string, type: ElementType, count: number, takesPicture: boolean): Guess {
  const lower = name.toLowerCase();
  const hasRoom = takesPicture && type !== 'bool' && count >= 2 && count <= 4;
  const found = BY_NAME.find(
    ([pattern, , isSizes]) => pattern.test(lower) && (!isSizes || hasRoom),
  );
  const given = found?.[1];
  const isFit = given?.numbers === undefined || count === 1;
  const fits = given?.numbers?.every((value) => !isWhole(type) || Number.isInteger(value)) ?? true;
  if (given && isFit && fits) return given;
  if (isWhole(type)) return { kind: type !== 'bool' && COUNT.test(lower) ? 'ones' : 'zeros' };
  const isData = !takesPicture && count > 1 && !STATE.test(lower);
  return { kind: isData ? 'noise' : 'zeros' };
}

/**
 * What an input is filled with at first. tried: the shape that the network was laid out for when it was loaded. picture:
 * [height, width] of the input that takes the picture; undefined where none does.
 */
export function fillOf(
  { name, type, runsAs, shape, anyShape = false }: ValueDescription,
  tried: readonly number[] | undefined,
  picture: readonly [number, number] | undefined,
): InputFill {
  const sides = shape.length - 2;
  const stored = runsAs ?? (type as ElementType);
  const lower = name.toLowerCase();
  const isData = !picture && !isWhole(stored) && !STATE.test(lower);
  const isOverPicture = picture && sides > 0 && shape.slice(sides).every((size) => size < 1);
  const dims = shape.map((size, axis) => {
    if (size > 0) return size;
    // What lies over the picture is as large as it.
    if (isOverPicture && axis >= sides) return picture?.[axis - sides] ?? 1;
    const isLength = isData && axis > 0 && shape.length < 4;
    if (isLength) return SOUND.test(lower) ? LENGTHS.sound : LENGTHS.usual;
    return Math.max(1, tried?.[axis] ?? 1);
  });
  const guessed = guess(name, stored, elementsOf(dims), picture !== undefined);
  return { name, type, runsAs: stored, shape, anyShape, numbers: [0], seed: 1, dims, ...guessed };
}

/** Uniform in 0..1, 0 left out. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 1) / 2 ** 32;
  };
}

/** Normal: mean 0, deviation 1. */
function noise(count: number, seed: number): number[] {
  const next = random(seed);
  return Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next()),
  );
}

function valuesOf(
  { kind, numbers, seed, dims }: InputFill,
  { input, picture }: FedSizes,
): number[] {
  const count = elementsOf(dims);
  const all = (value: number) => Array<number>(count).fill(value);
  const sizes = (pair: readonly number[]) => all(1).map((one, at) => pair[at] ?? one);
  switch (kind) {
    case 'zeros':
      return all(0);
    case 'ones':
      return all(1);
    case 'noise':
      return noise(count, seed);
    case 'input-size':
      return sizes(input);
    case 'picture-size':
      return sizes(picture);
    case 'picture-sides':
      return sizes([picture[1], picture[0]]);
    case 'numbers':
      return numbers.length === 1 ? all(numbers[0] ?? 0) : [...numbers];
  }
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, int8: Int8Array, uint8: Uint8Array };

/** The elements, in the type that the engine stores. */
export function filled(fill: InputFill, sizes: FedSizes): ElementArrays[ElementType] {
  const values = valuesOf(fill, sizes);
  const { runsAs } = fill;
  if (runsAs === 'int64') return BigInt64Array.from(values, (value) => BigInt(Math.trunc(value)));
  if (runsAs === 'bool') return Uint8Array.from(values, (value) => Number(value !== 0));
  return ARRAYS[runsAs].from(values);
}
