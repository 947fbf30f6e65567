// Why this class: where the network's last layers are linear, what every cell of the last maps adds to a
// class's score, exactly and without gradients (class activation maps, Zhou et al. 2016).

import { graphIndex } from './graph-index.js';
import type { GraphDescription, KeptValue, NodeDescription } from './network.js';

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

const PASSES = new Set(['Identity', 'Dropout']);
const RESHAPES = new Set(['Flatten', 'Reshape', 'Squeeze', 'Unsqueeze']);
const SOFTMAX = new Set(['Softmax', 'LogSoftmax']);

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
function skip(walk: Walk, value: string, ops: ReadonlySet<string>[]): string {
  let at = value;
  for (;;) {
    const node = walk.maker(at);
    if (!node || !ops.some((set) => set.has(node.op))) return at;
    at = node.inputs[0] ?? '';
  }
}

const number = ({ attributes }: NodeDescription, name: string, otherwise: number): number => {
  const value = attributes[name];
  return typeof value === 'number' ? value : otherwise;
};

function gemm(walk: Walk, node: NodeDescription) {
  const [input = '', weight = '', bias] = node.inputs;
  if (number(node, 'transA', 0) !== 0 || !walk.isWeight(weight)) return undefined;
  if (bias && !walk.isWeight(bias)) return undefined;
  const dense: Dense = {
    weight,
    unitsFirst: number(node, 'transB', 0) === 1,
    bias: bias || undefined,
    alpha: number(node, 'alpha', 1),
    beta: number(node, 'beta', 1),
  };
  return { input, dense };
}

/** MatMul, with or without the Add of a bias behind it. */
function matMul(walk: Walk, node: NodeDescription, bias?: string) {
  const [input = '', weight = ''] = node.inputs;
  if (!walk.isWeight(weight) || node.inputShapes[1]?.length !== 2) return undefined;
  const dense: Dense = { weight, unitsFirst: false, bias, alpha: 1, beta: 1 };
  return { input, dense };
}

function add(walk: Walk, node: NodeDescription) {
  const bias = node.inputs.find(walk.isWeight);
  const other = node.inputs.find((name) => !walk.isWeight(name)) ?? '';
  const maker = walk.maker(other);
  return bias && maker?.op === 'MatMul' ? matMul(walk, maker, bias) : undefined;
}

/** A 1 x 1 convolution over one cell is a dense layer. */
function convolution(walk: Walk, node: NodeDescription) {
  const [input = '', weight = '', bias] = node.inputs;
  const [from, kernel] = node.inputShapes;
  const isOne =
    from?.slice(2).every((size) => size === 1) && kernel?.slice(2).every((n) => n === 1);
  if (!isOne || number(node, 'group', 1) !== 1 || !walk.isWeight(weight)) return undefined;
  const dense: Dense = { weight, unitsFirst: true, bias: bias || undefined, alpha: 1, beta: 1 };
  return { input, dense };
}

function denseOf(walk: Walk, node: NodeDescription) {
  switch (node.op) {
    case 'Gemm':
      return gemm(walk, node);
    case 'MatMul':
      return matMul(walk, node);
    case 'Add':
      return add(walk, node);
    case 'Conv':
      return convolution(walk, node);
    default:
      return undefined;
  }
}

/** True where the node takes the mean of each whole map. */
function isPooling(node: NodeDescription): boolean {
  const [from] = node.inputShapes;
  const [to] = node.outputShapes;
  if (from?.length !== 4 || !to) return false;
  const gone = to.slice(2).every((size) => size === 1);
  const same = from[1] === to[1];
  switch (node.op) {
    case 'GlobalAveragePool':
      return true;
    case 'ReduceMean':
      return same && gone && isOverMaps(node);
    case 'AveragePool':
      // With padding the divisor is the kernel's size or the map's: only one without is a mean.
      return same && gone && isWhole(node, from);
    default:
      return false;
  }
}

/** Axes as an input (opset 18) are not read: the shapes then have to leave no doubt. */
function isOverMaps({ attributes, inputShapes, outputShapes }: NodeDescription): boolean {
  const { axes } = attributes;
  const rank = 4;
  if (Array.isArray(axes)) {
    const places = axes.map((axis) => (Number(axis) < 0 ? Number(axis) + rank : Number(axis)));
    return places.length === 2 && places.includes(2) && places.includes(3);
  }
  const [, channels, height, width] = inputShapes[0] ?? [];
  return outputShapes[0]?.length === rank || (channels !== height && channels !== width);
}

function isWhole({ attributes }: NodeDescription, from: readonly number[]): boolean {
  const { kernel_shape: kernel, pads } = attributes;
  const isFlush = !Array.isArray(pads) || pads.every((pad) => pad === 0);
  return Array.isArray(kernel) && isFlush && kernel.every((size, axis) => size === from[axis + 2]);
}

function planes(shape: readonly number[] | undefined): Head['shape'] | undefined {
  const [batch = 0, channels = 0, height = 0, width = 0] = shape ?? [];
  return shape?.length === 4 && batch === 1 ? [channels, height, width] : undefined;
}

const POSITIONWISE = new Set(
  'Relu Clip LeakyRelu Sigmoid HardSigmoid HardSwish Elu Tanh Identity Dropout'.split(' '),
);

/**
 * True where the channels may stand last: maps that were transposed, or are the network's own input.
 * They would be read as if they stood first, and the sum would not tell.
 */
function isTurned(walk: Walk, maps: string): boolean {
  const maker = walk.maker(skip(walk, maps, [POSITIONWISE]));
  return maker === undefined || maker.op === 'Transpose';
}

/** The maps behind the vector that a dense layer reads. */
function mapsBehind(walk: Walk, input: string): Pick<Head, 'kind' | 'maps' | 'shape'> | undefined {
  let at = skip(walk, input, [PASSES]);
  for (;;) {
    const node = walk.maker(at);
    if (!node) return undefined;
    const shape = planes(node.inputShapes[0]);
    const maps = node.inputs[0] ?? '';
    if (isPooling(node)) return shape && { kind: 'pooled', maps, shape };
    if (!RESHAPES.has(node.op)) return undefined;
    if (shape && shape[1] * shape[2] > 1) {
      // All cells in one row, channel by channel: the model's own order.
      if (isTurned(walk, maps)) return undefined;
      const isRow = node.outputShapes[0]?.at(-1) === shape[0] * shape[1] * shape[2];
      return isRow ? { kind: 'flattened', maps, shape } : undefined;
    }
    at = skip(walk, maps, [PASSES]);
  }
}

function direct(walk: Walk, value: string): Head | undefined {
  const at = skip(walk, value, [PASSES, RESHAPES]);
  const node = walk.maker(at);
  const shape = node && isPooling(node) ? planes(node.inputShapes[0]) : undefined;
  return shape && { kind: 'direct', maps: node?.inputs[0] ?? '', logits: value, shape };
}

const heads = new WeakMap<GraphDescription, { head: Head | undefined }>();

function find(graph: GraphDescription): Head | undefined {
  const walk = walkOf(graph);
  const output = graph.outputs[0]?.name ?? '';
  const logits = skip(walk, output, [PASSES, SOFTMAX]);
  const bare = skip(walk, logits, [PASSES, RESHAPES]);
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
