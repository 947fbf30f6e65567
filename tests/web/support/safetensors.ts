// Reads a .safetensors file for tests: enough for float32, float16, bfloat16 and int64.

import type { StateDict, StateTensor, StateType } from '../../../web/src/pytorch/state-dict.js';

const TYPES: Record<string, StateType> = {
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
};

function half(bits: number): number {
  const [sign, exponent, rest] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return rest ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? rest * 2 ** -24 : (1024 + rest) * 2 ** (exponent - 25));
}

function floatsOf(bytes: Uint8Array, type: StateType): Float32Array {
  const { buffer } = new Uint8Array(bytes);
  if (type === 'float32') return new Float32Array(buffer);
  if (type === 'int64') return Float32Array.from(new BigInt64Array(buffer), Number);
  const words = new Uint16Array(buffer);
  if (type === 'float16') return Float32Array.from(words, half);
  return new Float32Array(Uint32Array.from(words, (word) => word * 65536).buffer);
}

export function readSafetensors(file: Uint8Array): StateDict {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header: Record<string, { dtype: string; shape: number[]; data_offsets: number[] }> =
    JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  const state = new Map<string, StateTensor>();
  for (const [key, { dtype, shape, data_offsets }] of Object.entries(header)) {
    const type = TYPES[dtype] as StateType;
    const [start, end] = data_offsets.map((offset) => 8 + length + offset);
    state.set(key, { type, dims: shape, floats: () => floatsOf(file.subarray(start, end), type) });
  }
  return state;
}
