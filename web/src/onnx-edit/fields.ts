// A message of Protocol Buffers as its fields, one after another. Nothing is copied: what a change does not touch goes
// into the new file byte for byte.

import { EditRefusal } from './refusal.js';

export interface Field {
  readonly number: number;
  readonly wire: number;
  /** Of a varint; exact from -2^53 to 2^53. */
  readonly value: number;
  /** The field with its tag. */
  readonly whole: Uint8Array;
  /** What it holds: of bytes and messages without their length. */
  readonly content: Uint8Array;
}

/** Fields of one message: a graph of a million nodes is no network. */
const MOST_FIELDS = 2 ** 20;

const damaged = (): EditRefusal => new EditRefusal('damaged', '');

/** From the byte at `at`: the number, and where the next byte lies. */
function varintAt(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0n;
  for (let place = 0; place < 10; place++) {
    const byte = bytes[at + place];
    if (byte === undefined) throw damaged();
    value |= BigInt(byte & 127) << BigInt(7 * place);
    if (byte < 128) return [Number(BigInt.asIntN(64, value)), at + place + 1];
  }
  throw damaged();
}

function lengthOf(wire: number, bytes: Uint8Array, at: number): [start: number, end: number] {
  if (wire === 0) return [at, varintAt(bytes, at)[1]];
  if (wire === 1) return [at, at + 8];
  if (wire === 5) return [at, at + 4];
  if (wire !== 2) throw damaged();
  const [length, start] = varintAt(bytes, at);
  if (length < 0) throw damaged();
  return [start, start + length];
}

/** @throws EditRefusal 'damaged' where the bytes are no message. */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag, body] = varintAt(bytes, at);
    const wire = tag & 7;
    const [start, end] = lengthOf(wire, bytes, body);
    if (end > bytes.length || fields.length === MOST_FIELDS) throw damaged();
    const value = wire === 0 ? varintAt(bytes, start)[0] : 0;
    const whole = bytes.subarray(at, end);
    fields.push({ number: tag >>> 3, wire, value, whole, content: bytes.subarray(start, end) });
    at = end;
  }
  return fields;
}

/** Whole numbers of a repeated field, packed or one by one. */
export function integersOf(fields: readonly Field[], number: number): number[] {
  return fields.flatMap((field) => {
    if (field.number !== number) return [];
    if (field.wire === 0) return [field.value];
    const values: number[] = [];
    for (let at = 0; at < field.content.length; ) {
      const [value, next] = varintAt(field.content, at);
      values.push(value);
      at = next;
    }
    return values;
  });
}

const decoder = new TextDecoder();

export function textsOf(fields: readonly Field[], number: number): string[] {
  return fields.flatMap((field) =>
    field.number === number && field.wire === 2 ? [decoder.decode(field.content)] : [],
  );
}

export function textOf(fields: readonly Field[], number: number): string {
  return textsOf(fields, number)[0] ?? '';
}
