// Why this class: where the network's last layers are linear, what every cell of the last maps adds to a
// class's score, exactly and without gradients (class activation maps, Zhou et al. 2016).

import { factsOf, settingOf } from '../../network/facts.js';
import { graphIndex } from '../../network/graph-index.js';
import type { GraphDescription, KeptValue, NodeDescription } from '../../network/network.js';
import {
  isAddition,
  isAnyShare,
  isIdentity,
  isMeanOfMaps,
  isSameOrder,
  isTurn,
  slides,
  staysInPlace,
  weightOf,
} from '../../network/roles.js';

/** The dense layer at the end. */
interface Dense {
  /** [units, inputs] where units come first (also [units, inputs, 1, 1]), else [inputs, units]. */
  weight: string;
  unitsFirst: boolean;
  bias: string | undefined;
  alpha: number;
  beta: number;
}

export interface Head {
  /**
   * pooled: maps, their means, a dense layer. flattened: maps, all cells in a row, a dense layer.
   * direct: one map a class, of which the mean is the score.
   */
  kind: 'pooled' | 'flattened' | 'direct';
  /** Values: the last maps [1, C, H, W], and the scores before any softmax. */
  maps: string;
  logits: string;
  shape: readonly [channels: number, height: number, width: number];
  /** Absent where the maps are the classes'. */
  dense?: Dense;
}

interface Walk {
  graph: GraphDescription;
  maker(value: string): NodeDescription | undefined;
  isWeight(value: string): boolean;
}

function walkOf(graph: GraphDescription): Walk {
  const { producer, weights } = graphIndex(graph);
  return {
    graph,
    maker: (value) => {
      const index = producer.get(value);
      return index === undefined ? undefined : graph.nodes[index];
    },
    isWeight: (value) => weights.has(value),
  };
}

/** Back over layers that leave every number as it is. */
function skip(walk: Walk, value: string, test: (node: NodeDescription) => boolean): string {
  let at = value;
  for (;;) {
    const node = walk.maker(at);
    if (!node || !test(node)) return at;
    at = node.inputs[0] ?? '';
  }
}

/** A weighted sum of a list, whose weights and bias are the file's. */
function weighted(walk: Walk, node: NodeDescription, extra?: string) {
  const index = weightOf(node);
  const facts = factsOf(node);
  const weight = node.inputs[index ?? -1] ?? '';
  const units = facts.reads.find(({ input }) => input === index)?.axes[0]?.from;
  const bias = extra ?? node.inputs[facts.reads.findIndex(({ letter }) => letter === 'bias')];
  if (index === undefined || !walk.isWeight(weight) || (bias && !walk.isWeight(bias))) {
    return undefined;
  }
  const dense: Dense = {
    weight,
    unitsFirst: units !== undefined,
    bias: bias || undefined,
    alpha: settingOf(node, 'alpha') ?? 1,
    beta: settingOf(node, 'beta') ?? 1,
  };
  return { input: node.inputs[0] ?? '', dense };
}

/** One cell, or rows of a matrix: each output is a sum over one whole list. */
function isList(node: NodeDescription): boolean {
  const { reads, terms } = factsOf(node);
  const isWide = terms.slice(1).some((size) => size > 1);
  const [x] = reads;
  const rest = x?.shape.slice(2).every((size) => size === 1);
  // Turned, or in groups: not the list as it lies.
  const [, inputs] = x?.axes ?? [];
  const isStraight = inputs?.along === 0 && inputs.from === undefined;
  return (
    !isWide && rest === true && isStraight && node.inputShapes[weightOf(node) ?? -1]?.length !== 1
  );
}

/** A weighted sum, with or without a bias that a layer behind it adds. */
function denseOf(walk: Walk, node: NodeDescription) {
  if (weightOf(node) !== undefined) return isList(node) ? weighted(walk, node) : undefined;
  if (!isAddition(node)) return undefined;
  const bias = node.inputs.find(walk.isWeight);
  const maker = walk.maker(node.inputs.find((name) => !walk.isWeight(name)) ?? '');
  const isBare = maker && factsOf(maker).reads.length === 2 && weightOf(maker) !== undefined;
  return bias && isBare && !slides(maker) && isList(maker)
    ? weighted(walk, maker, bias)
    : undefined;
}

function planes(shape: readonly number[] | undefined): Head['shape'] | undefined {
  const [batch = 0, channels = 0, height = 0, width = 0] = shape ?? [];
  return shape?.length === 4 && batch === 1 ? [channels, height, width] : undefined;
}

/**
 * True where the channels may stand last: maps that were transposed, or are the network's own input.
 * They would be read as if they stood first, and the sum would not tell.
 */
function isTurned(walk: Walk, maps: string): boolean {
  const maker = walk.maker(skip(walk, maps, staysInPlace));
  return maker === undefined || isTurn(maker);
}

