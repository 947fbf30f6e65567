// One array in NumPy's format (numpy.lib.format), versions 1 to 3, as float32.

import { floatsOf } from '../pytorch/floats.js';
import type { StateType } from '../pytorch/state-dict.js';
import { NpzRefusal } from './refusal.js';

export interface NpyArray {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Elements of one array, and dimensions: what a run of a network has is far below. */
const MOST_ELEMENTS = 2 ** 28;
const MOST_DIMENSIONS = 16;
/** Bytes of the header: NumPy itself warns from 10,000 on. */
const MOST_HEADER = 10_000;

const TYPES: Readonly<Record<string, StateType>> = {
  ...{ f2: 'float16', f4: 'float32', f8: 'float64', b1: 'bool' },
  ...{ i1: 'int8', i2: 'int16', i4: 'int32', i8: 'int64', u1: 'uint8' },
};
const BYTES: Readonly<Record<string, number>> = {
  ...{ f2: 2, f4: 4, f8: 8, b1: 1 },
  ...{ i1: 1, i2: 2, i4: 4, i8: 8, u1: 1 },
};

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

interface Header {
  readonly text: string;
  /** Where the elements begin. */
  readonly end: number;
}

function headerOf(bytes: Uint8Array, name: string): Header {
  const damaged = (): NpzRefusal => new NpzRefusal('not-npy', name);
  if (MAGIC.some((byte, index) => bytes[index] !== byte)) throw damaged();
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) throw new NpzRefusal('version', name, String(version));
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const end = start + length;
  if (length > MOST_HEADER || end > bytes.length) throw damaged();
  return { text: new TextDecoder().decode(bytes.subarray(start, end)), end };
}

/** {'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }: a literal of Python, in NumPy's own spelling. */
const LITERAL =
  /^\{\s*'descr':\s*'([<>|=]?)([a-z]\d+)',\s*'fortran_order':\s*(True|False),\s*'shape':\s*\(([\d,\s]*)\),?\s*\}\s*$/;

/** Of a plain type: then it is something else of the header that is wrong. */
const PLAIN = /^'[<>|=]?[fiub][1248]'$/;

function layoutOf({ text }: Header, name: string) {
  const found = LITERAL.exec(text);
  if (!found) {
    // Of arrays of objects, texts and structures as much can be said.
    const descr = /'descr':\s*(.{1,40}?),\s*'fortran/.exec(text)?.[1];
    if (descr !== undefined && !PLAIN.test(descr)) throw new NpzRefusal('type', name, descr);
    throw new NpzRefusal('not-npy', name);
  }
  const [, order = '', code = '', isFortran, sizes = ''] = found;
  const type = TYPES[code];
  if (type === undefined) throw new NpzRefusal('type', name, code);
  const dims = sizes
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
  const count = dims.reduce((product, size) => product * size, 1);
  if (dims.length > MOST_DIMENSIONS || !(count <= MOST_ELEMENTS))
    throw new NpzRefusal('huge', name, `[${dims.slice(0, MOST_DIMENSIONS).join(', ')}]`);
  return { type, dims, count, size: BYTES[code] ?? 1, order, isFortran: isFortran === 'True' };
}

/** Of an array whose first index moves fastest. */
function fortranStrides(dims: readonly number[]): number[] {
  let stride = 1;
  return dims.map((size) => {
    const own = stride;
    stride *= size;
    return own;
  });
}

function rowStrides(dims: readonly number[]): number[] {
  return fortranStrides([...dims].reverse()).reverse();
}

/** Of an element as it is held here, whatever type the file gives it. */
export const HELD_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * name: of the array, for the refusal. most: bytes that its numbers may take here. Integers of 64 bits and float64 are rounded to float32.
 * @throws NpzRefusal where the bytes are no array of numbers, or hold less or more than they announce, or too much.
 */
export function readNpy(bytes: Uint8Array, name: string, most: number): NpyArray {
  const header = headerOf(bytes, name);
  const { type, dims, count, size, order, isFortran } = layoutOf(header, name);
  if (HELD_BYTES * count > most) throw new NpzRefusal('too-large', '');
  const elements = bytes.subarray(header.end);
  if (elements.length !== count * size)
    throw new NpzRefusal('length', name, `[${dims.join(', ')}]`);
  const strides = isFortran ? fortranStrides(dims) : rowStrides(dims);
  const littleEndian = order !== '>';
  const data = floatsOf({ type, bytes: elements, littleEndian }, { dims, strides, offset: 0 });
  return { dims, data };
}
