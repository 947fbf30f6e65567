// The weights that one output channel, or one unit, of a layer has.

import { factsOf } from './facts.js';
import type { KeptValue, Layout, NodeDescription } from './network.js';
import { weightOf } from './roles.js';
import { product, ravel } from './sum/access.js';
import { Cells } from './sum/cells.js';

export interface Kernels {
  /** One plane for each input channel it reads; a dense unit has one, with a number per input. */
  layout: Layout;
  data: Float32Array;
  /** Number of the first input channel that it reads: above 0 in later groups. */
  firstInput: number;
  bias: number | undefined;
}

type Weights = ReadonlyMap<string, KeptValue>;

function layoutOf(terms: readonly number[]): Layout {
  const [inputs = 1, height, width] = terms;
  if (height !== undefined && width !== undefined) {
    return { channels: inputs, height, width, flat: false };
  }
  const side = Math.ceil(Math.sqrt(inputs));
  return { channels: 1, height: Math.ceil(inputs / side), width: side, flat: true };
}

/**
 * channel: of the output, or index of the unit. undefined for layers that weigh nothing, and where the
 * weights are not read yet.
 */
export function kernelsOf(
  node: NodeDescription,
  weights: Weights,
  channel: number,
): Kernels | undefined {
  const facts = factsOf(node);
  const index = weightOf(node);
  const read = facts.reads.find(({ input }) => input === index);
  const [x] = facts.reads;
  const axis = read?.axes.find(({ from }) => from !== undefined)?.from;
  if (!read || !x || axis === undefined || !weights.has(node.inputs[read.input] ?? '')) {
    return undefined;
  }
  // The first cell of that channel: which weights it has is the same for all of them.
  const at = facts.out.map((_, place) => (place === axis ? channel : 0));
  const place = {
    node,
    position: ravel(at, facts.out),
    read: (name: string) => weights.get(name),
  };
  const cells = new Cells(place, facts);
  const data = Float32Array.from(
    { length: product(facts.terms) },
    (_, term) => cells.numberOf(read, term) ?? 0,
  );
  const inputs = x.axes[1];
  const firstInput =
    inputs?.from === axis ? Math.floor(channel / inputs.divide) * inputs.stride : 0;
  const bias = facts.reads.find(({ letter }) => letter === 'bias');
  return {
    layout: layoutOf(facts.terms),
    data,
    firstInput,
    bias: bias && cells.numberOf(bias, 0),
  };
}
