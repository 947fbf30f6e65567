import type { TensorArrays, TensorType } from '../protocol/index.js';
import { storedType, toHalf, toStored } from './element-types.js';
import { failure } from './error.js';
import { isArrayCalled } from './kinds.js';

export type { TensorType };

const ARRAYS = {
  float32: Float32Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  float64: Float64Array,
  int16: Int16Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
};

type Big = 'int64' | 'uint64';

/**
 * An array with dimensions, elements in row-major order: NCHW for feature maps.
 *
 * @example
 * ```ts
 * import { Tensor } from 'cnn-playground';
 *
 * const ones = new Tensor('float32', new Float32Array(3 * 64 * 64).fill(1), [1, 3, 64, 64]);
 * const same = new Tensor([1, 2, 3, 4], [2, 2]); // float32
 * console.log(ones.dims, same.data[3]);
 * ```
 */
export class Tensor<T extends TensorType = TensorType> {
  readonly type: T;
  readonly dims: readonly number[];
  /**
   * Not copied: the caller's array, or an array of its own for a result. float16 and bfloat16 are their
   * bits in a Uint16Array; a Float16Array, where there is one, is taken as those of its memory.
   */
  readonly data: TensorArrays[T];

  /**
   * The type can be left out: float32.
   *
   * @throws PlaygroundError: 'unsupported' for a type there is not, 'invalid-argument' for data or
   * dimensions that are none, 'invalid-shape' where the two do not agree.
   */
  constructor(
    type: T,
    data: TensorArrays[T] | readonly (T extends Big ? bigint : number)[],
    dims: readonly number[],
  );
  constructor(data: Float32Array | readonly number[], dims: readonly number[]);
  constructor(...given: [unknown, unknown, unknown?]) {
    const [type, data, dims] = typeof given[0] === 'string' ? given : ['float32', ...given];
    const array = arrayOf(type as string, data);
    const sizes = checkDims(dims);
    const elements = sizes.reduce((a, b) => a * b, 1);
    if (array.length !== elements) {
      throw failure(
        'invalid-shape',
        `Dimensions [${sizes.join(', ')}] need ${elements} elements, but the data has ${array.length}.`,
        'Give as many elements as the product of the dimensions.',
      );
    }
    this.type = type as T;
    this.dims = [...sizes];
    this.data = array as TensorArrays[T];
  }
}

/**
 * The elements as float32; undefined where they are integers. The tensor's own array where it is
 * float32.
 */
export function floatsOf({ type, data }: Pick<Tensor, 'type' | 'data'>): Float32Array | undefined {
  return storedType(type) === 'float32' ? (toStored(type, data) as Float32Array) : undefined;
}

function isTensorType(type: string): type is TensorType {
  return Object.hasOwn(ARRAYS, type);
}

function arrayOf(type: string, data: unknown): TensorArrays[TensorType] {
  if (!isTensorType(type)) {
    throw failure(
      'unsupported',
      `Tensor type "${type}" is not supported.`,
      `Use one of ${Object.keys(ARRAYS).join(', ')}; "float32" goes with a Float32Array.`,
    );
  }
  const { name } = ARRAYS[type];
  const array = Array.isArray(data) ? fromNumbers(type, data) : halfBits(type, data);
  if (isArrayCalled(name, array)) return array as TensorArrays[TensorType];
  throw failure(
    'invalid-argument',
    `A tensor of type ${type} needs a ${name} or an array of numbers, not ${nameOf(data)}.`,
    `Convert it with ${name}.from(values).`,
  );
}

/** What is no number of the type leaves the array as it is, which is refused by name. */
function fromNumbers(type: TensorType, values: unknown[]): unknown {
  if (type === 'float16') return Uint16Array.from(values as number[], toHalf);
  if (type !== 'int64' && type !== 'uint64') return ARRAYS[type].from(values as never[]);
  return values.every((value) => typeof value === 'bigint') ? ARRAYS[type].from(values) : values;
}

function halfBits(type: TensorType, data: unknown): unknown {
  if (type !== 'float16' || !isArrayCalled('Float16Array', data)) return data;
  const { buffer, byteOffset, byteLength } = data as ArrayBufferView;
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
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
