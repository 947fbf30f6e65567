// Element types of a file's inputs and outputs that the engine stores as another one: converted here, at
// the border, where it costs no download of machine code.

import type { ElementArrays, ElementType, TensorArrays, TensorType } from '../protocol/index.js';
import { failure } from './error.js';

const word = new DataView(new ArrayBuffer(4));

/** IEEE 754 binary16 to a number, exactly. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** The nearest binary16, ties to even, of a float32. */
export function toHalf(value: number): number {
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const size = Math.abs(word.getFloat32(0));
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max((bits >>> 23) & 255, 113); // 113: of 2^-14, the smallest normal one
  const steps = size / 2 ** (exponent - 137); // multiples of the last digit, below 2^11
  const floor = Math.floor(steps);
  const rest = steps - floor;
  const whole = floor + Number(rest > 0.5 || (rest === 0.5 && floor % 2 === 1));
  // A carry out of the mantissa raises the exponent by itself.
  return sign | (((exponent - 113) << 10) + whole);
}

function fromBrain(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

/** The nearest bfloat16, ties to even. */
function toBrain(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

type Numbers = ArrayLike<number>;
type BigInts = ArrayLike<bigint>;

const asFloats = (data: unknown, convert: (value: number) => number) =>
  Float32Array.from(data as Numbers, convert);
const same = (value: number) => value;

function uint64(data: unknown): BigInt64Array {
  const large = (data as BigUint64Array).findIndex((value) => value >= 2n ** 63n);
  if (large < 0) return BigInt64Array.from(data as BigUint64Array);
  throw failure(
    'unsupported',
    `Element ${large} of a uint64 tensor is ${(data as BigUint64Array)[large]}; the engine stores uint64 as int64.`,
    'Give numbers below 2^63.',
  );
}

interface Conversion {
  runsAs: ElementType;
  store: (data: unknown) => ElementArrays[ElementType];
  restore: (data: unknown) => TensorArrays[TensorType];
}

const CONVERSIONS: Partial<Record<TensorType, Conversion>> = {
  float16: {
    runsAs: 'float32',
    store: (data) => asFloats(data, fromHalf),
    restore: (data) => Uint16Array.from(data as Numbers, toHalf),
  },
  bfloat16: {
    runsAs: 'float32',
    store: (data) => asFloats(data, fromBrain),
    restore: (data) => Uint16Array.from(data as Numbers, toBrain),
  },
  float64: {
    runsAs: 'float32',
    store: (data) => asFloats(data, same),
    restore: (data) => Float64Array.from(data as Numbers),
  },
  int16: {
    runsAs: 'int32',
    store: (data) => Int32Array.from(data as Numbers),
    restore: (data) => Int16Array.from(data as Numbers),
  },
  uint16: {
    runsAs: 'int32',
    store: (data) => Int32Array.from(data as Numbers),
    restore: (data) => Uint16Array.from(data as Numbers),
  },
  uint32: {
    runsAs: 'int64',
    store: (data) => BigInt64Array.from(data as Numbers, BigInt),
    restore: (data) =>
      Uint32Array.from(data as BigInts, (value) => Number(BigInt.asUintN(32, value))),
  },
  uint64: {
    runsAs: 'int64',
    store: uint64,
    restore: (data) => BigUint64Array.from(data as BigInts, (value) => BigInt.asUintN(64, value)),
  },
};

/** What the engine stores elements of a type as; the type itself where it stores that. */
export function storedType(type: string): ElementType {
  return CONVERSIONS[type as TensorType]?.runsAs ?? (type as ElementType);
}

/**
 * Elements in the form that the engine stores: a new array, or `data` itself where nothing has to be
 * done. float64 loses digits beyond float32.
 *
 * @throws PlaygroundError 'unsupported' for a uint64 of 2^63 or more.
 */
export function toStored(type: TensorType, data: unknown): ElementArrays[ElementType] {
  return CONVERSIONS[type]?.store(data) ?? (data as ElementArrays[ElementType]);
}

/** The other way round. Integers that the type has no place for wrap around. */
export function fromStored(
  type: TensorType,
  data: ElementArrays[ElementType],
): TensorArrays[TensorType] {
  return CONVERSIONS[type]?.restore(data) ?? data;
}
