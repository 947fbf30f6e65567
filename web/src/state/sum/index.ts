// The rule for each operator, and what it has to read.

import type { GraphDescription, KeptValue, NodeDescription } from '../network.js';
import type { Place } from './access.js';
import { convolutionSum } from './convolution.js';
import { gemmSum, matMulSum, softmaxSum } from './dense.js';
import { foldSum, isFold, isUnary, preluSum, unarySum } from './elementwise.js';
import {
  concatSum,
  depthToSpaceSum,
  expandSum,
  gatherSum,
  padSum,
  reduceSum,
  sameSum,
  sliceSum,
  spaceToDepthSum,
  splitSum,
  transposeSum,
} from './moving.js';
import { batchSum, instanceSum, layerSum, responseSum } from './normalisation.js';
import { globalSum, windowSum } from './pooling.js';
import type { Sum } from './types.js';

export { patchOf } from './convolution.js';
export type * from './types.js';

type Rule = (place: Place) => Sum | undefined;

const RULES: Record<string, Rule> = {
  Conv: convolutionSum,
  MaxPool: windowSum,
  AveragePool: windowSum,
  GlobalAveragePool: globalSum,
  GlobalMaxPool: globalSum,
  Gemm: gemmSum,
  MatMul: matMulSum,
  Softmax: softmaxSum,
  LogSoftmax: softmaxSum,
  PRelu: preluSum,
  BatchNormalization: batchSum,
  LayerNormalization: layerSum,
  InstanceNormalization: instanceSum,
  LRN: responseSum,
  Concat: concatSum,
  Transpose: transposeSum,
  Split: splitSum,
  Slice: sliceSum,
  Gather: gatherSum,
  Expand: expandSum,
  Pad: padSum,
  DepthToSpace: depthToSpaceSum,
  SpaceToDepth: spaceToDepthSum,
  Flatten: sameSum,
  Reshape: sameSum,
  Squeeze: sameSum,
  Unsqueeze: sameSum,
  Identity: sameSum,
  Dropout: sameSum,
  ReduceMean: reduceSum,
  ReduceSum: reduceSum,
  ReduceMax: reduceSum,
  ReduceMin: reduceSum,
};

function ruleOf({ op }: NodeDescription): Rule | undefined {
  if (isUnary(op)) return unarySum;
  if (isFold(op)) return foldSum;
  return RULES[op];
}

type Values = ReadonlyMap<string, KeptValue>;

export interface Sources {
  /** Activations of the run. */
  values: Values;
  weights: Values;
}

export function placeOf(node: NodeDescription, position: number, from: Sources): Place {
  return {
    node,
    position,
    read: (name) => from.values.get(name) ?? from.weights.get(name),
  };
}

/**
 * How output 0 of the node gets its number at that flat position, recomputed in double precision.
 * undefined while something it needs is not read; kind 'unknown' for operators without a rule here.
 */
export function sumOf(node: NodeDescription, position: number, from: Sources): Sum | undefined {
  const rule = ruleOf(node);
  const place = placeOf(node, position, from);
  if (rule) return rule(place) ?? missing(place);
  return { kind: 'unknown' };
}

/**
 * A rule that gives nothing although all it reads is there does not fit: a rank it does not know.
 * The axes of a reduction are int64, which is never read.
 */
function missing({ node, read }: Place): Sum | undefined {
  const needed = node.op.startsWith('Reduce') ? node.inputs.slice(0, 1) : node.inputs;
  const isThere = needed.every((name) => name === '' || read(name) !== undefined);
  return isThere ? { kind: 'unknown' } : undefined;
}

/** True where the arithmetic of that operator is known here. */
export function hasSum(node: NodeDescription): boolean {
  return ruleOf(node) !== undefined;
}

/** Names of what a sum reads: inputs of the node, and its output to compare with. */
export function needsOfSum(graph: GraphDescription, index: number): string[] {
  const node = graph.nodes[index];
  return node ? [...node.inputs, ...node.outputs.slice(0, 1)].filter((name) => name !== '') : [];
}
