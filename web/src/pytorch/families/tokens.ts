// Layers over lists of tokens: values [1, ..., features], whose last axis is what layers work on.

import { act } from './activations.js';
import type { Net, Value } from './net.js';

/** Rows become columns: PyTorch's [out, in] as a product wants it. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = values[row * columns + column] as number;
    }
  }
  return result;
}

interface TokenLinear {
  readonly out?: number;
  readonly bias?: boolean;
  /** Keys, where they are not `path`.weight and `path`.bias. */
  readonly keys?: readonly [weight: string, bias: string];
  /** What is done to the bias before it is written. */
  readonly changed?: (bias: Float32Array) => Float32Array;
}

/** nn.Linear over the last axis: a product, and the bias added to it. */
export function tokenLinear(net: Net, x: Value, path: string, options: TokenLinear = {}): Value {
  const [weightKey, biasKey] = options.keys ?? [`${path}.weight`, `${path}.bias`];
  const features = x.dims.at(-1) as number;
  const out = options.out ?? net.size(weightKey, 0);
  const weight = net.take(weightKey, [out, features]);
  const matrix = net.constant(weightKey, [features, out], () =>
    transposed(weight.floats(), out, features),
  );
  const dims = [...x.dims.slice(0, -1), out];
  const hasBias = options.bias ?? true;
  const product = net.node('MatMul', hasBias ? `${path}.matmul` : path, [x, matrix], dims);
  if (!hasBias) return product;
  const bias = net.take(biasKey, [out]);
  const { changed = (values: Float32Array) => values } = options;
  const constant = net.constant(biasKey, [out], () => changed(bias.floats()));
  return net.node('Add', path, [product, constant], dims);
}

export function reshape(net: Net, x: Value, name: string, dims: readonly number[]): Value {
  return net.node('Reshape', name, [x, net.integers(`${name}.shape`, dims)], dims);
}

export function transpose(net: Net, x: Value, name: string, perm: readonly number[]): Value {
  const dims = perm.map((axis) => x.dims[axis] as number);
  return net.node('Transpose', name, [x], dims, { perm });
}

/** One run of positions, every `step`-th, of the axis. */
export interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step?: number;
}

export function slice(net: Net, x: Value, name: string, cuts: readonly Cut[]): Value {
  const dims = [...x.dims];
  for (const { axis, start, end, step = 1 } of cuts) dims[axis] = Math.ceil((end - start) / step);
  const list = (what: string, of: (cut: Cut) => number) =>
    net.integers(`${name}.${what}`, cuts.map(of));
  const inputs = [
    list('starts', ({ start }) => start),
    list('ends', ({ end }) => end),
    list('axes', ({ axis }) => axis),
    list('steps', ({ step = 1 }) => step),
  ];
  return net.node('Slice', name, [x, ...inputs], dims);
}

/** Product of the last two axes. */
export function matmul(net: Net, a: Value, b: Value, name: string): Value {
  const dims = [...a.dims.slice(0, -1), b.dims.at(-1) as number];
  return net.node('MatMul', name, [a, b], dims);
}

/** Parts of the last axis, of equal size. */
export function splitLast(net: Net, x: Value, name: string, parts: number): Value[] {
  const size = (x.dims.at(-1) as number) / parts;
  const dims = [...x.dims.slice(0, -1), size];
  const sizes = net.integers(`${name}.sizes`, new Array<number>(parts).fill(size));
  const shapes = new Array<number[]>(parts).fill(dims);
  return net.split('Split', name, [x, sizes], shapes, { axis: x.dims.length - 1 });
}

/** Two Linears with GELU between them. */
export function mlp(net: Net, x: Value, path: string, [first, second]: readonly string[]): Value {
  const wide = tokenLinear(net, x, `${path}.${first}`);
  const bent = act(net, wide, 'gelu', `${path}.gelu`);
  return tokenLinear(net, bent, `${path}.${second}`, { out: x.dims.at(-1) as number });
}
