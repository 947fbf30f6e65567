// Channels of a value, each times a factor. Where the layer has weights of its own they are multiplied, so that the
// network keeps its shape; elsewhere a Mul comes behind it.

import type { Piece } from '../pytorch/onnx/proto.js';
import { integersIn } from './nodes.js';
import { freeName, type Node, type Parts, weightBehind } from './parts.js';
import { EditRefusal } from './refusal.js';
import { checkEditable, type Numbers, tensorDims } from './tensor.js';
import { mul, valueType } from './write.js';

/** Factors by channel, of one value. */
export interface Scale {
  readonly value: string;
  readonly shape: readonly number[];
  readonly factors: ReadonlyMap<number, number>;
}

/** A weight, and which axis of it is the output's channels. */
interface Rows {
  readonly weight: string;
  readonly axis: number;
}

type Axis = readonly [input: number, axis: number];
const rows = (...axes: readonly Axis[]): readonly Axis[] => axes;

/** Inputs that a layer's channels are linear in, all together, and their axis; -1: the last one. */
function axesOf(layer: Node): readonly Axis[] {
  const units = integersIn(layer, 'transB')?.[0] ? 0 : 1;
  if (layer.op === 'Gemm') return rows([1, units], [2, -1]);
  const isPlain = layer.op === 'Conv' || layer.op === 'BatchNormalization';
  return isPlain ? rows([1, 0], [2, 0]) : [];
}

/** The weight that may be multiplied; undefined where that would change other layers, or cannot be done. */
function rowsOf(parts: Parts, name: string, axis: number, channels: number): Rows | undefined {
  const found = weightBehind(parts, name);
  if (!found || found.way.some((step) => parts.uses.get(step) !== 1)) return undefined;
  const content = parts.weights.get(found.weight) ?? new Uint8Array();
  const dims = tensorDims(content);
  const own = axis < 0 ? dims.length - 1 : axis;
  const isWhole = axis >= 0 || dims.reduce((product, size) => product * size, 1) === channels;
  if (dims[own] !== channels || !isWhole) return undefined;
  try {
    checkEditable(content);
  } catch (thrown) {
    if (thrown instanceof EditRefusal) return undefined;
    throw thrown;
  }
  return { weight: found.weight, axis: own };
}

/** The weights of a layer that are multiplied for it; undefined where a Mul has to come. */
export function weightsToScale(parts: Parts, layer: Node, scale: Scale): Rows[] | undefined {
  const axes = axesOf(layer).filter(([input]) => layer.inputs[input]);
  const channels = scale.shape[1] ?? 0;
  const rows = axes.map(([input, axis]) =>
    rowsOf(parts, layer.inputs[input] ?? '', axis, channels),
  );
  const there = rows.filter((row) => row !== undefined);
  return there.length > 0 && there.length === rows.length ? there : undefined;
}

export function scaleRows(numbers: Numbers, axis: number, factors: Scale['factors']): void {
  const inner = numbers.dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  const size = numbers.dims[axis] ?? 1;
  for (let index = 0; index < numbers.length; index++) {
    const factor = factors.get(Math.floor(index / inner) % size);
    if (factor !== undefined) numbers.set(index, numbers.get(index) * factor);
  }
}

/** What is written for a Mul: its factors as an initializer, and the node. before: the value's new name. */
export function mulBehind(
  parts: Parts,
  { value, shape, factors }: Scale,
  before: string,
): { factors: Piece[]; node: Piece[] } {
  const channels = shape[1] ?? 0;
  const numbers = Array.from({ length: channels }, (_, channel) => factors.get(channel) ?? 1);
  const dims = shape.map((_, axis) => (axis === 1 ? channels : 1));
  const constant = { dims, numbers, type: valueType(parts, value) };
  const names = {
    factors: freeName(parts, `${value}_factors`),
    node: freeName(parts, `${value}_scaled`),
  };
  return mul(value, before, constant, names);
}
