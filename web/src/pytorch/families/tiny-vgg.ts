// FashionMNISTModelV2: two blocks of Conv, activation, Conv, activation, MaxPool, then Flatten and Linear.

import type { StateDict, StateTensor } from '../state-dict.js';

const CONVS = ['block_1.0', 'block_1.2', 'block_2.0', 'block_2.2'];
const SIDE = 28;

export function tinyVgg(state: StateDict) {
  const [hidden = 0, channels = 0] = state.get('block_1.0.weight')?.dims ?? [];
  const [classes = 0] = state.get('classifier.1.weight')?.dims ?? [];
  const expected = new Map<string, readonly number[]>();
  CONVS.forEach((name, index) => {
    expected.set(`${name}.weight`, [hidden, index === 0 ? channels : hidden, 3, 3]);
    expected.set(`${name}.bias`, [hidden]);
  });
  expected.set('classifier.1.weight', [classes, hidden * (SIDE / 4) ** 2]);
  expected.set('classifier.1.bias', [classes]);
  const fits = [...expected].every(([key, dims]) => String(state.get(key)?.dims) === String(dims));
  if (!fits || state.size !== expected.size || hidden === 0) return undefined;
  return {
    name: `TinyVGG of the course, ${hidden} hidden units, ${classes} classes`,
    toOnnx: (activation: string) => written(state, channels, classes, activation),
  };
}

/** ONNX is protobuf: field number and kind, then the value. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const part = (field: number, bytes: Iterable<number>): number[] => {
  const body = [...bytes];
  return [...varint(field * 8 + 2), ...varint(body.length), ...body];
};
const text = (field: number, value: string): number[] =>
  part(field, new TextEncoder().encode(value));

const ints = (name: string, values: readonly number[]): number[] =>
  part(5, [...text(1, name), ...values.flatMap((value) => number(8, value)), ...number(20, 7)]);

function node(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: number[] = [],
): number[] {
  return part(1, [
    ...inputs.flatMap((name) => text(1, name)),
    ...text(2, output),
    ...text(4, op),
    ...attributes,
  ]);
}

function tensor(name: string, value: StateTensor): number[] {
  const floats = new Float32Array(value.floats());
  const dims = value.dims.flatMap((size) => number(1, size));
  return part(5, [
    ...dims,
    ...number(2, 1),
    ...text(8, name),
    ...part(9, new Uint8Array(floats.buffer)),
  ]);
}

function value(field: number, name: string, dims: readonly number[]): number[] {
  const shape = part(
    2,
    dims.flatMap((size) => part(1, number(1, size))),
  );
  return part(field, [...text(1, name), ...part(2, part(1, [...number(1, 1), ...shape]))]);
}

function written(
  state: StateDict,
  channels: number,
  classes: number,
  activation: string,
): Uint8Array {
  const nodes: number[] = [];
  let at = 'input';
  for (const name of CONVS) {
    const conv = [...ints('kernel_shape', [3, 3]), ...ints('pads', [1, 1, 1, 1])];
    nodes.push(...node('Conv', [at, `${name}.weight`, `${name}.bias`], name, conv));
    nodes.push(...node(activation, [name], `${name}.active`));
    at = `${name}.active`;
    if (!name.endsWith('.2')) continue;
    nodes.push(
      ...node('MaxPool', [at], `${name}.pool`, [
        ...ints('kernel_shape', [2, 2]),
        ...ints('strides', [2, 2]),
      ]),
    );
    at = `${name}.pool`;
  }
  nodes.push(...node('Flatten', [at], 'flat'));
  const transB = part(5, [...text(1, 'transB'), ...number(3, 1), ...number(20, 2)]);
  nodes.push(
    ...node('Gemm', ['flat', 'classifier.1.weight', 'classifier.1.bias'], 'logits', transB),
  );
  const weights = [...state].flatMap(([name, of]) => tensor(name, of));
  const graph = [
    ...nodes,
    ...text(2, 'network'),
    ...weights,
    ...value(11, 'input', [1, channels, SIDE, SIDE]),
    ...value(12, 'logits', [1, classes]),
  ];
  return Uint8Array.from([...number(1, 8), ...part(7, graph), ...part(8, number(2, 17))]);
}
