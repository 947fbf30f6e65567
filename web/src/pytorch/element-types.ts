// The element types of PyTorch's files, under each of the names that the files have for them.

import type { StateType } from './state-dict.js';

/** Bytes of one element. */
export const ELEMENT_BYTES: Readonly<Record<StateType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
};

/** Of the classes torch.FloatStorage and its like. */
export const STORAGE_TYPES: ReadonlyMap<string, StateType> = new Map([
  ['FloatStorage', 'float32'],
  ['DoubleStorage', 'float64'],
  ['HalfStorage', 'float16'],
  ['BFloat16Storage', 'bfloat16'],
  ['LongStorage', 'int64'],
  ['IntStorage', 'int32'],
  ['ShortStorage', 'int16'],
  ['CharStorage', 'int8'],
  ['ByteStorage', 'uint8'],
  ['BoolStorage', 'bool'],
]);

/** Of torch.float32 and its like; some have two names. */
export const DTYPES: ReadonlyMap<string, StateType> = new Map<string, StateType>([
  ...(Object.keys(ELEMENT_BYTES) as StateType[]).map((type) => [type, type] as const),
  ['float', 'float32'],
  ['double', 'float64'],
  ['half', 'float16'],
  ['long', 'int64'],
  ['int', 'int32'],
  ['short', 'int16'],
]);

/** Of the JSON text of a safetensors file. */
export const SAFETENSORS_TYPES: ReadonlyMap<string, StateType> = new Map([
  ['F32', 'float32'],
  ['F64', 'float64'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['I64', 'int64'],
  ['I32', 'int32'],
  ['I16', 'int16'],
  ['I8', 'int8'],
  ['U8', 'uint8'],
  ['BOOL', 'bool'],
]);
