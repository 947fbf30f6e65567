// New parts of a file: a Mul by constant factors, and outputs without their shapes.

import { node } from '../pytorch/onnx/model.js';
import { integer, message, type Piece, text } from '../pytorch/onnx/proto.js';
import { type Field, fieldsOf, integersOf, textOf } from './fields.js';
import { toHalf } from './halves.js';
import { GRAPH, type Parts } from './parts.js';

const FLOAT = 1;
const HALF = 10;

/** ValueInfoProto: name 1, type 2 (tensor_type 1: elem_type 1, shape 2). */
function elementType(info: Field): number {
  const type = fieldsOf(info.content).find(({ number }) => number === 2);
  const tensor = type && fieldsOf(type.content).find(({ number }) => number === 1);
  return tensor ? (integersOf(fieldsOf(tensor.content), 1)[0] ?? 0) : 0;
}

/** Of a value between layers: as the file states it, else as its inputs and outputs are. */
export function valueType({ graph }: Parts, value: string): number {
  const stated = graph.filter(
    ({ number }) => number === GRAPH.info || number === GRAPH.output || number === GRAPH.input,
  );
  const own = stated.find(({ content }) => textOf(fieldsOf(content), 1) === value);
  if (own) return elementType(own) === HALF ? HALF : FLOAT;
  return stated.some((info) => elementType(info) === HALF) ? HALF : FLOAT;
}

interface Constant {
  readonly dims: readonly number[];
  readonly numbers: readonly number[];
  readonly type: number;
}

function rawOf({ numbers, type }: Constant): Uint8Array {
  const array =
    type === HALF ? Uint16Array.from(numbers, toHalf) : Float32Array.from(numbers, Number);
  return new Uint8Array(array.buffer);
}

/** value = before times the constant. */
export function mul(
  value: string,
  before: string,
  constant: Constant,
  names: { factors: string; node: string },
): { factors: Piece[]; node: Piece[] } {
  const inputs = [before, names.factors];
  const made = { name: names.node, op: 'Mul', inputs, outputs: [value] };
  return {
    // TensorProto: dims 1, data_type 2, name 8, raw_data 9.
    factors: message(GRAPH.initializer, [
      ...constant.dims.flatMap((size) => integer(1, size)),
      ...integer(2, constant.type),
      ...text(8, names.factors),
      ...message(9, [rawOf(constant)]),
    ]),
    node: message(GRAPH.node, node({ ...made, attributes: {} })),
  };
}

/** The fields with the message of that number replaced. */
function within(content: Uint8Array, number: number, change: (inner: Uint8Array) => Piece[]) {
  return fieldsOf(content).flatMap((field): Piece[] =>
    field.number === number && field.wire === 2
      ? message(number, change(field.content))
      : [field.whole],
  );
}

/** An output's sizes, left open: what they were may be wrong now. */
export function openShape(info: Uint8Array): Piece[] {
  const open = (shape: Uint8Array): Piece[] =>
    fieldsOf(shape).flatMap(({ number, whole }) => (number === 1 ? message(1, []) : [whole]));
  // type 2, tensor_type 1, shape 2.
  return within(info, 2, (type) => within(type, 1, (tensor) => within(tensor, 2, open)));
}
