// The end of a network that is linear in its last maps: which layers it has, and which weights.

import { factsOf, settingOf } from './facts.js';
import { graphIndex } from './graph-index.js';
import type { GraphDescription, NodeDescription } from './network.js';
import {
  isAddition,
  isAnyShare,
  isIdentity,
  isMeanOfMaps,
  isProduct,
  isQuotient,
  isSameOrder,
  isTurn,
  slides,
  staysInPlace,
  weightOf,
} from './roles.js';

/** The dense layer at the end. */
interface Dense {
  /** [units, inputs] where units come first (also [units, inputs, 1, 1]), else [inputs, units]. */
  weight: string;
  unitsFirst: boolean;
  bias: string | undefined;
  alpha: number;
  beta: number;
}

export interface Factor {
  /** A weight of one number. */
  weight: string;
  isDivisor: boolean;
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
  /** Constants by which every number is multiplied: `inner` before the bias is added, `outer` with the bias. */
  inner: readonly Factor[];
  outer: readonly Factor[];
}

interface Walk {
  graph: GraphDescription;
  maker(value: string): NodeDescription | undefined;
  isWeight(value: string): boolean;
  /** True of a weight of one number. */
  isConstant(value: string): boolean;
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
    isConstant: (value) => weights.get(value)?.shape.every((size) => size === 1) === true,
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

/** The same, and over constant factors, which are noted. */
function skipScaled(
  walk: Walk,
  value: string,
  test: (node: NodeDescription) => boolean,
  factors: Factor[],
): string {
  let at = value;
  for (;;) {
    at = skip(walk, at, test);
    const node = walk.maker(at);
    const found = node && factorOf(walk, node);
    if (!found) return at;
    factors.push(found.factor);
    at = found.input;
  }
}

/** A product or quotient of all numbers and one constant. */
function factorOf({ isConstant }: Walk, node: NodeDescription) {
  const [first = '', second = ''] = node.inputs;
  const isDivisor = isQuotient(node);
  if (!isDivisor && !isProduct(node)) return undefined;
  if (node.inputs.length !== 2) return undefined;
  if (isConstant(second)) return { input: first, factor: { weight: second, isDivisor } };
  if (isDivisor || !isConstant(first)) return undefined;
  return { input: second, factor: { weight: first, isDivisor } };
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
    // Of the layer's own bias, not of one that is added behind it.
    beta: extra === undefined ? (settingOf(node, 'beta') ?? 1) : 1,
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
function mapsBehind(
  walk: Walk,
  input: string,
  inner: Factor[],
): Pick<Head, 'kind' | 'maps' | 'shape'> | undefined {
  let at = skipScaled(walk, input, isIdentity, inner);
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
    at = skipScaled(walk, maps, isIdentity, inner);
  }
}

/** One map a class, of which the mean is the score. */
function direct(walk: Walk, value: string): Pick<Head, 'kind' | 'maps' | 'shape'> | undefined {
  const node = walk.maker(value);
  const shape = node && isMeanOfMaps(node) ? planes(node.inputShapes[0]) : undefined;
  return shape && { kind: 'direct', maps: node?.inputs[0] ?? '', shape };
}

const heads = new WeakMap<GraphDescription, { head: Head | undefined }>();

function find(graph: GraphDescription): Head | undefined {
  const walk = walkOf(graph);
  const output = graph.outputs[0]?.name ?? '';
  const logits = skip(walk, output, (node) => isIdentity(node) || isAnyShare(node));
  const [inner, outer]: [Factor[], Factor[]] = [[], []];
  const bare = skipScaled(walk, logits, isSameOrder, outer);
  const node = walk.maker(bare);
  const found = node && denseOf(walk, node);
  const maps = found ? mapsBehind(walk, found.input, inner) : direct(walk, bare);
  return maps && { ...maps, logits, ...(found ? { dense: found.dense } : {}), inner, outer };
}

/** undefined where the end of the network is not linear in its last maps, or cannot be read here. */
export function headOf(graph: GraphDescription): Head | undefined {
  const known = heads.get(graph);
  if (known) return known.head;
  const head = find(graph);
  heads.set(graph, { head });
  return head;
}

/** What classMap reads. */
export function needsOfWhy({ maps, logits, dense, inner, outer }: Head): string[] {
  const factors = [...inner, ...outer].map(({ weight }) => weight);
  return [maps, logits, ...(dense ? [dense.weight, dense.bias ?? []].flat() : []), ...factors];
}
