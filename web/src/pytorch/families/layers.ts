// Layers as PyTorch has them, each as ONNX nodes. `path` is the module's path: the weights' keys begin
// with it, and the node is called by it.

import type { Attribute } from '../onnx/model.js';
import type { Net, Value } from './net.js';
import { Departure } from './types.js';

export type Pair = number | readonly [height: number, width: number];

export interface ConvOptions {
  readonly kernel: Pair;
  /** Output channels; as the weights have them where it is left out. */
  readonly out?: number;
  readonly stride?: number;
  /** As for PyTorch: on each side. */
  readonly padding?: Pair;
  readonly dilation?: number;
  /** 'depthwise': as many as there are channels. */
  readonly groups?: number | 'depthwise';
  /** None where it is left out; undefined: if the file has one. */
  readonly bias?: boolean | undefined;
}

const pair = (value: Pair): [number, number] =>
  typeof value === 'number' ? [value, value] : [value[0], value[1]];

/** Channels, and height and width, of maps. */
export function mapsOf({ name, dims }: Value): [channels: number, height: number, width: number] {
  const [, channels, height, width, ...rest] = dims;
  if (channels === undefined || height === undefined || width === undefined || rest.length > 0) {
    throw new Departure(`"${name}" is [${dims}], and maps are expected there`);
  }
  return [channels, height, width];
}

/** The weight and the bias as ONNX names. bias: whether there is one; undefined: if the file has it. */
function weightAndBias(
  net: Net,
  path: string,
  dims: readonly (number | undefined)[],
  out: number,
  bias: boolean | undefined,
): string[] {
  const weight = net.weight(`${path}.weight`, dims);
  const key = `${path}.bias`;
  return (bias ?? net.has(key)) ? [weight, net.weight(key, [out])] : [weight];
}

export function conv(net: Net, x: Value, path: string, options: ConvOptions): Value {
  const { stride = 1, padding = 0, dilation = 1 } = options;
  const bias = 'bias' in options ? options.bias : false;
  const [channels, height, width] = mapsOf(x);
  const out = options.out ?? net.size(`${path}.weight`, 0);
  const groups = options.groups === 'depthwise' ? channels : (options.groups ?? 1);
  const [kernelHeight, kernelWidth] = pair(options.kernel);
  const [top, left] = pair(padding);
  if (channels % groups !== 0 || out % groups !== 0) {
    throw new Departure(`"${path}" has ${channels} and ${out} channels in ${groups} groups`);
  }
  const dims = [out, channels / groups, kernelHeight, kernelWidth];
  const inputs = weightAndBias(net, path, dims, out, bias);
  const along = (size: number, kernel: number, pad: number) =>
    Math.floor((size + 2 * pad - dilation * (kernel - 1) - 1) / stride) + 1;
  const shape = [1, out, along(height, kernelHeight, top), along(width, kernelWidth, left)];
  const attributes: Record<string, Attribute> = { kernel_shape: [kernelHeight, kernelWidth] };
  if (stride !== 1) attributes.strides = [stride, stride];
  if (top + left > 0) attributes.pads = [top, left, top, left];
  if (dilation !== 1) attributes.dilations = [dilation, dilation];
  if (groups !== 1) attributes.group = groups;
  return net.node('Conv', path, [x, ...inputs], shape, attributes);
}

/** BatchNorm2d and BatchNorm1d, with the statistics of training. */
export function batchNorm(net: Net, x: Value, path: string, eps = 1e-5): Value {
  const channels = [x.dims[1]];
  const names = ['weight', 'bias', 'running_mean', 'running_var'];
  const inputs = names.map((name) => net.weight(`${path}.${name}`, channels));
  return net.node('BatchNormalization', path, [x, ...inputs], x.dims, { epsilon: { float: eps } });
}

/** Over the last axis. */
export function layerNorm(net: Net, x: Value, path: string, eps: number): Value {
  const size = [x.dims.at(-1)];
  const inputs = ['weight', 'bias'].map((name) => net.weight(`${path}.${name}`, size));
  const attributes = { axis: -1, epsilon: { float: eps } };
  return net.node('LayerNormalization', path, [x, ...inputs], x.dims, attributes);
}

