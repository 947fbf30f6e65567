// How pictures become the model's input: read from the file's metadata, or derived from its shape.

import type { GraphDescription, Preprocess, ValueDescription } from '../protocol/index.js';
import { checkKeys, show } from './check-options.js';
import { type Derived, derivePreprocess, describePreprocess } from './derive-preprocess.js';
import { failure, textOf } from './error.js';

export interface PreprocessChoice {
  /** undefined: the input does not have the shape of a picture. */
  preprocess: Preprocess | undefined;
  /** True where the file leaves the size open, and nothing in it tells which one is right. */
  isSizeGuessed: boolean;
  notes: string[];
}

/** Which input takes the picture, and how. */
export function choosePicture(graph: GraphDescription): PreprocessChoice & { input?: string } {
  const { inputs, metadata } = graph;
  const tried = triedShapes(graph);
  const derived = inputs.map((input) => derivePreprocess(input, metadata, tried.get(input.name)));
  // Three channels are more likely a picture than one, and a mask beside other inputs is none.
  const rank = (index: number): number => {
    const isMask = inputs.length > 1 && /mask/i.test(inputs[index]?.name ?? '');
    return isMask ? 0 : (derived[index]?.preprocess.channels ?? 0);
  };
  const best = [...inputs.keys()].reduce((a, b) => (rank(b) > rank(a) ? b : a), 0);
  const input = rank(best) > 0 ? inputs[best] : undefined;
  const choice = choosePreprocess(input, metadata, input && tried.get(input.name));
  const [batch = 1] = input?.anyShape ? [] : (input?.shape ?? []);
  if (batch > 1) {
    choice.notes.push(
      `The network takes ${batch} pictures at a time: all of them are the one that is given.`,
    );
  }
  return input ? { ...choice, input: input.name } : choice;
}

/** The shapes that the network was laid out for when it was loaded, by name: with sizes in place of open ones. */
function triedShapes({ inputs, nodes }: GraphDescription): Map<string, number[] | undefined> {
  const names = new Set(inputs.map(({ name }) => name));
  const tried = new Map<string, number[] | undefined>();
  for (const node of nodes) {
    node.inputs.forEach((name, index) => {
      if (names.has(name)) tried.set(name, node.inputShapes[index]);
    });
  }
  return tried;
}

/** tried: the shape of the input when the network was loaded. */
export function choosePreprocess(
  input: ValueDescription | undefined,
  metadata: Record<string, string>,
  tried?: readonly number[],
): PreprocessChoice {
  const derived = input && derivePreprocess(input, metadata, tried);
  if (derived === undefined) return { preprocess: undefined, isSizeGuessed: false, notes: [] };
  const { written, notes } = readWritten(derived, metadata.preprocess);
  const { preprocess = derived.preprocess } = written;
  const isSizeGuessed = derived.isSizeGuessed && !written.saysSize;
  return {
    preprocess,
    isSizeGuessed,
    notes: isSizeGuessed ? [...notes, guess(preprocess)] : notes,
  };
}

const guess = ({ crop }: Preprocess) =>
  `The file leaves the size of the input open, and nothing in it tells which one is right: ${crop[1]} x ${crop[0]} ` +
  'is a guess. Say the size that the network was trained with: preprocess.crop, or the form of the input on the page.';

interface Written {
  preprocess?: Preprocess;
  saysSize?: boolean;
}

/** What the file itself says under "preprocess", over what its shape says. */
function readWritten(
  { preprocess: derived }: Derived,
  text: string | undefined,
): { written: Written; notes: string[] } {
  const say = (why: string) => [`${why} ${describePreprocess(derived)}`];
  if (text === undefined) {
    const why = 'The file does not say how pictures are prepared, so a guess is used:';
    return { written: {}, notes: say(why) };
  }
  try {
    const { known, unknown } = splitKeys(JSON.parse(text));
    const names = unknown.map((key) => `"${key}"`).join(', ');
    const preprocess = mergePreprocess(derived, known);
    return {
      written: { preprocess, saysSize: 'crop' in known || 'fit' in known },
      notes:
        names === '' ? [] : [`Keys of the file's "preprocess" that mean nothing here: ${names}.`],
    };
  } catch (thrown) {
    const why = `The file's "preprocess" cannot be used (${textOf(thrown)}); instead:`;
    return { written: {}, notes: say(why) };
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
  const checked = checkPreprocess(given);
  if (checked.fit !== undefined) return { ...base, ...checked };
  const { fit, ...cropped } = base;
  // Who says how the shorter side is resized wants the middle cut out, and who says a size wants that one.
  if (checked.resize !== undefined) return { ...cropped, ...checked };
  const isOpen = checked.crop !== undefined && (fit === 'height' || fit === 'own');
  return { ...base, ...(isOpen ? { fit: 'stretch' } : {}), ...checked };
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

const isByte = (value: unknown) =>
  isNumber(value) && (value as number) >= 0 && (value as number) <= 255;

const RULES: Record<keyof Preprocess, [(value: unknown) => boolean, string]> = {
  fit: [
    isOneOf('crop', 'stretch', 'letterbox', 'height', 'own'),
    '"crop", "stretch", "letterbox", "height" or "own"',
  ],
  bars: [isList(3, isByte), 'red, green and blue of the bars, three numbers from 0 to 255'],
  multiple: [isPixels, 'a whole number of pixels above 0'],
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
