// Safetensors: the length of a JSON text, the text, then all elements, little-endian and without holes.

import { ELEMENT_BYTES, SAFETENSORS_TYPES } from '../element-types.js';
import { countOf, denseStrides } from '../floats.js';
import { LIMITS } from '../limits.js';
import { cutOff, damaged, Refusal, shown, tooMuch } from '../refusal.js';
import type { StateDict, StateTensor, StateType } from '../state-dict.js';
import { checkLayout, showDims, stateTensor } from '../tensor.js';

interface Described {
  readonly name: string;
  readonly type: StateType;
  readonly dims: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * @throws Refusal: 'truncated', 'unsupported' for an element type, 'limit-exceeded', and 'invalid-model' where the
 * text is none, or tensors leave holes or lie over one another.
 */
export function readSafetensors(bytes: Uint8Array): StateDict {
  const { header, data } = partsOf(bytes);
  const tensors = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => described(name, entry));
  if (tensors.length > LIMITS.tensors) throw tooMuch(`The file has ${tensors.length} tensors.`);
  checkPlaces(tensors, data.length);
  return new Map(tensors.map((tensor) => [tensor.name, made(tensor, data)]));
}

function partsOf(bytes: Uint8Array): { header: object; data: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > bytes.length - 8)
    throw cutOff(`The text at the file's beginning should have ${length} bytes.`);
  if (length > LIMITS.headerBytes)
    throw tooMuch(
      `The text at the file's beginning has ${length} bytes, more than the ${LIMITS.headerBytes} allowed.`,
    );
  return { header: parsed(bytes.subarray(8, 8 + length)), data: bytes.subarray(8 + length) };
}

function parsed(bytes: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // The same sentence for what is no JSON, and for JSON of something else.
  }
  throw damaged("The text at the file's beginning is no list of tensors in JSON.");
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function described(name: string, entry: unknown): Described {
  const what = `The tensor "${shown(name)}"`;
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  const type = typeof dtype === 'string' ? SAFETENSORS_TYPES.get(dtype) : undefined;
  if (typeof dtype === 'string' && type === undefined)
    throw new Refusal(
      'unsupported',
      `${what} has the element type ${shown(dtype)}, which is not read here.`,
      'Convert the weights to float32, and save them again.',
    );
  if (type === undefined || !isList(shape) || !shape.every(isCount))
    throw damaged(`${what} has no type or no shape.`);
  const [begin, end] = isList(offsets) && offsets.length === 2 ? offsets : [];
  if (!isCount(begin) || !isCount(end))
    throw damaged(`${what} does not say where its elements are.`);
  return { name, type, dims: shape, begin, end };
}

/** The format allows neither holes nor tensors over one another. */
function checkPlaces(tensors: readonly Described[], length: number): void {
  let at = 0;
  for (const { name, type, dims, begin, end } of [...tensors].sort(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    const what = `The tensor "${shown(name)}"`;
    if (end > length) throw cutOff(`${what} lies beyond the end of the file.`);
    if (begin !== at || end < begin)
      throw damaged(`${what} does not begin where the one before it ends.`);
    if (end - begin !== countOf(dims) * ELEMENT_BYTES[type])
      throw damaged(`${what} has the shape ${showDims(dims)}, but ${end - begin} bytes.`);
    at = end;
  }
  if (at !== length)
    throw damaged(`The last ${length - at} bytes of the file belong to no tensor.`);
}

function made({ name, type, dims, begin, end }: Described, data: Uint8Array): StateTensor {
  const layout = { dims, strides: denseStrides(dims), offset: 0 };
  const what = `The tensor "${shown(name)}"`;
  checkLayout(layout, { key: name, type, count: countOf(dims) }, what);
  return stateTensor({ type, bytes: data.subarray(begin, end), littleEndian: true }, layout);
}
