// The form in which a user says how pictures become the network's input.

import type { Fit } from '../../../protocol/index.js';
import type { Preprocess } from '../../network/network.js';
import { words } from './fields/words-en.js';
import { numbers } from './sentence.js';

export type InputField =
  | 'fit'
  | 'bars'
  | 'multiple'
  | 'resize'
  | 'height'
  | 'width'
  | 'interpolation'
  | 'divisor'
  | 'mean'
  | 'std'
  | 'order'
  | 'layout';

/** What stands in the fields, as typed. */
export type InputForm = Readonly<Record<InputField, string>>;

export interface Reading {
  /** undefined while a field holds something else. */
  preprocess: Preprocess | undefined;
  /** One sentence a field that cannot be used. */
  errors: Partial<Record<InputField, string>>;
}

/** Largest side that is offered: what a picture may have. */
const MOST_PIXELS = 4096;

/** Detectors halve a picture five times. */
const USUAL_MULTIPLE = 32;

/** "#727272", as colour fields have it. */
const hexOf = (colour: readonly number[]) =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

function colourIn(text: string): [number, number, number] | undefined {
  const parts = /^#(..)(..)(..)$/.exec(text)?.slice(1);
  const values = parts?.map((part) => Number.parseInt(part, 16));
  return values?.every(Number.isInteger) ? (values as [number, number, number]) : undefined;
}

export function formOf(preprocess: Preprocess): InputForm {
  const { fit = 'crop', bars = [0, 0, 0], multiple = USUAL_MULTIPLE } = preprocess;
  const { resize, crop, interpolation, divisor, mean, std, order, layout } = preprocess;
  return {
    fit,
    bars: hexOf(bars),
    multiple: String(multiple),
    resize: String(resize),
    height: String(crop[0]),
    width: String(crop[1]),
    interpolation,
    divisor: String(divisor),
    mean: numbers(mean),
    std: numbers(std),
    order,
    layout,
  };
}

function side(text: string, least: number): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= MOST_PIXELS
    ? value
    : undefined;
}

/** "0.5" counts for all three channels. */
function perChannel(text: string): [number, number, number] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const values = (parts.length === 1 ? [parts[0], parts[0], parts[0]] : parts).map(Number);
  return values.length === 3 && values.every(Number.isFinite)
    ? (values as [number, number, number])
    : undefined;
}

/** Sizes that the file fixes, [height, width]; undefined for one that it leaves open. */
export function fixedSize(
  inputShape: readonly number[],
  layout: string,
): [number | undefined, number | undefined] {
  const at = layout === 'NHWC' ? 1 : 2;
  const fixed = (size: number | undefined) => (size !== undefined && size > 0 ? size : undefined);
  return [fixed(inputShape[at]), fixed(inputShape[at + 1])];
}

/** [1,3,H,W] and [1,H,W,3]: which of the two the shape allows. */
export function layoutsOf(inputShape: readonly number[]): readonly ('NCHW' | 'NHWC')[] {
  const isChannels = (size: number | undefined) => size === 1 || size === 3;
  const found: ('NCHW' | 'NHWC')[] = [];
  if (isChannels(inputShape[1])) found.push('NCHW');
  if (isChannels(inputShape[3])) found.push('NHWC');
  return found;
}

/** The ways to fit a picture that the shape of the input allows. */
export function fitsOf(inputShape: readonly number[], layout: string): readonly Fit[] {
  const [height, width] = fixedSize(inputShape, layout);
  const always: readonly Fit[] = ['crop', 'stretch', 'letterbox'];
  if (width !== undefined) return always;
  return height === undefined ? [...always, 'height', 'own'] : [...always, 'height'];
}

type Need = <T>(field: InputField, value: T | undefined, sentence: string) => T | undefined;

/** How large a picture becomes; undefined where one of the fields that count cannot be used. */
function readSize(
  form: InputForm,
  base: Preprocess,
  fixed: ReturnType<typeof fixedSize>,
  need: Need,
) {
  const fit = form.fit as Fit;
  const pixels = words.givePixels(MOST_PIXELS);
  const [rows, columns] = fixed;
  /** Of a field that does not count, what was there before. */
  const counted = (field: InputField, isCounted: boolean, before: number, least = 1) =>
    isCounted
      ? need(field, side(form[field], least), least ? pixels : words.giveSide(MOST_PIXELS))
      : before;
  const resize = counted('resize', fit === 'crop', base.resize, 0);
  const height = rows ?? counted('height', fit !== 'own', base.crop[0]);
  const width = columns ?? counted('width', fit !== 'own' && fit !== 'height', base.crop[1]);
  const isRounded = fit === 'height' || fit === 'own';
  const multiple = counted('multiple', isRounded, base.multiple ?? 1);
  const bars =
    fit === 'letterbox' ? need('bars', colourIn(form.bars), words.giveColour) : base.bars;
  if (resize === undefined || !height || !width || !multiple || (fit === 'letterbox' && !bars)) {
    return undefined;
  }
  if (fit === 'crop' && resize > 0 && resize < Math.max(height, width)) {
    need('resize', undefined, words.cropTooLarge(width, height, resize));
  }
  return {
    ...(fit === 'crop' ? {} : { fit }),
    ...(bars ? { bars } : {}),
    ...(isRounded || base.multiple ? { multiple } : {}),
    resize,
    crop: [height, width] as [number, number],
  };
}

/** base: for what the form has no field for. */
export function readForm(
  form: InputForm,
  base: Preprocess,
  inputShape: readonly number[],
): Reading {
  const errors: Reading['errors'] = {};
  const need: Need = (field, value, sentence) => {
    if (value === undefined) errors[field] = sentence;
    return value;
  };
  const size = readSize(form, base, fixedSize(inputShape, form.layout), need);
  const divided = Number(form.divisor);
  const isDivisor = form.divisor.trim() !== '' && Number.isFinite(divided) && divided > 0;
  const divisor = need('divisor', isDivisor ? divided : undefined, words.giveDivisor);
  const mean = need('mean', perChannel(form.mean), words.giveThree);
  const std = need('std', perChannel(form.std), words.giveThree);
  if (std?.some((value) => value <= 0)) errors.std = words.giveDeviation;
  const done = size && divisor && mean && std;
  if (!done || Object.keys(errors).length > 0) return { preprocess: undefined, errors };
  const { fit: _, ...kept } = base;
  return {
    preprocess: {
      ...kept,
      ...size,
      interpolation: form.interpolation as Preprocess['interpolation'],
      divisor,
      mean,
      std,
      order: form.order as Preprocess['order'],
      layout: form.layout as Preprocess['layout'],
    },
    errors,
  };
}
