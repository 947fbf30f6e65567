// The numbers of a weight: TensorProto in onnx/onnx.proto.

import { joined, message, type Piece } from '../pytorch/onnx/proto.js';
import { type Field, fieldsOf, integersOf, textOf } from './fields.js';
import { fromHalf, toHalf } from './halves.js';
import { EditRefusal } from './refusal.js';

/** TensorProto: dims 1, data_type 2, float_data 4, int32_data 5, name 8, raw_data 9, data_location 14. */
const FIELD = { dims: 1, type: 2, floats: 4, int32: 5, name: 8, raw: 9, location: 14 } as const;
const FLOAT = 1;
const HALF = 10;
const EXTERNAL = 1;

/** Numbers that can be set one by one, and read. */
export interface Numbers {
  readonly dims: readonly number[];
  readonly length: number;
  get(index: number): number;
  set(index: number, value: number): void;
}

interface Opened extends Numbers {
  readonly raw: Uint8Array;
}

export function tensorDims(content: Uint8Array): number[] {
  return integersOf(fieldsOf(content), FIELD.dims);
}

/** As TensorProto counts them. */
export function tensorType(content: Uint8Array): number {
  return integersOf(fieldsOf(content), FIELD.type)[0] ?? 0;
}

export function tensorName(content: Uint8Array): string {
  return textOf(fieldsOf(content), FIELD.name);
}

/** Little-endian, a copy. */
function bytesOf(fields: readonly Field[], type: number): Uint8Array {
  const raw = fields.find(({ number }) => number === FIELD.raw);
  if (raw) return raw.content.slice();
  if (type === FLOAT) {
    // Packed or one by one, what they hold is the same bytes.
    const parts = fields.filter(({ number }) => number === FIELD.floats);
    return joined(parts.map(({ content }) => content));
  }
  const halves = Uint16Array.from(integersOf(fields, FIELD.int32));
  return new Uint8Array(halves.buffer);
}

function opened(fields: readonly Field[], name: string): Opened {
  const number = (wanted: number) => fields.find((field) => field.number === wanted)?.value ?? 0;
  if (number(FIELD.location) === EXTERNAL) throw new EditRefusal('external', name);
  const type = number(FIELD.type);
  if (type !== FLOAT && type !== HALF) throw new EditRefusal('type', name);
  const dims = integersOf(fields, FIELD.dims);
  const length = dims.reduce((product, size) => product * size, 1);
  const raw = bytesOf(fields, type);
  if (raw.length !== length * (type === FLOAT ? 4 : 2)) throw new EditRefusal('damaged', name);
  const view = new DataView(raw.buffer);
  return type === FLOAT
    ? {
        ...{ dims, length, raw },
        get: (index) => view.getFloat32(4 * index, true),
        set: (index, value) => view.setFloat32(4 * index, value, true),
      }
    : {
        ...{ dims, length, raw },
        get: (index) => fromHalf(view.getUint16(2 * index, true)),
        set: (index, value) => view.setUint16(2 * index, toHalf(value), true),
      };
}

/** @throws EditRefusal 'external' or 'type' where its numbers cannot be edited. */
export function checkEditable(content: Uint8Array): void {
  opened(fieldsOf(content), tensorName(content));
}

/** The tensor with other numbers, written as raw data; all other fields of it stay as they are. */
export function editedTensor(content: Uint8Array, edit: (numbers: Numbers) => void): Piece[] {
  const fields = fieldsOf(content);
  const numbers = opened(fields, textOf(fields, FIELD.name));
  edit(numbers);
  const data: readonly number[] = [FIELD.floats, FIELD.int32, FIELD.raw];
  const kept = fields.filter(({ number }) => !data.includes(number)).map(({ whole }) => whole);
  return [...kept, ...message(FIELD.raw, [numbers.raw])];
}
