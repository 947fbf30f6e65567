// An ONNX file with one node, so that the engine itself answers what a convolution or a pooling makes of a size or of
// a few numbers. The fields are those of onnx.proto.

const bytesOf = (text) => new TextEncoder().encode(text);

function varint(value) {
  const bytes = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** A field of whole numbers, or of bytes with their length. */
const number = (field, value) => [...varint(field * 8), ...varint(value)];
const bytes = (field, content) => [...varint(field * 8 + 2), ...varint(content.length), ...content];
const text = (field, words) => bytes(field, bytesOf(words));

const FLOAT = 1;

const attribute = (name, values) =>
  Array.isArray(values)
    ? [...text(1, name), ...values.flatMap((value) => number(8, value)), ...number(20, 7)]
    : [...text(1, name), ...number(3, values), ...number(20, 2)];

function valueInfo(name, dims) {
  const shape = dims.flatMap((dim) => bytes(1, number(1, dim)));
  const tensor = [...number(1, FLOAT), ...bytes(2, shape)];
  return [...text(1, name), ...bytes(2, bytes(1, tensor))];
}

function tensor(name, { dims, data }) {
  const raw = new Uint8Array(Float32Array.from(data).buffer);
  return [
    ...dims.flatMap((dim) => number(1, dim)),
    ...number(2, FLOAT),
    ...text(8, name),
    ...bytes(9, raw),
  ];
}

/**
 * Bytes of a network "x" to "y". attributes: whole numbers or lists of them, by name; weights: { name: { dims, data } },
 * the node's further inputs in this order.
 */
export function oneNode({ op, attributes = {}, weights = {}, inputDims }) {
  const node = [
    ...['x', ...Object.keys(weights)].flatMap((name) => text(1, name)),
    ...text(2, 'y'),
    ...text(4, op),
    ...Object.entries(attributes).flatMap(([name, values]) => bytes(5, attribute(name, values))),
  ];
  const graph = [
    ...bytes(1, node),
    ...text(2, 'one node'),
    ...Object.entries(weights).flatMap(([name, value]) => bytes(5, tensor(name, value))),
    ...bytes(11, valueInfo('x', inputDims)),
    // Without a shape: that is the engine's to tell.
    ...bytes(12, [...text(1, 'y'), ...bytes(2, bytes(1, number(1, FLOAT)))]),
  ];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 13))]);
}