/** nn.Linear over [1, features]. */
export function linear(
  net: Net,
  x: Value,
  path: string,
  options: { out?: number; bias?: boolean | undefined } = { bias: true },
): Value {
  const out = options.out ?? net.size(`${path}.weight`, 0);
  const bias = 'bias' in options ? options.bias : true;
  const inputs = weightAndBias(net, path, [out, x.dims[1]], out, bias);
  return net.node('Gemm', path, [x, ...inputs], [1, out], { transB: 1 });
}

interface PoolOptions {
  readonly kernel: number;
  readonly stride?: number;
  readonly padding?: number;
  /** PyTorch's ceil_mode. */
  readonly ceil?: boolean;
}

function pool(
  net: Net,
  x: Value,
  name: string,
  op: string,
  { kernel, stride = kernel, padding = 0, ceil = false }: PoolOptions,
): Value {
  const [channels, height, width] = mapsOf(x);
  const along = (size: number) => {
    const steps = (size + 2 * padding - kernel) / stride;
    if (!ceil) return Math.floor(steps) + 1;
    // A window that would begin in the padding behind the maps is left out.
    const last = Math.ceil(steps);
    return (last * stride >= size + padding ? last - 1 : last) + 1;
  };
  const attributes: Record<string, Attribute> = {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
  };
  if (padding > 0) attributes.pads = [padding, padding, padding, padding];
  if (ceil) attributes.ceil_mode = 1;
  if (op === 'AveragePool' && padding > 0) attributes.count_include_pad = 1;
  return net.node(op, name, [x], [1, channels, along(height), along(width)], attributes);
}

export const maxPool = (net: Net, x: Value, name: string, options: PoolOptions) =>
  pool(net, x, name, 'MaxPool', options);

export const averagePool = (net: Net, x: Value, name: string, options: PoolOptions) =>
  pool(net, x, name, 'AveragePool', options);

/** AdaptiveAvgPool2d(1). */
export function globalPool(net: Net, x: Value, name: string): Value {
  return net.node('GlobalAveragePool', name, [x], [1, mapsOf(x)[0], 1, 1]);
}

/** AdaptiveAvgPool2d(side): nothing to do where the maps have that size, else two products. */
export function adaptivePool(net: Net, x: Value, name: string, side: number): Value {
  const [channels, height, width] = mapsOf(x);
  if (height === side && width === side) return x;
  if (height % side === 0 && height === width) {
    return averagePool(net, x, name, { kernel: height / side });
  }
  const rows = net.constant(`${name}.rows`, [side, height], () => shares(height, side));
  const columns = net.constant(`${name}.columns`, [width, side], () => shares(width, side, true));
  const narrow = net.node('MatMul', `${name}.x`, [x, columns], [1, channels, height, side]);
  return net.node('MatMul', name, [rows, narrow], [1, channels, side, side]);
}

/** How much each of `from` positions counts in each of `to` windows, as PyTorch cuts them. */
function shares(from: number, to: number, transposed = false): Float32Array {
  const all = new Float32Array(from * to);
  for (let window = 0; window < to; window++) {
    const start = Math.floor((window * from) / to);
    const end = Math.ceil(((window + 1) * from) / to);
    for (let at = start; at < end; at++) {
      all[transposed ? at * to + window : window * from + at] = 1 / (end - start);
    }
  }
  return all;
}

export function flatten(net: Net, x: Value, name: string): Value {
  const count = x.dims.reduce((product, size) => product * size, 1);
  return net.node('Flatten', name, [x], [1, count], { axis: 1 });
}

/** Where channels lie side by side. */
export function concat(net: Net, values: readonly Value[], name: string, axis = 1): Value {
  const [first] = values as [Value];
  const dims = [...first.dims];
  dims[axis] = values.reduce((sum, value) => sum + (value.dims[axis] ?? 0), 0);
  return net.node('Concat', name, values, dims, { axis });
}

/** A sum of two values of the same shape: a shortcut. @throws Departure for other shapes. */
export function add(net: Net, a: Value, b: Value, name: string): Value {
  if (String(a.dims) !== String(b.dims)) {
    throw new Departure(`"${name}" would add [${a.dims}] and [${b.dims}]`);
  }
  return net.node('Add', name, [a, b], a.dims);
}
