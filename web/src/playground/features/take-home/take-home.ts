// Values as files: NPY for NumPy, CSV for everything else.

import { csvText } from '../../kit/csv.js';
import type { KeptValue } from '../../network/network.js';
import { words } from './words-en.js';

/**
 * NumPy's format, version 1.0: magic, version, length of the header, a Python literal padded with
 * blanks to a multiple of 64, then the elements in C order. float32, little-endian.
 */
export function npyBytes({ dims, data }: KeptValue): Uint8Array<ArrayBuffer> {
  const shape = dims.length === 1 ? `(${dims[0]},)` : `(${dims.join(', ')})`;
  const literal = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const before = 10;
  const length = 64 * Math.ceil((before + literal.length + 1) / 64) - before;
  const header = `${literal.padEnd(length - 1)}\n`;
  const bytes = new Uint8Array(before + length + 4 * data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8]);
  // ASCII: one byte per letter.
  bytes.set(
    Array.from(header, (letter) => letter.charCodeAt(0)),
    before,
  );
  const view = new DataView(bytes.buffer, before + length);
  data.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return bytes;
}

/** Shortest text that reads back as the same float32. */
function exact(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

/** One line per row of the plane, data[offset .. offset + height * width), below the numbers of its columns. */
export function planeCsv(
  data: Float32Array,
  { offset, height, width }: { offset: number; height: number; width: number },
): string {
  const columns = Array.from({ length: width }, (_, x) => words.columnAt(x));
  const lines = [csvText([[words.axes.row, ...columns]])];
  for (let y = 0; y < height; y++) {
    const row = Array.from(data.subarray(offset + y * width, offset + (y + 1) * width), exact);
    lines.push(`${[y, ...row].join(',')}\r\n`);
  }
  return lines.join('');
}

/** What the axes are called; those without a name of their own are counted from 0. */
function axisNames(dims: readonly number[]): string[] {
  const { batch, channel, row, column, index } = words.axes;
  if (dims.length === 4) return [batch, channel, row, column];
  if (dims.length === 2 && dims[0] === 1) return [batch, index];
  if (dims.length === 1) return [index];
  return dims.map((_, axis) => words.axis(axis));
}

/**
 * One line per element: its index along each axis, then the value. A batch of 1 goes without saying.
 * labels: of the classes, which stand beside the elements of a vector that has as many.
 */
export function valueCsv({ dims, data }: KeptValue, labels: readonly string[] = []): string {
  const skip = dims.length > 1 && dims[0] === 1 ? 1 : 0;
  const own = dims.slice(skip);
  const names = own.length === 1 && own[0] === labels.length ? labels : undefined;
  const heading = [...axisNames(dims).slice(skip), ...(names ? [words.class] : []), words.value];
  const at = new Array<number>(own.length).fill(0);
  const lines = [csvText([heading])];
  data.forEach((value, element) => {
    // Only a name can be taken for a formula.
    const name = names ? [csvText([[names[element]]]).trimEnd()] : [];
    lines.push(`${[...at, ...name, exact(value)].join(',')}\r\n`);
    for (let axis = own.length - 1; axis >= 0; axis--) {
      const next = (at[axis] as number) + 1;
      at[axis] = next === own[axis] ? 0 : next;
      if (next !== own[axis]) break;
    }
  });
  return lines.join('');
}
