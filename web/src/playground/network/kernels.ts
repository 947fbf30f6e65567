// The weights that one output channel, or one unit, of a layer has.

import { type Facts, factsOf, type Read } from './facts.js';
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

/** Where a number of a layer stands: the name of a weight, and the place in it, row-major. */
export interface NumberPlace {
  weight: string;
  index: number;
}

interface Found {
  facts: Facts;
  read: Read;
  /** Axis of the output that the channels are. */
  axis: number;
  cells: Cells;
}

/** The first cell of that channel: which weights it has is the same for all of them. */
function firstCell(node: NodeDescription, weights: Weights, channel: number): Found | undefined {
  const facts = factsOf(node);
  const index = weightOf(node);
  const read = facts.reads.find(({ input }) => input === index);
  const [x] = facts.reads;
  const axis = read?.axes.find(({ from }) => from !== undefined)?.from;
  if (!read || !x || axis === undefined) return undefined;
  const at = facts.out.map((_, place) => (place === axis ? channel : 0));
  const place = {
    node,
    position: ravel(at, facts.out),
    read: (name: string) => weights.get(name),
  };
  return { facts, read, axis, cells: new Cells(place, facts) };
}

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
  const found = firstCell(node, weights, channel);
  if (!found || !weights.has(node.inputs[found.read.input] ?? '')) return undefined;
  const { facts, read, axis, cells } = found;
  const data = Float32Array.from(
    { length: product(facts.terms) },
    (_, term) => cells.numberOf(read, term) ?? 0,
  );
  const inputs = facts.reads[0]?.axes[1];
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

/** Where the numbers of `data` stand, and the bias last, where there is one; undefined as for kernelsOf. */
export function numberPlaces(
  node: NodeDescription,
  channel: number,
): { kernel(term: number): NumberPlace | undefined; bias: NumberPlace | undefined } | undefined {
  const found = firstCell(node, new Map(), channel);
  if (!found) return undefined;
  const { facts, cells } = found;
  const at = (read: Read | undefined, term: number): NumberPlace | undefined => {
    const index = read && cells.indexOf(read, term);
    const weight = read && node.inputs[read.input];
    return index === undefined || !weight ? undefined : { weight, index };
  };
  const bias = facts.reads.find(({ letter }) => letter === 'bias');
  return { kernel: (term) => at(found.read, term), bias: at(bias, 0) };
}
