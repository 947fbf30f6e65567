// Where the window of a convolution or pooling lies: one number an axis for each of its settings.

import type { NodeDescription } from './network.js';

/** One axis of a window: output cell o reads input cells o * stride - before + k * dilation. */
export interface Axis {
  kernel: number;
  stride: number;
  dilation: number;
  /** Padding at the start and at the end. */
  before: number;
  after: number;
  input: number;
  output: number;
}

const WINDOWED = new Set(['Conv', 'MaxPool', 'AveragePool', 'LpPool']);

function numbers(node: NodeDescription, name: string): number[] | undefined {
  const value = node.attributes[name];
  return Array.isArray(value) && value.every((item) => typeof item === 'number')
    ? (value as number[])
    : undefined;
}

/** ONNX: SAME_UPPER pads so that output = ceil(input / stride), the odd cell at the end. */
function padsOf(
  node: NodeDescription,
  axis: number,
  count: number,
  size: Omit<Axis, 'before' | 'after'>,
) {
  const auto = node.attributes.auto_pad;
  if (auto === 'SAME_UPPER' || auto === 'SAME_LOWER') {
    const reach = (size.output - 1) * size.stride + (size.kernel - 1) * size.dilation + 1;
    const total = Math.max(0, reach - size.input);
    const less = Math.floor(total / 2);
    const more = total - less;
    return auto === 'SAME_UPPER' ? { before: less, after: more } : { before: more, after: less };
  }
  const pads = auto === 'VALID' ? undefined : numbers(node, 'pads');
  return { before: pads?.[axis] ?? 0, after: pads?.[axis + count] ?? 0 };
}

/**
 * One entry for each spatial axis; undefined where the node has no sliding window. Shapes are
 * [N, C, spatial...].
 */
export function windowAxes(node: NodeDescription): Axis[] | undefined {
  if (!WINDOWED.has(node.op)) return undefined;
  const [from, weights] = node.inputShapes;
  const to = node.outputShapes[0];
  if (!from || !to) return undefined;
  const count = to.length - 2;
  const kernel = numbers(node, 'kernel_shape') ?? weights?.slice(2);
  if (count < 1 || kernel?.length !== count) return undefined;
  const [strides, dilations] = [numbers(node, 'strides'), numbers(node, 'dilations')];
  return kernel.map((size, axis) => {
    const known = {
      kernel: size,
      stride: strides?.[axis] ?? 1,
      dilation: dilations?.[axis] ?? 1,
      input: from[axis + 2] ?? 1,
      output: to[axis + 2] ?? 1,
    };
    return { ...known, ...padsOf(node, axis, count, known) };
  });
}

/** First input cell of the window of that output cell; below 0 in the padding. */
export function windowStart({ stride, before }: Axis, cell: number): number {
  return cell * stride - before;
}

/** A window over rows and columns; one with a single axis has one row. */
export function planeAxes(axes: readonly Axis[]): [rows: Axis, columns: Axis] | undefined {
  const one: Axis = {
    kernel: 1,
    stride: 1,
    dilation: 1,
    before: 0,
    after: 0,
    input: 1,
    output: 1,
  };
  const [first, second] = axes;
  if (!first || axes.length > 2) return undefined;
  return second ? [first, second] : [one, first];
}
