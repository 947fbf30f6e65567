// Gemm and MatMul: products of a row and a column; Softmax: exponentials over their sum.

import { broadcast, input, numberOf, outputDims, type Place, unravel } from './access.js';
import type { Term, TermsSum } from './types.js';

interface Line {
  data: Float32Array;
  start: number;
  step: number;
}

function products(left: Line, right: Line, length: number, alpha: number): Term[] {
  return Array.from({ length }, (_, k) => {
    const factors = [
      left.data[left.start + k * left.step] as number,
      right.data[right.start + k * right.step] as number,
    ] as const;
    return { label: `input ${k}`, amount: alpha * factors[0] * factors[1], factors };
  });
}

function total(terms: readonly Term[], bias: number | undefined): TermsSum {
  const value = terms.reduce((sum, { amount }) => sum + amount, bias ?? 0);
  return { kind: 'terms', how: 'sum of', terms, bias, value };
}

/** alpha * A' * B' + beta * C, as ONNX defines it. */
export function gemmSum(place: Place): TermsSum | undefined {
  const [a, b, c] = [input(place, 0), input(place, 1), input(place, 2)];
  if (!a || !b) return undefined;
  const [row = 0, column = 0] = unravel(place.position, outputDims(place));
  const [isA, isB] = [numberOf(place, 'transA', 0) === 1, numberOf(place, 'transB', 0) === 1];
  const [aColumns = 1, bColumns = 1] = [a.dims[1], b.dims[1]];
  const length = (isA ? a.dims[0] : a.dims[1]) ?? 0;
  const left = isA
    ? { data: a.data, start: row, step: aColumns }
    : { data: a.data, start: row * aColumns, step: 1 };
  const right = isB
    ? { data: b.data, start: column * bColumns, step: 1 }
    : { data: b.data, start: column, step: bColumns };
  const bias = c && numberOf(place, 'beta', 1) * (c.data[broadcast([row, column], c.dims)] ?? 0);
  return total(products(left, right, length, numberOf(place, 'alpha', 1)), bias);
}

/** Batched, with the leading dimensions broadcast. Vectors are left to others. */
export function matMulSum(place: Place): TermsSum | undefined {
  const [a, b] = [input(place, 0), input(place, 1)];
  const at = unravel(place.position, outputDims(place));
  if (!a || !b || a.dims.length < 2 || b.dims.length < 2) return undefined;
  const length = a.dims.at(-1) as number;
  const columns = b.dims.at(-1) as number;
  const [row, column] = [at.at(-2) as number, at.at(-1) as number];
  const batch = at.slice(0, -2);
  const left = broadcast(batch, a.dims.slice(0, -2)) * (a.dims.at(-2) as number) + row;
  const right = broadcast(batch, b.dims.slice(0, -2)) * length * columns + column;
  return total(
    products(
      { data: a.data, start: left * length, step: 1 },
      { data: b.data, start: right, step: columns },
      length,
      1,
    ),
    undefined,
  );
}

/** Numbers along one axis through the cell, and the cell's place among them. */
function along(place: Place, axis: number) {
  const x = input(place, 0);
  if (!x) return undefined;
  const at = unravel(place.position, x.dims);
  const size = x.dims[axis] ?? 1;
  const step = x.dims.slice(axis + 1).reduce((all, dim) => all * dim, 1);
  const start = place.position - (at[axis] ?? 0) * step;
  const numbers = Array.from({ length: size }, (_, k) => x.data[start + k * step] as number);
  return { numbers, own: at[axis] ?? 0 };
}

/**
 * e^x over the sum of e^x, with the largest x taken off first, as everybody computes it. Before opset
 * 13 everything from the axis on is one line; the engine only meets lines that are the last axes.
 */
export function softmaxSum(place: Place): TermsSum | undefined {
  const rank = outputDims(place).length;
  const axis = numberOf(place, 'axis', rank - 1);
  const found = along(place, axis < 0 ? axis + rank : axis);
  if (!found) return undefined;
  const { numbers, own } = found;
  const largest = Math.max(...numbers);
  const powers = numbers.map((x) => Math.exp(x - largest));
  const sum = powers.reduce((all, power) => all + power, 0);
  const terms = numbers.map((x, k) => ({
    label: k === own ? `class ${k}, this one` : `class ${k}`,
    amount: (powers[k] as number) / sum,
    factors: [x, powers[k] as number] as const,
  }));
  const share = (powers[own] as number) / sum;
  const isLog = place.node.op === 'LogSoftmax';
  const how = isLog ? 'logarithm of the share of' : 'share of';
  return { kind: 'terms', how, terms, bias: undefined, value: isLog ? Math.log(share) : share };
}
