// Writes small ONNX files: the few fields of the format (onnx/onnx.proto) that a test network needs.

/** Field of that number, length-delimited (wire type 2). */
function chunk(field: number, bytes: Uint8Array): Uint8Array {
  return join([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

function number(field: number, value: number): Uint8Array {
  return join([varint(field << 3), varint(value)]);
}

const text = (field: number, value: string) => chunk(field, new TextEncoder().encode(value));

/** Negative numbers take ten bytes, as protobuf has it. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function float(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(Float32Array.of(value).buffer);
  return join([varint((field << 3) | 5), bytes]);
}

export type Attribute = number | number[] | string | { float: number };

/** AttributeProto: name 1, f 2, i 3, s 4, ints 8, type 20. */
function attribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'number') return join([text(1, name), number(3, value), number(20, 2)]);
  if (typeof value === 'string') return join([text(1, name), text(4, value), number(20, 3)]);
  if (Array.isArray(value)) {
    return join([text(1, name), ...value.map((item) => number(8, item)), number(20, 7)]);
  }
  return join([text(1, name), float(2, value.float), number(20, 1)]);
}

export interface TestNode {
  op: string;
  inputs: string[];
  output: string;
  attributes?: Record<string, Attribute>;
  metadata?: Record<string, string>;
  /** Of an operator that is not one of ONNX's own. */
  domain?: string;
}

export interface TestTensor {
  dims: number[];
  data: Float32Array | BigInt64Array;
}

export interface TestModel {
  /** Shape of "input"; -1 for an open size. Empty: there is none of that name. */
  input: number[];
  /** More inputs, behind it; type: as in TensorProto (1 float32, 7 int64, 9 bool). */
  inputs?: Record<string, { shape: number[]; type?: number }>;
  nodes: TestNode[];
  weights: Record<string, TestTensor>;
  /** Name of the output value; the last node's where it is left out. */
  output?: string;
  /** Names of further outputs. */
  more?: readonly string[];
  opset?: number;
  metadata?: Record<string, string>;
  /** Name and version of the program that wrote it. */
  producer?: readonly [name: string, version: string];
}

/** Where the values of weights lie in another file, by the weights' names. */
type Elsewhere = ReadonlyMap<string, { location: string; offset: number; length: number }>;

/** ValueInfoProto; shape undefined for an output whose shape is inferred, a size below 0 is open. */
function valueInfo(name: string, shape: readonly number[] | undefined, type = 1): Uint8Array {
  const dims = shape?.map((size, axis) =>
    chunk(1, size < 0 ? text(2, `size${axis}`) : number(1, size)),
  );
  const tensor = join([number(1, type), ...(dims ? [chunk(2, join(dims))] : [])]);
  return join([text(1, name), chunk(2, chunk(1, tensor))]);
}

const bytesOf = ({ data }: TestTensor) =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9, external_data 13, data_location 14. */
function tensor(name: string, value: TestTensor, elsewhere?: Elsewhere): Uint8Array {
  const place = elsewhere?.get(name);
  const data = place
    ? [
        ...Object.entries(place).map(([key, of]) =>
          chunk(13, join([text(1, key), text(2, `${of}`)])),
        ),
        number(14, 1),
      ]
    : [chunk(9, bytesOf(value))];
  return join([
    ...value.dims.map((size) => number(1, size)),
    number(2, value.data instanceof Float32Array ? 1 : 7),
    text(8, name),
    ...data,
  ]);
}

/** StringStringEntryProto: key 1, value 2. */
const entries = (field: number, of: Record<string, string>) =>
  Object.entries(of).map(([key, value]) => chunk(field, join([text(1, key), text(2, value)])));

/** NodeProto: input 1, output 2, name 3, op_type 4, attribute 5, domain 7, metadata_props 9. */
function node({
  op,
  inputs,
  output,
  attributes = {},
  metadata = {},
  domain,
}: TestNode): Uint8Array {
  return join([
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => chunk(5, attribute(name, value))),
    ...(domain === undefined ? [] : [text(7, domain)]),
    ...entries(9, metadata),
  ]);
}

/** A whole file; its input is called "input". Nodes are called as their outputs are. */
export function onnxModel(model: TestModel, elsewhere?: Elsewhere): Uint8Array {
  const { input, inputs = {}, nodes, weights, opset = 17, metadata = {} } = model;
  const { producer, more = [] } = model;
  const others = Object.entries(inputs);
  const output = model.output ?? nodes.at(-1)?.output ?? 'input';
  const graph = join([
    ...nodes.map((item) => chunk(1, node(item))),
    text(2, 'test'),
    ...Object.entries(weights).map(([name, value]) => chunk(5, tensor(name, value, elsewhere))),
    ...(input.length > 0 ? [chunk(11, valueInfo('input', input))] : []),
    ...others.map(([name, { shape, type }]) => chunk(11, valueInfo(name, shape, type))),
    ...[output, ...more].map((name) => chunk(12, valueInfo(name, undefined))),
  ]);
  const domain = join([text(1, ''), number(2, opset)]);
  const written = producer ? [text(2, producer[0]), text(3, producer[1])] : [];
  return join([
    number(1, 8),
    ...written,
    chunk(7, graph),
    chunk(8, domain),
    ...entries(14, metadata),
  ]);
}

/**
 * The same network with its weights in files of these names, each weight in the next one, at multiples
 * of 64 bytes as PyTorch writes them.
 */
export function splitModel(model: TestModel, names: readonly string[]) {
  const parts = new Map(names.map((name) => [name, [] as Uint8Array[]]));
  const places = new Map<string, { location: string; offset: number; length: number }>();
  Object.entries(model.weights).forEach(([weight, value], index) => {
    const location = names[index % names.length] ?? '';
    const written = parts.get(location) ?? [];
    const bytes = bytesOf(value);
    const offset = written.reduce((sum, { length }) => sum + length, 0);
    places.set(weight, { location, offset, length: bytes.length });
    written.push(bytes, new Uint8Array(-bytes.length & 63));
  });
  const files = new Map([...parts].map(([name, written]) => [name, join(written)]));
  return { model: onnxModel(model, places), files };
}

/** Seeded numbers in -1 .. 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return 2 * (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) - 1;
  };
}

export function randomTensor(dims: number[], random: () => number): TestTensor {
  const size = dims.reduce((all, dim) => all * dim, 1);
  return { dims, data: Float32Array.from({ length: size }, random) };
}
