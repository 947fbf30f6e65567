// The weights that one output channel, or one unit, of a layer has.

import type { KeptValue, Layout, NodeDescription } from './network.js';

export interface Kernels {
  /** One plane for each input channel it reads; a dense unit has one, with a number an input. */
  layout: Layout;
  data: Float32Array;
  /** Number of the first input channel that it reads: above 0 in later groups. */
  firstInput: number;
  bias: number | undefined;
}

type Weights = ReadonlyMap<string, KeptValue>;

function biasOf(node: NodeDescription, weights: Weights, channel: number): number | undefined {
  return weights.get(node.inputs[2] ?? '')?.data[channel];
}

/** weights: [O, I / groups, kernel height, kernel width], or without the height for 1-D. */
function convolution(node: NodeDescription, weights: Weights, channel: number) {
  const weight = weights.get(node.inputs[1] ?? '');
  if (!weight || weight.dims.length < 3 || weight.dims.length > 4) return undefined;
  const [outputs = 1, inputs = 1] = weight.dims;
  const width = weight.dims.at(-1) ?? 1;
  const height = weight.dims.length === 4 ? (weight.dims[2] ?? 1) : 1;
  const groups = typeof node.attributes.group === 'number' ? node.attributes.group : 1;
  const length = inputs * height * width;
  return {
    layout: { channels: inputs, height, width, flat: false },
    data: weight.data.subarray(channel * length, (channel + 1) * length),
    firstInput: Math.floor(channel / (outputs / groups)) * inputs,
    bias: biasOf(node, weights, channel),
  };
}

/** weights: [inputs, units], or [units, inputs] with transB. */
function dense(node: NodeDescription, weights: Weights, unit: number): Kernels | undefined {
  const weight = weights.get(node.inputs[1] ?? '');
  if (weight?.dims.length !== 2) return undefined;
  const isTransposed = node.op === 'Gemm' && node.attributes.transB === 1;
  const [rows = 1, columns = 1] = weight.dims;
  const [inputs, units] = isTransposed ? [columns, rows] : [rows, columns];
  const [step, start] = isTransposed ? [1, unit * inputs] : [units, unit];
  const data = Float32Array.from(
    { length: inputs },
    (_, input) => weight.data[start + input * step] as number,
  );
  const width = Math.ceil(Math.sqrt(inputs));
  return {
    layout: { channels: 1, height: Math.ceil(inputs / width), width, flat: true },
    data,
    firstInput: 0,
    bias: biasOf(node, weights, unit),
  };
}

/**
 * channel: of the output, or index of the unit. undefined for layers without kernels, and where the
 * weights are not read yet.
 */
export function kernelsOf(
  node: NodeDescription,
  weights: Weights,
  channel: number,
): Kernels | undefined {
  if (node.op === 'Conv') return convolution(node, weights, channel);
  if (node.op === 'Gemm' || node.op === 'MatMul') return dense(node, weights, channel);
  return undefined;
}
