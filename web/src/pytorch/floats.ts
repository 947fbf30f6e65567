// Elements of any type, in any order of bytes and with any strides, as float32.

import { ELEMENT_BYTES } from './element-types.js';
import type { StateType } from './state-dict.js';

/** Elements one after another: bytes.length is a multiple of the element's size. */
export interface Elements {
  readonly type: StateType;
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
}

/** Which elements a tensor is made of: element [i, j, ...] is number offset + i * strides[0] + ... */
export interface Layout {
  readonly dims: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
}

/** How many elements a tensor of these sizes has; may be beyond the safe integers. */
export const countOf = (dims: readonly number[]): number =>
  dims.reduce((product, size) => product * size, 1);

/** Strides of a dense row-major tensor. */
export function denseStrides(dims: readonly number[]): number[] {
  let stride = 1;
  return dims
    .map((_, axis) => {
      const own = stride;
      stride *= Math.max(1, dims[dims.length - 1 - axis] ?? 1);
      return own;
    })
    .reverse();
}

/** Strides of sizes 1 mean nothing: PyTorch writes any number there. */
function isDense({ dims, strides }: Layout): boolean {
  const dense = denseStrides(dims);
  return dims.every((size, axis) => size === 1 || strides[axis] === dense[axis]);
}

/**
 * The tensor's values, row-major; every index lies within `elements` (tensor.ts sees to it). What it returns may be
 * a view of the file's own bytes and is only for reading.
 */
export function floatsOf(elements: Elements, layout: Layout): Float32Array {
  const count = countOf(layout.dims);
  if (count === 0) return new Float32Array();
  const size = ELEMENT_BYTES[elements.type];
  if (!isDense(layout)) return gathered(elements, layout, count);
  const start = layout.offset * size;
  return dense({ ...elements, bytes: elements.bytes.subarray(start, start + count * size) }, count);
}

function dense(elements: Elements, count: number): Float32Array {
  if (elements.littleEndian) {
    const fast = FAST[elements.type]?.(elements.bytes);
    if (fast) return fast;
  }
  const read = readerOf(elements);
  const result = new Float32Array(count);
  for (let index = 0; index < count; index++) result[index] = read(index);
  return result;
}

/** Typed arrays want their elements at multiples of their size: where they are not, they are copied. */
function aligned(
  bytes: Uint8Array,
  size: number,
): [buffer: ArrayBufferLike, start: number, count: number] {
  const { buffer, byteOffset, length } =
    bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  return [buffer, byteOffset, length / size];
}

/** What the machine's own arrays convert, which are little-endian everywhere: ten times as fast. */
const FAST: { readonly [Type in StateType]?: (bytes: Uint8Array) => Float32Array } = {
  float32: (bytes) => new Float32Array(...aligned(bytes, 4)),
  float64: (bytes) => new Float32Array(new Float64Array(...aligned(bytes, 8))),
  float16: (bytes) => {
    halves ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => halfToFloat(bits));
    const words = new Uint16Array(...aligned(bytes, 2));
    const result = new Float32Array(words.length);
    for (let index = 0; index < words.length; index++)
      result[index] = halves[words[index] as number] as number;
    return result;
  },
  bfloat16: (bytes) => {
    const words = new Uint16Array(...aligned(bytes, 2));
    const bits = new Uint32Array(words.length);
    for (let index = 0; index < words.length; index++) bits[index] = (words[index] as number) << 16;
    return new Float32Array(bits.buffer);
  },
  int32: (bytes) => new Float32Array(new Int32Array(...aligned(bytes, 4))),
  int16: (bytes) => new Float32Array(new Int16Array(...aligned(bytes, 2))),
  uint8: (bytes) => new Float32Array(bytes),
};

/** Of every half; made when the first file of halves comes. */
let halves: Float32Array | undefined;

/** Walks the tensor's positions in row-major order, with the element's number kept beside them. */
function gathered(elements: Elements, layout: Layout, count: number): Float32Array {
  const { dims, strides } = layout;
  const read = readerOf(elements);
  const result = new Float32Array(count);
  const position = dims.map(() => 0);
  let from = layout.offset;
  for (let index = 0; index < count; index++) {
    result[index] = read(from);
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 0;
      const next = (position[axis] ?? 0) + 1;
      from += stride;
      if (next < (dims[axis] ?? 1)) {
        position[axis] = next;
        break;
      }
      from -= next * stride;
      position[axis] = 0;
    }
  }
  return result;
}

/** Reads element number `index`. */
function readerOf({ type, bytes, littleEndian }: Elements): (index: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const readers: Record<StateType, (index: number) => number> = {
    float32: (index) => view.getFloat32(4 * index, littleEndian),
    float64: (index) => view.getFloat64(8 * index, littleEndian),
    float16: (index) => halfToFloat(view.getUint16(2 * index, littleEndian)),
    bfloat16: (index) => upperHalf(view.getUint16(2 * index, littleEndian)),
    int64: (index) => Number(view.getBigInt64(8 * index, littleEndian)),
    int32: (index) => view.getInt32(4 * index, littleEndian),
    int16: (index) => view.getInt16(2 * index, littleEndian),
    int8: (index) => view.getInt8(index),
    uint8: (index) => view.getUint8(index),
    bool: (index) => (view.getUint8(index) === 0 ? 0 : 1),
  };
  return readers[type];
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new Uint32Array(1);
const wordAsFloat = new Float32Array(word.buffer);

/** bfloat16 is the upper half of a float32. */
function upperHalf(bits: number): number {
  word[0] = bits << 16;
  return wordAsFloat[0] ?? 0;
}
