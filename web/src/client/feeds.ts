// Checks what a user feeds to run() and brings it into the form the worker takes. All data is copied
// here, since the worker takes its buffers away.

import { sizedFor } from '../pixels/place.js';
import {
  dimsOf,
  type ElementArrays,
  type ElementType,
  type Feed,
  type Picture,
  type Preprocess,
  type ValueDescription,
} from '../protocol/index.js';
import { storedType, toStored } from './element-types.js';
import { failure } from './error.js';
import { isBytes, isClampedBytes } from './kinds.js';
import type { Feeds } from './options.js';
import { SpareBuffers } from './spare-buffers.js';
import { Tensor } from './tensor.js';

export function toFeeds(
  feeds: Feeds,
  inputs: readonly ValueDescription[],
  preprocess: Preprocess | undefined,
  buffers: SpareBuffers = new SpareBuffers(),
): Feed[] {
  if (feeds === null || typeof feeds !== 'object' || isPicture(feeds)) {
    throw failure(
      'invalid-argument',
      'run() needs an object with one entry per input.',
      `For this model: { ${inputs.map(({ name }) => `"${name}": ...`).join(', ')} }.`,
    );
  }
  const names = inputs.map(({ name }) => `"${name}"`).join(', ');
  const known = new Set(inputs.map(({ name }) => name));
  const unknown = Object.keys(feeds).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw failure(
      'invalid-argument',
      `The model has no input "${unknown}".`,
      `Its inputs are: ${names}.`,
    );
  }
  return inputs.map((input) => {
    const feed = feeds[input.name];
    if (feed === undefined || feed === null) {
      throw failure(
        'invalid-argument',
        `No data was given for the input "${input.name}".`,
        `The model's inputs are: ${names}.`,
      );
    }
    return isPicture(feed)
      ? pictureFeed(input, feed, preprocess, buffers)
      : tensorFeed(input, feed, buffers);
  });
}

export function isPicture(value: unknown): value is Picture {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    'width' in value &&
    'height' in value &&
    !('dims' in value)
  );
}

function tensorFeed(input: ValueDescription, feed: Tensor, buffers: SpareBuffers): Feed {
  if (typeof feed !== 'object' || !('dims' in feed)) {
    throw failure(
      'invalid-argument',
      `The input "${input.name}" is neither a Tensor nor a picture.`,
      'Give new Tensor("float32", data, dims), or { data, width, height } with RGBA data.',
    );
  }
  const tensor = new Tensor(feed.type, feed.data, feed.dims);
  const stored = storedType(input.type);
  if (tensor.type !== input.type && tensor.type !== stored) {
    throw failure(
      'invalid-argument',
      `The input "${input.name}" takes ${input.type}, but was given ${tensor.type}.`,
      `Give new Tensor("${input.type}", data, dims).`,
    );
  }
  const { dims } = tensor;
  const hint = 'Give a Tensor of that shape; where it says "any", every size will do.';
  checkFits(input, dims, hint);
  const data = toStored(tensor.type, tensor.data);
  return { name: input.name, dims: [...dims], data: copyOf(data, buffers) };
}

type Stored = ElementArrays[ElementType];

/** In a buffer of its own, which may be one used before. */
function copyOf(data: Stored, buffers: SpareBuffers): Stored {
  const memory = buffers.take(data.byteLength);
  new Uint8Array(memory).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const Kind = Object.getPrototypeOf(data).constructor as new (memory: ArrayBuffer) => Stored;
  return new Kind(memory);
}

function checkFits(input: ValueDescription, dims: readonly number[], hint: string): void {
  if (input.anyShape || fits(dims, input.shape)) return;
  throw failure(
    'invalid-shape',
    `The input "${input.name}" was given as [${dims.join(', ')}], but the model takes ${show(input.shape)}.`,
    hint,
  );
}

function fits(dims: readonly number[], shape: readonly number[]): boolean {
  const same = (size: number | undefined, dim: number) => size === dim || (size ?? -1) < 0;
  return dims.length === shape.length && dims.every((dim, axis) => same(shape[axis], dim));
}

function show(shape: readonly number[]): string {
  return `[${shape.map((size) => (size < 0 ? 'any' : size)).join(', ')}]`;
}

function pictureFeed(
  input: ValueDescription,
  picture: Picture,
  preprocess: Preprocess | undefined,
  buffers: SpareBuffers,
): Feed {
  if (preprocess === undefined) {
    throw failure(
      'invalid-argument',
      `The input "${input.name}" has shape ${show(input.shape)}, so no picture can be fed to it.`,
      'Give a Tensor.',
    );
  }
  checkPicture(picture);
  const [batch = 1] = input.shape;
  const feed = {
    name: input.name,
    preprocess: sizedFor(preprocess, picture),
    ...(batch > 1 && !input.anyShape ? { batch } : {}),
  };
  checkFits(
    input,
    dimsOf({ ...feed, picture }),
    'A picture becomes a tensor of [1, channels, height, width] by preprocess: correct its crop, ' +
      'fit, channels or layout.',
  );
  return { ...feed, picture: copyPicture(picture, buffers) };
}

/** Throws 'invalid-argument' unless data is bytes, 'invalid-shape' unless there are 4 a pixel. */
function checkPicture({ data, width, height }: Picture): void {
  const isSize = (size: number) => Number.isSafeInteger(size) && size > 0;
  if (!isSize(width) || !isSize(height)) {
    throw failure(
      'invalid-shape',
      `A picture cannot be ${width} x ${height} pixels.`,
      'Give width and height as whole numbers above 0.',
    );
  }
  const bytes = isBytes(data) || isClampedBytes(data);
  if (!bytes || data.length !== 4 * width * height) {
    const given = bytes ? `${data.length} bytes` : 'something else';
    throw failure(
      bytes ? 'invalid-shape' : 'invalid-argument',
      `A picture of ${width} x ${height} pixels needs ${4 * width * height} bytes of RGBA, not ${given}.`,
      'Give a Uint8Array or Uint8ClampedArray with red, green, blue and alpha of each pixel.',
    );
  }
}

/** In a buffer of its own: slice() of a Buffer of Node would be a view. */
function copyPicture({ data, width, height }: Picture, buffers: SpareBuffers): Picture {
  const copy = new Uint8Array(buffers.take(data.length));
  copy.set(data);
  return { data: copy, width, height };
}
