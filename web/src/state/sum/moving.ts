// Operators that only move numbers, or reduce them over axes.

import {
  broadcast,
  input,
  numberOf,
  numbersOf,
  outputDims,
  type Place,
  product,
  ravel,
  scalar,
  unravel,
} from './access.js';
import type { FormulaSum, MovedSum, TermsSum } from './types.js';

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

/** Its first output starts where its input does. */
export function splitSum(place: Place): MovedSum | undefined {
  const shape = place.node.inputShapes[0];
  return shape && movedFrom(place, 0, ravel(unravel(place.position, outputDims(place)), shape));
}

/** Numbers of an attribute (older opsets) or of an input. */
function settings(place: Place, name: string, operand: number): number[] | undefined {
  const given = numbersOf(place, name);
  const read = input(place, operand);
  return given ?? (read && Array.from(read.data));
}

export function sliceSum(place: Place): MovedSum | undefined {
  const shape = place.node.inputShapes[0];
  const starts = settings(place, 'starts', 1);
  if (!shape || !starts) return undefined;
  const axes = settings(place, 'axes', 3) ?? starts.map((_, axis) => axis);
  const steps = settings(place, 'steps', 4) ?? starts.map(() => 1);
  const at = unravel(place.position, outputDims(place));
  axes.forEach((given, i) => {
    const axis = given < 0 ? given + shape.length : given;
    const [size, step, start] = [shape[axis] ?? 1, steps[i] ?? 1, starts[i] ?? 0];
    const first = Math.min(
      Math.max(start < 0 ? start + size : start, 0),
      step < 0 ? size - 1 : size,
    );
    at[axis] = first + (at[axis] as number) * step;
  });
  return movedFrom(place, 0, ravel(at, shape));
}

export function gatherSum(place: Place): MovedSum | undefined {
  const shape = place.node.inputShapes[0];
  const indices = input(place, 1);
  if (!shape || !indices) return undefined;
  const given = numberOf(place, 'axis', 0);
  const axis = given < 0 ? given + shape.length : given;
  const at = unravel(place.position, outputDims(place));
  const rank = indices.dims.length;
  const chosen = indices.data[ravel(at.slice(axis, axis + rank), indices.dims)] as number;
  const own = chosen < 0 ? chosen + (shape[axis] as number) : chosen;
  return movedFrom(place, 0, ravel([...at.slice(0, axis), own, ...at.slice(axis + rank)], shape));
}

export function expandSum(place: Place): MovedSum | undefined {
  const shape = place.node.inputShapes[0];
  return shape && movedFrom(place, 0, broadcast(unravel(place.position, outputDims(place)), shape));
}

/** Only with constants; what is added is one number. */
export function padSum(place: Place): MovedSum | FormulaSum | undefined {
  const shape = place.node.inputShapes[0];
  const pads = settings(place, 'pads', 1);
  const mode = place.node.attributes.mode ?? 'constant';
  if (!shape || pads?.length !== 2 * shape.length || mode !== 'constant') return undefined;
  const at = unravel(place.position, outputDims(place)).map(
    (index, axis) => index - (pads[axis] ?? 0),
  );
  if (at.every((index, axis) => index >= 0 && index < (shape[axis] as number))) {
    return movedFrom(place, 0, ravel(at, shape));
  }
  const value = scalar(place, 2) ?? numberOf(place, 'value', 0);
  return { kind: 'formula', rule: 'padding', terms: [], value };
}

/** Blocks of channels become squares of cells, in the order that `mode` says, and back. */
export function depthToSpaceSum(place: Place): MovedSum | undefined {
  const shape = place.node.inputShapes[0];
  const side = numberOf(place, 'blocksize', 1);
  const [n = 0, c = 0, y = 0, x = 0] = unravel(place.position, outputDims(place));
  if (shape?.length !== 4) return undefined;
  const block = (y % side) * side + (x % side);
  const channels = (shape[1] as number) / (side * side);
  const from =
    place.node.attributes.mode === 'CRD' ? c * side * side + block : block * channels + c;
  return movedFrom(place, 0, ravel([n, from, Math.floor(y / side), Math.floor(x / side)], shape));
}

export function spaceToDepthSum(place: Place): MovedSum | undefined {
  const shape = place.node.inputShapes[0];
  const side = numberOf(place, 'blocksize', 1);
  const [n = 0, c = 0, y = 0, x = 0] = unravel(place.position, outputDims(place));
  if (shape?.length !== 4) return undefined;
  const channels = shape[1] as number;
  const block = Math.floor(c / channels);
  const cell = [y * side + Math.floor(block / side), x * side + (block % side)];
  return movedFrom(place, 0, ravel([n, c % channels, ...cell], shape));
}

/** Reductions over the last axes, which is what networks use. */
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

/** Axes as an input (opset 18, ReduceSum from 13): the shapes tell them too. */
function axesInput(place: Place): number[] | undefined {
  const [from, to] = [place.node.inputShapes[0] ?? [], outputDims(place)];
  if (from.length !== to.length) return undefined;
  const axes = from.flatMap((size, axis) => (size !== to[axis] ? [axis] : []));
  return axes.length > 0 ? axes : undefined;
}
