// An ONNX file (onnx/onnx.proto): the fields that a network with fixed shapes needs.

import { float, integer, joined, lengthOf, message, type Piece, text } from './proto.js';

/** A number with a fraction has to say so: `{ float: 1 }`; a plain one is an integer. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

export interface OnnxNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A constant of the file, row-major; its values are asked for once, when it is written. */
export interface OnnxWeight {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: 'float32' | 'int64';
  values(): Float32Array | BigInt64Array;
}

/** A float32 value with a fixed shape. */
export interface OnnxValue {
  readonly name: string;
  readonly dims: readonly number[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly weights: readonly OnnxWeight[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The first opset with Gelu, and the IR version that came with it. */
export const OPSET = 20;
const IR_VERSION = 9;
/** What Protocol Buffers allow a file to be. */
export const MAX_BYTES = 2 ** 31 - 1;

const SIZES = { float32: 4, int64: 8 };
const DATA_TYPES = { float32: 1, int64: 7 };

export const countOf = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1);

/** AttributeProto: name 1, f 2, i 3, s 4, ints 8, type 20. */
export function attribute(name: string, value: Attribute): Piece[] {
  const named = text(1, name);
  if (typeof value === 'number') return [...named, ...integer(3, value), ...integer(20, 2)];
  if (typeof value === 'string') return [...named, ...text(4, value), ...integer(20, 3)];
  if ('float' in value) return [...named, ...float(2, value.float), ...integer(20, 1)];
  return [...named, ...value.flatMap((item) => integer(8, item)), ...integer(20, 7)];
}

/** NodeProto: input 1, output 2, name 3, op_type 4, attribute 5. */
export function node({ name, op, inputs, outputs, attributes }: OnnxNode): Piece[] {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...outputs.flatMap((output) => text(2, output)),
    ...text(3, name),
    ...text(4, op),
    ...Object.entries(attributes).flatMap(([key, value]) => message(5, attribute(key, value))),
  ];
}

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
function weight(value: OnnxWeight): Piece[] {
  const raw = {
    length: countOf(value.dims) * SIZES[value.type],
    bytes: () => bytesOf(value),
  };
  return [
    ...value.dims.flatMap((dim) => integer(1, dim)),
    ...integer(2, DATA_TYPES[value.type]),
    ...text(8, value.name),
    ...message(9, [raw]),
  ];
}

/** Raw data are little-endian, as is every machine that runs WebAssembly. */
function bytesOf(weight: OnnxWeight): Uint8Array {
  const values = weight.values();
  const count = countOf(weight.dims);
  if (values.length !== count) {
    throw new RangeError(
      `"${weight.name}" has ${values.length} values, but its shape [${weight.dims}] needs ${count}.`,
    );
  }
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** ValueInfoProto: name 1, type 2 (tensor_type 1: elem_type 1, shape 2: dim 1: dim_value 1). */
function valueInfo({ name, dims }: OnnxValue): Piece[] {
  const shape = dims.flatMap((dim) => message(1, integer(1, dim)));
  const tensor = [...integer(1, DATA_TYPES.float32), ...message(2, shape)];
  return [...text(1, name), ...message(2, message(1, tensor))];
}

/** GraphProto: node 1, name 2, initializer 5, input 11, output 12. */
function graphPieces(graph: OnnxGraph): Piece[] {
  return [
    ...graph.nodes.flatMap((item) => message(1, node(item))),
    ...text(2, graph.name),
    ...graph.weights.flatMap((item) => message(5, weight(item))),
    ...graph.inputs.flatMap((value) => message(11, valueInfo(value))),
    ...graph.outputs.flatMap((value) => message(12, valueInfo(value))),
  ];
}

/**
 * The file. Weights are asked for one after the other and copied once, so that no more than the file and
 * one weight are held at a time, beside whatever the weights come from.
 * @throws RangeError for files beyond the 2 GiB that the format allows, before any weight is asked for,
 * and for a weight with another number of values than its shape has.
 */
export function writeOnnx(graph: OnnxGraph): Uint8Array {
  const metadata = Object.entries(graph.metadata).flatMap(([key, value]) =>
    message(14, [...text(1, key), ...text(2, value)]),
  );
  // ModelProto: ir_version 1, producer_name 2, graph 7, opset_import 8, metadata_props 14.
  const pieces = [
    ...integer(1, IR_VERSION),
    ...text(2, 'cnn-playground'),
    ...message(7, graphPieces(graph)),
    ...message(8, [...text(1, ''), ...integer(2, OPSET)]),
    ...metadata,
  ];
  const bytes = lengthOf(pieces);
  if (bytes > MAX_BYTES) {
    throw new RangeError(
      `The network takes ${(bytes / 2 ** 30).toFixed(1)} GiB; an ONNX file in one piece can have 2.`,
    );
  }
  return joined(pieces);
}