/** The maps behind the vector that a dense layer reads. */
function mapsBehind(walk: Walk, input: string): Pick<Head, 'kind' | 'maps' | 'shape'> | undefined {
  let at = skip(walk, input, isIdentity);
  for (;;) {
    const node = walk.maker(at);
    if (!node) return undefined;
    const shape = planes(node.inputShapes[0]);
    const maps = node.inputs[0] ?? '';
    if (isMeanOfMaps(node)) return shape && { kind: 'pooled', maps, shape };
    if (!isSameOrder(node)) return undefined;
    if (shape && shape[1] * shape[2] > 1) {
      // All cells in one row, channel by channel: the model's own order.
      if (isTurned(walk, maps)) return undefined;
      const isRow = node.outputShapes[0]?.at(-1) === shape[0] * shape[1] * shape[2];
      return isRow ? { kind: 'flattened', maps, shape } : undefined;
    }
    at = skip(walk, maps, isIdentity);
  }
}

function direct(walk: Walk, value: string): Head | undefined {
  const at = skip(walk, value, isSameOrder);
  const node = walk.maker(at);
  const shape = node && isMeanOfMaps(node) ? planes(node.inputShapes[0]) : undefined;
  return shape && { kind: 'direct', maps: node?.inputs[0] ?? '', logits: value, shape };
}

const heads = new WeakMap<GraphDescription, { head: Head | undefined }>();

function find(graph: GraphDescription): Head | undefined {
  const walk = walkOf(graph);
  const output = graph.outputs[0]?.name ?? '';
  const logits = skip(walk, output, (node) => isIdentity(node) || isAnyShare(node));
  const bare = skip(walk, logits, isSameOrder);
  const node = walk.maker(bare);
  const dense = node && denseOf(walk, node);
  if (!dense) return direct(walk, logits);
  const maps = mapsBehind(walk, dense.input);
  return maps && { ...maps, logits, dense: dense.dense };
}

/** undefined where the end of the network is not linear in its last maps, or cannot be read here. */
export function headOf(graph: GraphDescription): Head | undefined {
  const known = heads.get(graph);
  if (known) return known.head;
  const head = find(graph);
  heads.set(graph, { head });
  return head;
}

/** What classMap and channelShares read. */
export function needsOfWhy({ maps, logits, dense }: Head): string[] {
  return [maps, logits, ...(dense ? [dense.weight, ...(dense.bias ? [dense.bias] : [])] : [])];
}

export interface Sources {
  values: ReadonlyMap<string, KeptValue>;
  weights: ReadonlyMap<string, KeptValue>;
}

export interface ClassMap {
  height: number;
  width: number;
  /** What each cell adds, row by row. */
  data: Float64Array;
  bias: number;
  /** Sum of all cells and the bias. */
  sum: number;
  /** The engine's own number. */
  logit: number;
  /** Sum over cells, by channel of the last maps. */
  channels: Float64Array;
}

/** Weight of channel `c` at cell `i` for a class, with the mean's divisor in it. */
function weighing(head: Head, sources: Sources, index: number) {
  const [channels, height, width] = head.shape;
  const area = height * width;
  const { dense } = head;
  if (!dense) return (c: number): number => (c === index ? 1 / area : 0);
  const weight = sources.weights.get(dense.weight);
  if (!weight) return undefined;
  const inputs = head.kind === 'pooled' ? channels : channels * area;
  const units = weight.data.length / inputs;
  if (!Number.isInteger(units)) return undefined;
  const [start, step] = dense.unitsFirst ? [index * inputs, 1] : [index, units];
  const at = (k: number): number => dense.alpha * (weight.data[start + k * step] as number);
  return head.kind === 'pooled'
    ? (c: number): number => at(c) / area
    : (c: number, i: number): number => at(c * area + i);
}

/** undefined while something is not read, or for a class that is not there. */
export function classMap(head: Head, sources: Sources, index: number): ClassMap | undefined {
  const maps = sources.values.get(head.maps);
  const logit = sources.values.get(head.logits)?.data[index];
  const weigh = weighing(head, sources, index);
  const [channels, height, width] = head.shape;
  const { dense } = head;
  const biases = dense?.bias === undefined ? undefined : sources.weights.get(dense.bias);
  if (!maps || logit === undefined || !weigh || (dense?.bias && !biases)) return undefined;
  const area = height * width;
  const data = new Float64Array(area);
  const shares = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < area; i++) {
      const amount = weigh(c, i) * (maps.data[c * area + i] as number);
      data[i] = (data[i] as number) + amount;
      shares[c] = (shares[c] as number) + amount;
    }
  }
  const given = biases?.data.length === 1 ? biases.data[0] : biases?.data[index];
  const bias = (dense?.beta ?? 0) * (given ?? 0);
  const sum = data.reduce((all, amount) => all + amount, bias);
  return { height, width, data, bias, sum, logit, channels: shares };
}

/** What speaks for one class rather than another. */
export function difference(a: ClassMap, b: ClassMap): ClassMap {
  const less = (x: Float64Array, y: Float64Array) => x.map((value, i) => value - (y[i] as number));
  return {
    height: a.height,
    width: a.width,
    data: less(a.data, b.data),
    bias: a.bias - b.bias,
    sum: a.sum - b.sum,
    logit: a.logit - b.logit,
    channels: less(a.channels, b.channels),
  };
}
