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
