// The unpickler's stack, memo and position. It calls nothing and recurses nowhere, and every step is counted.

import { LIMITS } from '../limits.js';
import { cutOff, damaged, type Refusal, tooMuch } from '../refusal.js';
import type { Storage } from '../tensor.js';
import type { Value } from './values.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

export class Machine {
  /** Of the next byte. */
  position: number;
  /** Those that the pickle names, by key. */
  readonly storages = new Map<string, Storage>();
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  /** Names the pickle in sentences: "the pickle net/data.pkl". */
  private readonly what: string;
  private readonly stack: Value[] = [];
  /** How high the stack was at each MARK that is open. */
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, Value>();
  private objects = 0;

  constructor(bytes: Uint8Array, position: number, what: string) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
    this.what = what;
  }

  /** The file contradicts itself here: "In the pickle x, byte 12: <message>". */
  wrong(message: string): Refusal {
    return damaged(`In ${this.what}, byte ${this.position}: ${message}`);
  }

  push(value: Value): void {
    if (this.stack.length >= LIMITS.pickleStack)
      throw tooMuch(`In ${this.what}, more than ${LIMITS.pickleStack} values wait on the stack.`);
    this.stack.push(value);
  }

  /** Counts something that takes memory beyond a place on the stack. */
  pushObject(value: Value): void {
    this.objects++;
    if (this.objects > LIMITS.pickleObjects)
      throw tooMuch(`In ${this.what}, there are more than ${LIMITS.pickleObjects} objects.`);
    this.push(value);
  }

  pop(): Value {
    this.needs(1);
    return this.stack.pop() as Value;
  }

  /** The last `count` values, in order. */
  popMany(count: number): Value[] {
    this.needs(count);
    return this.stack.splice(this.stack.length - count);
  }

  top(): Value {
    this.needs(1);
    return this.stack.at(-1) as Value;
  }

  mark(): void {
    if (this.marks.length >= LIMITS.pickleStack)
      throw tooMuch(`In ${this.what}, more than ${LIMITS.pickleStack} marks are open.`);
    this.marks.push(this.stack.length);
  }

  /** What lies above the last MARK, which ends. */
  popMark(): Value[] {
    const height = this.marks.pop();
    if (height === undefined)
      throw this.wrong('values up to a mark are asked for, but there is none.');
    return this.stack.splice(height);
  }

  remember(slot: number): void {
    if (this.memo.size >= LIMITS.pickleMemo)
      throw tooMuch(`In ${this.what}, more than ${LIMITS.pickleMemo} values are remembered.`);
    this.memo.set(slot, this.top());
  }

  /** MEMOIZE: the slots count up. */
  rememberNext(): void {
    this.remember(this.memo.size);
  }

  recall(slot: number): void {
    const value = this.memo.get(slot);
    if (value === undefined)
      throw this.wrong(`value ${slot} is recalled, which was never remembered.`);
    this.push(value);
  }

  /** A storage that is named twice has to be the same one. */
  storage(named: Storage): Storage {
    const known = this.storages.get(named.key);
    if (known && (known.type !== named.type || known.count !== named.count))
      throw this.wrong('a storage is named with two types, or two sizes.');
    this.storages.set(named.key, known ?? named);
    return known ?? named;
  }

  byte(): number {
    return this.at(1).getUint8(0);
  }

  uint16(): number {
    return this.at(2).getUint16(0, true);
  }

  int32(): number {
    return this.at(4).getInt32(0, true);
  }

  uint32(): number {
    return this.at(4).getUint32(0, true);
  }

  /** A length of 8 bytes: what no file can have is cut off. */
  uint64(): number {
    return Number(this.at(8).getBigUint64(0, true));
  }

  /** Pickles have this one number with the large end first. */
  float64(): number {
    return this.at(8).getFloat64(0, false);
  }

  /** A view of the file's bytes. */
  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.position)
      throw cutOff(
        `In ${this.what}, byte ${this.position}: ${length} bytes are announced, more than there are.`,
      );
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  text(length: number): string {
    const bytes = this.take(length);
    try {
      return utf8.decode(bytes);
    } catch {
      // Strings of Python 2, and the odd surrogates of Python 3.
      return latin1.decode(bytes);
    }
  }

  /** Up to the next line break. */
  line(): string {
    const end = this.bytes
      .subarray(0, this.position + LIMITS.nameBytes + 1)
      .indexOf(10, this.position);
    if (end < 0) throw this.wrong(`a name has more than ${LIMITS.nameBytes} bytes, or no end.`);
    const text = this.text(end - this.position);
    this.position++;
    return text;
  }

  private at(length: number): DataView {
    const { buffer, byteOffset } = this.view;
    const start = this.position;
    this.take(length);
    return new DataView(buffer, byteOffset + start, length);
  }

  /** Values below an open MARK are out of reach, as in Python. */
  private needs(count: number): void {
    if (this.stack.length - (this.marks.at(-1) ?? 0) < count)
      throw this.wrong('a value is taken from an empty stack.');
  }
}
