// Tensors as files describe them, checked before anything is made of them: which elements of which storage.

import { ELEMENT_BYTES } from './element-types.js';
import { countOf, type Elements, floatsOf, type Layout } from './floats.js';
import { LIMITS } from './limits.js';
import { cutOff, damaged, tooMuch } from './refusal.js';
import type { StateTensor, StateType } from './state-dict.js';

/** Elements that tensors share. */
export interface Storage {
  /** The file's own name for it. */
  readonly key: string;
  readonly type: StateType;
  /** Elements. */
  readonly count: number;
}

/** "[3,64,64]", for sentences. */
export const showDims = (dims: readonly number[]): string =>
  `[${dims.slice(0, LIMITS.dimensions).join(',')}]`;

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/**
 * Throws where the sizes are none, or elements would lie outside of the storage. what: names the tensor, as
 * the subject of a sentence.
 */
export function checkLayout(layout: Layout, storage: Storage, what: string): void {
  const { dims, strides, offset } = layout;
  if (dims.length > LIMITS.dimensions)
    throw tooMuch(
      `${what} has ${dims.length} dimensions, more than the ${LIMITS.dimensions} allowed.`,
    );
  if (!dims.every(isCount)) throw damaged(`${what} has sizes that are no whole numbers from 0.`);
  if (strides.length !== dims.length || !strides.every(isCount) || !isCount(offset))
    throw damaged(`${what} says in an impossible way where its elements are (strides, offset).`);
  const count = countOf(dims);
  if (count === 0) return;
  const last = dims.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] ?? 0), offset);
  if (last >= storage.count)
    throw damaged(
      `${what} has the shape ${showDims(dims)}, but its storage "${storage.key}" holds only ${storage.count} elements.`,
    );
  if (count > Math.max(storage.count, LIMITS.repeatedElements))
    throw tooMuch(
      `${what} has the shape ${showDims(dims)}, made of the ${storage.count} elements of its storage again and again.`,
    );
}

/** The part of a file that holds a storage's elements. Throws where it is too short. */
export function elementsOf(storage: Storage, bytes: Uint8Array, littleEndian: boolean): Elements {
  const needed = storage.count * ELEMENT_BYTES[storage.type];
  if (bytes.length < needed)
    throw cutOff(
      `The storage "${storage.key}" should have ${needed} bytes, but the file has ${bytes.length} of them.`,
    );
  return { type: storage.type, bytes: bytes.subarray(0, needed), littleEndian };
}

/** elements: those of the whole storage; checkLayout has to have passed. */
export function stateTensor(elements: Elements, layout: Layout): StateTensor {
  return { type: elements.type, dims: layout.dims, floats: () => floatsOf(elements, layout) };
}

/** Throws where tensors, together, would be far more than the file holds: one storage used over and over. */
export function checkTotal(tensors: Iterable<StateTensor>, stored: number): void {
  const most = Math.max(LIMITS.elementsTimes * stored, LIMITS.elementsFloor);
  let total = 0;
  for (const { dims } of tensors) total += countOf(dims);
  if (total > most)
    throw tooMuch(`The tensors of the file have ${total} elements, but it stores only ${stored}.`);
}
