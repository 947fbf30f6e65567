import { failure } from './error.js';

export type TensorType = 'float32';

/** A float32 array with dimensions, elements in row-major order: NCHW for feature maps. */
export class Tensor {
  readonly type: TensorType;
  readonly dims: readonly number[];
  /** Not copied: the caller's array, or an array of its own for a result. */
  readonly data: Float32Array;

  /** Throws 'unsupported' for another type, 'invalid-shape' where dims and data do not agree. */
  constructor(type: TensorType, data: Float32Array | readonly number[], dims: readonly number[]) {
    if (type !== 'float32') {
      throw failure(
        'unsupported',
        `Tensor type "${String(type)}" is not supported.`,
        'Use "float32" with a Float32Array.',
      );
    }
    const elements = elementCount(dims);
    const array = Array.isArray(data) ? Float32Array.from(data) : data;
    if (!(array instanceof Float32Array)) {
      throw failure(
        'invalid-argument',
        `A float32 tensor needs a Float32Array or an array of numbers, not ${nameOf(data)}.`,
        'Convert it with Float32Array.from(values).',
      );
    }
    if (array.length !== elements) {
      throw failure(
        'invalid-shape',
        `Dimensions [${dims.join(', ')}] need ${elements} elements, but the data has ${array.length}.`,
        'Give as many elements as the product of the dimensions.',
      );
    }
    this.type = type;
    this.dims = [...dims];
    this.data = array;
  }
}

function elementCount(dims: readonly number[]): number {
  const valid = Array.isArray(dims) && dims.every((dim) => Number.isSafeInteger(dim) && dim >= 0);
  const product = valid ? dims.reduce((a, b) => a * b, 1) : Number.NaN;
  if (!Number.isSafeInteger(product)) {
    throw failure(
      'invalid-shape',
      `Dimensions must be an array of whole numbers that are not negative, not ${describe(dims)}.`,
      'For one RGB picture of 64 x 64 pixels they are [1, 3, 64, 64].',
    );
  }
  return product;
}

function describe(dims: unknown): string {
  return Array.isArray(dims) ? `[${dims.map(String).join(', ')}]` : String(dims);
}

function nameOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return value.constructor?.name ?? 'an object';
}
