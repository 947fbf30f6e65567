// New parts of a file: a Mul by constant factors, and outputs without their shapes.

import { node } from '../pytorch/onnx/model.js';
import { integer, message, type Piece, text } from '../pytorch/onnx/proto.js';
import { type Field, fieldsOf, integersOf, textOf } from './fields.js';
import { toHalf } from './halves.js';
import { integersIn } from './nodes.js';
import { GRAPH, type Parts } from './parts.js';
import { tensorType } from './tensor.js';

const FLOAT = 1;
const HALF = 10;

/** ValueInfoProto: name 1, type 2 (tensor_type 1: elem_type 1, shape 2). */
function elementType(info: Field): number {
  const type = fieldsOf(info.content).find(({ number }) => number === 2);
  const tensor = type && fieldsOf(type.content).find(({ number }) => number === 1);
  return tensor ? (integersOf(fieldsOf(tensor.content), 1)[0] ?? 0) : 0;
}

/** Types that the file states of values, by their names: inputs, outputs and what lies between. */
function statedTypes({ graph, weights }: Parts): Map<string, number> {
  const stated = graph.filter(
    ({ number }) => number === GRAPH.info || number === GRAPH.output || number === GRAPH.input,
  );
  return new Map([
    ...[...weights].map(([name, content]) => [name, tensorType(content)] as const),
    ...stated.map((info) => [textOf(fieldsOf(info.content), 1), elementType(info)] as const),
  ]);
}

/** Of a value between layers: its own, else that of the next number with a fraction on the way back. */
export function valueType(parts: Parts, value: string): number {
  const { producer, nodes } = parts;
  const stated = statedTypes(parts);
  const seen = new Set<string>();
  const open = [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const node = nodes[producer.get(at) ?? -1];
    const cast = node?.op === 'Cast' ? integersIn(node, 'to')?.[0] : undefined;
    const type = stated.get(at) || cast;
    if (type === HALF || type === FLOAT) return type;
    // A condition or an index says nothing of the numbers that it chooses.
    if (type || !node) continue;
    const inputs = node.op === 'Where' ? node.inputs.slice(1) : node.inputs;
    // The first one is looked at first.
    open.push(...[...inputs].reverse());
  }
  return FLOAT;
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
