// Values by name and position: what every rule in this folder reads.

import type { KeptValue, NodeDescription } from '../network.js';

export interface Place {
  node: NodeDescription;
  /** Flat index into the node's first output. */
  position: number;
  /** Activations and weights by ONNX value name. */
  read(name: string): KeptValue | undefined;
}

export const product = (sizes: readonly number[]): number =>
  sizes.reduce((all, size) => all * size, 1);

/** Flat index to one index a dimension, row-major. */
export function unravel(position: number, dims: readonly number[]): number[] {
  const at = new Array<number>(dims.length).fill(0);
  let rest = position;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    const size = dims[axis] as number;
    at[axis] = size === 0 ? 0 : rest % size;
    rest = Math.floor(rest / Math.max(size, 1));
  }
  return at;
}

export function ravel(at: readonly number[], dims: readonly number[]): number {
  return dims.reduce((index, size, axis) => index * size + (at[axis] as number), 0);
}

/** Index into an operand of those dims for an output cell, by ONNX's (NumPy's) broadcasting. */
export function broadcast(at: readonly number[], dims: readonly number[]): number {
  const skip = at.length - dims.length;
  return dims.reduce(
    (index, size, axis) => index * size + (size === 1 ? 0 : (at[axis + skip] as number)),
    0,
  );
}

export function outputDims({ node }: Place): readonly number[] {
  return node.outputShapes[0] ?? [];
}

export function input({ node, read }: Place, index: number): KeptValue | undefined {
  const name = node.inputs[index];
  return name ? read(name) : undefined;
}

export function numberOf({ node }: Place, name: string, otherwise: number): number {
  const value = node.attributes[name];
  return typeof value === 'number' ? value : otherwise;
}

export function numbersOf({ node }: Place, name: string): number[] | undefined {
  const value = node.attributes[name];
  return Array.isArray(value) && value.every((item) => typeof item === 'number')
    ? (value as number[])
    : undefined;
}

/** A scalar input, such as the bounds of Clip; undefined where it is left out. */
export function scalar(place: Place, index: number): number | undefined {
  return input(place, index)?.data[0];
}
