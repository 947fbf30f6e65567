// The two ends of a network: how a picture becomes its input, and what its outputs are called.

import type { Net, Value } from './net.js';
import { channelNumbers, pictureSize, wholeNumber } from './question.js';
import type { AssumedValue } from './types.js';

/** How pictures are prepared. */
export interface Recipe {
  /** Side of the square that is cut out of the middle, in pixels. */
  readonly size: number;
  /** Shorter side after resizing; as `size` where it is left out. */
  readonly resize?: number;
  readonly interpolation?: 'bilinear' | 'bicubic';
  /** Per channel, of values 0 to 1; ImageNet's where they are left out. */
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  /** Where all this comes from: what follows "as", such as "torchvision prepares pictures for it". */
  readonly from?: string;
  /** Other sides that fit. */
  readonly sizes?: readonly number[];
}

export const IMAGENET_MEAN = [0.485, 0.456, 0.406];
export const IMAGENET_STD = [0.229, 0.224, 0.225];
/** Pixels / 255 and nothing more: torchvision's ToTensor. */
export const TO_TENSOR = { mean: [0, 0, 0], std: [1, 1, 1] };

/** What `labels` is where the reader expects ImageNet's names, which this folder does not carry. */
export const IMAGENET_LABELS = 'ImageNet';

/** [1, channels, height, width]: asks for the size, and writes the preprocessing into the metadata. */
export function picture(net: Net, channels: number, recipe: Recipe): Value {
  const from = recipe.from ?? 'torchvision prepares pictures for these weights';
  const size = net.ask<number | readonly number[]>({
    name: 'size',
    value: recipe.size,
    ...(recipe.sizes ? { choices: recipe.sizes } : {}),
    why: `Height and width of the input in pixels, as ${from}. Weights do not tell it.`,
    rule: pictureSize,
  });
  const [height = 1, width = height] = typeof size === 'number' ? [size] : size;
  if (channels === 3 || channels === 1) {
    preprocess(net, channels, recipe, [height, width], from);
  }
  return net.input('input', [1, channels, height, width]);
}

function preprocess(
  net: Net,
  channels: 1 | 3,
  recipe: Recipe,
  crop: readonly [number, number],
  from: string,
): void {
  const shorter = Math.max(...crop);
  const resize = net.ask<number>({
    name: 'resize',
    value: Math.round((shorter * (recipe.resize ?? recipe.size)) / recipe.size),
    why: `The shorter side of a picture in pixels, before the middle is cut out, as ${from}.`,
    rule: wholeNumber(0),
  });
  const interpolation = net.ask<string>({
    name: 'interpolation',
    value: recipe.interpolation ?? 'bilinear',
    choices: ['nearest', 'bilinear', 'bicubic'],
    why: `How pixels are resized, as ${from}.`,
  });
  const ofChannels = (values: readonly number[]) => values.slice(0, channels);
  const mean = net.ask<readonly number[]>({
    name: 'mean',
    value: ofChannels(recipe.mean ?? IMAGENET_MEAN),
    why: `What is taken off each channel of values 0 to 1, as ${from}. If you trained with another Normalize, give its mean.`,
    rule: channelNumbers(channels, true),
  });
  const std = net.ask<readonly number[]>({
    name: 'std',
    value: ofChannels(recipe.std ?? IMAGENET_STD),
    why: `What each channel is divided by after that, as ${from}.`,
    rule: channelNumbers(channels, false),
  });
  const three = (values: readonly number[]) => [0, 1, 2].map((i) => values[i] ?? values[0]);
  net.metadata.preprocess = JSON.stringify({
    resize,
    crop,
    interpolation,
    divisor: 255,
    mean: three(mean),
    std: three(std),
    order: 'RGB',
    layout: 'NCHW',
    channels,
  });
}

/** Names that a network with as many outputs most often has, and whose they are: what follows "those of". */
export interface UsualNames {
  readonly names: readonly string[];
  readonly of: string;
}

/** Ends the network: asks for the names of its classes. */
export function classNames(net: Net, logits: Value, usual?: UsualNames): void {
  net.output = logits;
  const classes = logits.dims.at(-1) ?? 0;
  const known = usual?.names.length === classes ? usual : undefined;
  const isImageNet = !known && classes === 1000;
  const labels = net.ask<AssumedValue>({
    name: 'labels',
    value: known?.names ?? (isImageNet ? IMAGENET_LABELS : 'numbers'),
    choices: isImageNet ? [IMAGENET_LABELS, 'numbers'] : ['numbers'],
    why: `Names of the ${classes} classes, in the order of the outputs. Weights do not tell them${reason(known, isImageNet)}.`,
    rule: {
      holds: (value) =>
        Array.isArray(value) &&
        value.length === classes &&
        value.every((item) => typeof item === 'string'),
      right: `a list of ${classes} names`,
    },
  });
  if (typeof labels === 'object') net.metadata.labels = JSON.stringify(labels);
}

function reason(known: UsualNames | undefined, isImageNet: boolean): string {
  if (known) return `; these are those of ${known.of}, of which there are as many`;
  return isImageNet ? '; a network with 1,000 outputs is most often one for ImageNet' : '';
}
