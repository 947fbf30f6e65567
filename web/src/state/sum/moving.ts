// Operators that only move numbers, or reduce them over axes.

import {
  input,
  numberOf,
  numbersOf,
  outputDims,
  type Place,
  product,
  ravel,
  unravel,
} from './access.js';
import type { MovedSum, TermsSum } from './types.js';

function movedFrom(place: Place, operand: number, index: number): MovedSum | undefined {
  const value = input(place, operand)?.data[index];
  const from = place.node.inputs[operand];
  if (value === undefined || from === undefined) return undefined;
  return { kind: 'moved', from, index, value };
}

/** Same numbers in the same order: Flatten, Reshape, Squeeze, Unsqueeze, Identity, Dropout. */
export function sameSum(place: Place): MovedSum | undefined {
  return movedFrom(place, 0, place.position);
}

export function concatSum(place: Place): MovedSum | undefined {
  const dims = outputDims(place);
  const given = numberOf(place, 'axis', 1);
  const axis = given < 0 ? given + dims.length : given;
  const at = unravel(place.position, dims);
  let before = 0;
  for (let operand = 0; operand < place.node.inputs.length; operand++) {
    const shape = place.node.inputShapes[operand] ?? [];
    const size = shape[axis] ?? 0;
    const own = (at[axis] as number) - before;
    if (own < size) {
      const within = at.map((index, dim) => (dim === axis ? own : index));
      return movedFrom(place, operand, ravel(within, shape));
    }
    before += size;
  }
  return undefined;
}

export function transposeSum(place: Place): MovedSum | undefined {
  const shape = place.node.inputShapes[0];
  if (!shape) return undefined;
  const order = numbersOf(place, 'perm') ?? shape.map((_, axis) => shape.length - 1 - axis);
  const at = unravel(place.position, outputDims(place));
  const from = new Array<number>(shape.length).fill(0);
  order.forEach((axis, index) => {
    from[axis] = at[index] as number;
  });
  return movedFrom(place, 0, ravel(from, shape));
}

/** The nearest kept number to say: reductions over the last axes, which is what networks use. */
export function reduceSum(place: Place): TermsSum | undefined {
  const x = input(place, 0);
  if (!x) return undefined;
  const rank = x.dims.length;
  const listed = numbersOf(place, 'axes') ?? axesInput(place) ?? x.dims.map((_, axis) => axis);
  const axes = listed.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
  const isLast = axes.every((axis, index) => axis === rank - axes.length + index);
  if (!isLast) return undefined;
  const length = product(x.dims.slice(rank - axes.length));
  const start = place.position * length;
  const numbers = Array.from(x.data.subarray(start, start + length));
  const terms = numbers.map((amount, index) => ({ label: `cell ${index}`, amount }));
  const sum = numbers.reduce((all, next) => all + next, 0);
  const found: Record<string, [string, number]> = {
    ReduceMean: [`mean of`, sum / length],
    ReduceSum: ['sum of', sum],
    ReduceMax: ['largest of', Math.max(...numbers)],
    ReduceMin: ['smallest of', Math.min(...numbers)],
  };
  const [how, value] = found[place.node.op] ?? [];
  return how === undefined || value === undefined
    ? undefined
    : { kind: 'terms', how, terms, bias: undefined, value };
}

/** Axes as an input (opset 18, ReduceSum from 13): int64, which is not read; the shapes tell. */
function axesInput(place: Place): number[] | undefined {
  const [from, to] = [place.node.inputShapes[0] ?? [], outputDims(place)];
  if (from.length !== to.length) return undefined;
  const axes = from.flatMap((size, axis) => (size !== to[axis] ? [axis] : []));
  return axes.length > 0 ? axes : undefined;
}
