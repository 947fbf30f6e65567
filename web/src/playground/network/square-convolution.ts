// A convolution as nn.Conv2d's square settings have it: one size, one stride, one padding for both axes.

import { type AxisRead, factsOf } from './facts.js';
import type { NodeDescription } from './network.js';
import { slides, weightOf } from './roles.js';

export interface SquareConvolution {
  input: number;
  kernel: number;
  padding: number;
  stride: number;
  dilation: number;
  inChannels: number;
  outChannels: number;
  groups: number;
}

/** input, kernel: it is not square. sides: a setting is another for rows than for columns, or for one end than for the other. */
export type Unsquare = 'input' | 'kernel' | 'sides';

/** The forward window of rows and columns; undefined for one that is laid out by a table, or goes backwards. */
function windowOf(node: NodeDescription): [AxisRead, AxisRead] | undefined {
  const x = factsOf(node).reads.find(({ input }) => input === 0);
  const [rows, columns] = x?.axes.slice(2) ?? [];
  if (!rows || !columns || x?.axes.length !== 4) return undefined;
  const isForward = ({ table, divide, step, along }: AxisRead): boolean =>
    table === undefined && divide === 1 && step > 0 && along !== undefined;
  return isForward(rows) && isForward(columns) ? [rows, columns] : undefined;
}

/** As many cells as the padding at the start, at the end as well, give this output. */
function outputOf(of: SquareConvolution): number {
  const reach = of.dilation * (of.kernel - 1) + 1;
  return Math.floor((of.input + 2 * of.padding - reach) / of.stride) + 1;
}

/** undefined for what is no convolution of maps; a word for one that these settings cannot say. */
export function squareConvolution(node: NodeDescription): SquareConvolution | Unsquare | undefined {
  const weight = weightOf(node);
  const window = windowOf(node);
  if (weight === undefined || !window || !slides(node)) return undefined;
  const [rows, columns] = window;
  const [, inChannels = 0, height, width] = node.inputShapes[0] ?? [];
  const [outChannels = 0, perGroup = 0, tall, broad] = node.inputShapes[weight] ?? [];
  const out = node.outputShapes[0] ?? [];
  if (height === undefined || tall === undefined || out[1] !== outChannels) return undefined;
  if (height !== width) return 'input';
  if (tall !== broad) return 'kernel';
  const of = {
    input: height,
    kernel: tall,
    padding: 0 - rows.start,
    stride: rows.stride,
    dilation: rows.step,
    inChannels,
    outChannels,
    groups: inChannels / perGroup,
  };
  const isSame =
    rows.start === columns.start && rows.stride === columns.stride && rows.step === columns.step;
  const isEven = of.padding >= 0 && outputOf(of) === out[2] && out[2] === out[3];
  return isSame && isEven ? of : 'sides';
}
