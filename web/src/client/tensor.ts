import { failure } from './error.js';
import { isFloats } from './kinds.js';

export type TensorType = 'float32';

/** A float32 array with dimensions, elements in row-major order: NCHW for feature maps. */
export class Tensor {
  readonly type: TensorType;
  readonly dims: readonly number[];
  /** Not copied: the caller's array, or an array of its own for a result. */
  readonly data: Float32Array;

  /**
   * The type can be left out. Throws 'unsupported' for another type, 'invalid-argument' for data or
   * dimensions that are none, 'invalid-shape' where the two do not agree.
   */
  constructor(type: TensorType, data: Float32Array | readonly number[], dims: readonly number[]);
  constructor(data: Float32Array | readonly number[], dims: readonly number[]);
  constructor(...given: [unknown, unknown, unknown?]) {
    const [type, data, dims] = typeof given[0] === 'string' ? given : ['float32', ...given];
    if (type !== 'float32') {
      throw failure(
        'unsupported',
        `Tensor type "${String(type)}" is not supported.`,
        'Use "float32" with a Float32Array.',
      );
    }
    const array = Array.isArray(data) ? Float32Array.from(data) : data;
    if (!isFloats(array)) {
      throw failure(
        'invalid-argument',
        `A float32 tensor needs a Float32Array or an array of numbers, not ${nameOf(data)}.`,
        'Convert it with Float32Array.from(values).',
      );
    }
    const sizes = checkDims(dims);
    const elements = sizes.reduce((a, b) => a * b, 1);
    if (array.length !== elements) {
      throw failure(
        'invalid-shape',
        `Dimensions [${sizes.join(', ')}] need ${elements} elements, but the data has ${array.length}.`,
        'Give as many elements as the product of the dimensions.',
      );
    }
    this.type = type;
    this.dims = [...sizes];
    this.data = array;
  }
}

function checkDims(dims: unknown): readonly number[] {
  const isSize = (dim: unknown) => Number.isSafeInteger(dim) && (dim as number) >= 0;
  const valid = Array.isArray(dims) && dims.every(isSize);
  if (valid && Number.isSafeInteger(dims.reduce((a, b) => a * b, 1))) return dims;
  throw failure(
    Array.isArray(dims) ? 'invalid-shape' : 'invalid-argument',
    `Dimensions must be an array of whole numbers that are not negative, not ${describe(dims)}.`,
    'new Tensor(data, dims): for one RGB picture of 64 x 64 pixels, dims are [1, 3, 64, 64].',
  );
}

function describe(dims: unknown): string {
  return Array.isArray(dims) ? `[${dims.map(String).join(', ')}]` : String(dims);
}

function nameOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return value.constructor?.name ?? 'an object';
}
