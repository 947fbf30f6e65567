// Normalisations: a number less its mean, over its deviation, then scaled and shifted.

import type { KeptValue } from '../network.js';
import { input, numberOf, outputDims, type Place, product, unravel } from './access.js';
import type { FormulaSum } from './types.js';

interface Numbers {
  x: number;
  mean: number;
  variance: number;
  epsilon: number;
  scale: number;
  shift: number;
}

const RULE = 'scale · (x − mean) / √(variance + ε) + shift';

function normalised({ x, mean, variance, epsilon, scale, shift }: Numbers): FormulaSum {
  const labelled = { x, mean, variance, ε: epsilon, scale, shift };
  return {
    kind: 'formula',
    rule: RULE,
    terms: Object.entries(labelled).map(([label, amount]) => ({ label, amount })),
    value: (scale * (x - mean)) / Math.sqrt(variance + epsilon) + shift,
  };
}

/** Inference: mean and variance are those of the training set, kept in the file. */
export function batchSum(place: Place): FormulaSum | undefined {
  const channel = unravel(place.position, outputDims(place))[1] ?? 0;
  const x = input(place, 0)?.data[place.position];
  const [scale, shift, mean, variance] = [1, 2, 3, 4].map((i) => input(place, i)?.data[channel]);
  if ([x, scale, shift, mean, variance].includes(undefined)) return undefined;
  const epsilon = numberOf(place, 'epsilon', 1e-5);
  return normalised({ x, mean, variance, epsilon, scale, shift } as Numbers);
}

function momentsOf(data: Float32Array, start: number, length: number) {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += data[i] as number;
  const mean = sum / length;
  let squares = 0;
  for (let i = start; i < start + length; i++) squares += ((data[i] as number) - mean) ** 2;
  return { mean, variance: squares / length };
}

function overRun(place: Place, x: KeptValue, length: number, at: [number, number]) {
  const start = Math.floor(place.position / length) * length;
  const scale = input(place, 1)?.data[at[0]] ?? 1;
  const shift = input(place, 2)?.data[at[1]] ?? 0;
  const epsilon = numberOf(place, 'epsilon', 1e-5);
  const number = x.data[place.position] as number;
  return normalised({ x: number, ...momentsOf(x.data, start, length), epsilon, scale, shift });
}

/** Over the axes from `axis` on. */
export function layerSum(place: Place): FormulaSum | undefined {
  const x = input(place, 0);
  if (!x) return undefined;
  const axis = numberOf(place, 'axis', -1);
  const length = product(x.dims.slice(axis < 0 ? axis + x.dims.length : axis));
  const within = place.position % length;
  return overRun(place, x, length, [within, within]);
}

/** Over one map. */
export function instanceSum(place: Place): FormulaSum | undefined {
  const x = input(place, 0);
  if (!x) return undefined;
  const channel = unravel(place.position, x.dims)[1] ?? 0;
  return overRun(place, x, product(x.dims.slice(2)), [channel, channel]);
}

/** ONNX LRN: x / (bias + alpha / size * sum of squares over near channels) ^ beta. */
export function responseSum(place: Place): FormulaSum | undefined {
  const x = input(place, 0);
  if (!x) return undefined;
  const size = numberOf(place, 'size', 1);
  const channel = unravel(place.position, x.dims)[1] ?? 0;
  const channels = x.dims[1] ?? 1;
  const area = product(x.dims.slice(2));
  const first = Math.max(0, channel - Math.floor((size - 1) / 2));
  const last = Math.min(channels - 1, channel + Math.ceil((size - 1) / 2));
  let squares = 0;
  for (let c = first; c <= last; c++) {
    squares += (x.data[place.position + (c - channel) * area] as number) ** 2;
  }
  const number = x.data[place.position] as number;
  const [alpha, beta] = [numberOf(place, 'alpha', 1e-4), numberOf(place, 'beta', 0.75)];
  const bias = numberOf(place, 'bias', 1);
  return {
    kind: 'formula',
    rule: 'x / (bias + alpha / size · squares) ^ beta',
    terms: Object.entries({ x: number, squares, size, bias, alpha, beta }).map(
      ([label, amount]) => ({ label, amount }),
    ),
    value: number / (bias + (alpha / size) * squares) ** beta,
  };
}
