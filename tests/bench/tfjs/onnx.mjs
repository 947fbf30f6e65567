// Reads the part of an ONNX file that the tfjs network needs: nodes, constants, inputs and outputs.
// Written from onnx.proto; runs in the browser and in Node.

const text = new TextDecoder();
const damaged = () => new Error('The ONNX file is cut off or damaged.');

/** The varint at `at`, and where it ends. */
function varint(bytes, at) {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    if (at >= bytes.length || shift > 63n) throw damaged();
    const byte = bytes[at++];
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return [Number(BigInt.asIntN(64, value)), at];
  }
}

/** Calls visit(field, value) for each field; value: a number, or Uint8Array where it has a length. */
function eachField(bytes, visit) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const next = () => {
    const [value, end] = varint(bytes, at);
    at = end;
    return value;
  };
  const take = (length) => {
    if (length < 0 || at + length > bytes.length) throw damaged();
    at += length;
    return at - length;
  };
  const readers = {
    0: next,
    1: () => view.getFloat64(take(8), true),
    2: () => {
      const length = next();
      const start = take(length);
      return bytes.subarray(start, start + length);
    },
    5: () => view.getFloat32(take(4), true),
  };
  while (at < bytes.length) {
    const key = next();
    const read = readers[key & 7];
    if (!read) throw damaged();
    visit(key >>> 3, read());
  }
}

// A copy: raw data starts anywhere in the file.
const aligned = (bytes) => new Uint8Array(bytes).buffer;
const floats = (bytes) => new Float32Array(aligned(bytes));

/** Repeated numbers, packed or one by one. */
function pushNumbers(list, value, unpack) {
  if (typeof value === 'number') list.push(value);
  else for (const number of unpack(value)) list.push(number);
}

function* integers(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const [value, end] = varint(bytes, at);
    at = end;
    yield value;
  }
}

export function halfToFloat(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function dataOf({ type, raw, numbers }) {
  if (type === 1) return raw ? floats(raw) : Float32Array.from(numbers);
  if (type === 7) return raw ? Float64Array.from(new BigInt64Array(aligned(raw)), Number) : numbers;
  if (type === 10) {
    return Float32Array.from(raw ? new Uint16Array(aligned(raw)) : numbers, halfToFloat);
  }
  throw new Error(`A constant has ONNX data type ${type}, which the tfjs network cannot read.`);
}

/** { name, dims, data }: float32 and float16 as Float32Array, int64 as numbers. */
function readTensor(bytes) {
  const tensor = { name: '', dims: [] };
  const stored = { type: 0, raw: undefined, numbers: [] };
  eachField(bytes, (field, value) => {
    if (field === 1) pushNumbers(tensor.dims, value, integers);
    else if (field === 2) stored.type = value;
    else if (field === 4) pushNumbers(stored.numbers, value, floats);
    else if (field === 5 || field === 7) pushNumbers(stored.numbers, value, integers);
    else if (field === 8) tensor.name = text.decode(value);
    else if (field === 9) stored.raw = value;
  });
  return { ...tensor, data: dataOf(stored) };
}

function readAttribute(bytes) {
  let name = '';
  let single;
  const list = [];
  eachField(bytes, (field, value) => {
    if (field === 1) name = text.decode(value);
    else if (field === 2 || field === 3) single = value;
    else if (field === 4) single = text.decode(value);
    else if (field === 5) single = readTensor(value);
    else if (field === 7) pushNumbers(list, value, floats);
    else if (field === 8) pushNumbers(list, value, integers);
  });
  return [name, single ?? list];
}

function readNode(bytes) {
  const node = { op: '', inputs: [], outputs: [], attributes: {} };
  eachField(bytes, (field, value) => {
    if (field === 1) node.inputs.push(text.decode(value));
    else if (field === 2) node.outputs.push(text.decode(value));
    else if (field === 4) node.op = text.decode(value);
    else if (field === 5) {
      const [name, setting] = readAttribute(value);
      node.attributes[name] = setting;
    }
  });
  return node;
}

function readName(bytes) {
  let name = '';
  eachField(bytes, (field, value) => {
    if (field === 1) name = text.decode(value);
  });
  return name;
}

function readGraph(bytes, graph) {
  eachField(bytes, (field, value) => {
    if (field === 1) graph.nodes.push(readNode(value));
    else if (field === 5) {
      const tensor = readTensor(value);
      graph.constants.set(tensor.name, tensor);
    } else if (field === 11) graph.inputs.push(readName(value));
    else if (field === 12) graph.outputs.push(readName(value));
  });
}

/** bytes: Uint8Array of the file. Result: { nodes, constants: Map, inputs, outputs (names) }. */
export function readOnnx(bytes) {
  const graph = { nodes: [], constants: new Map(), inputs: [], outputs: [] };
  eachField(bytes, (field, value) => {
    if (field === 7) readGraph(value, graph);
  });
  if (graph.nodes.length === 0) throw new Error('The file holds no ONNX graph.');
  graph.inputs = graph.inputs.filter((name) => !graph.constants.has(name));
  return graph;
}
