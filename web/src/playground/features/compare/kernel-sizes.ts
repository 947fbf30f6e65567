// With kernels of which sizes a network looks, read from its graph.

import type { NodeDescription } from '../../network/network.js';
import { isConvolution, isDepthwise, weightOf } from '../../network/roles.js';

/** Convolutions whose kernels have the same size. */
export interface KernelSize {
  /** Height and width, as of a picture; of other networks one number or three. */
  size: readonly number[];
  convolutions: number;
  /** Of these, those in which each channel has a kernel of its own. */
  depthwise: number;
  /** True where one of them is the first convolution of the network. */
  isFirst: boolean;
}

const sizeOf = (node: NodeDescription): readonly number[] =>
  node.inputShapes[weightOf(node) ?? -1]?.slice(2) ?? [];

/** In the order in which they come first. */
export function kernelSizesOf(nodes: readonly NodeDescription[]): KernelSize[] {
  const found = new Map<string, KernelSize>();
  for (const node of nodes.filter(isConvolution)) {
    const size = sizeOf(node);
    const isFirst = found.size === 0;
    const before = found.get(String(size)) ?? { size, convolutions: 0, depthwise: 0, isFirst };
    found.set(String(size), {
      ...before,
      convolutions: before.convolutions + 1,
      depthwise: before.depthwise + (isDepthwise(node) ? 1 : 0),
    });
  }
  return [...found.values()];
}

/** They look at cells beside each other; of kernels of one cell and of an unknown size that is not said. */
export const looks = ({ size }: KernelSize): boolean => size.some((side) => side > 1);

/** Kernels of one cell that read all channels. */
export const mixes = ({ size, convolutions, depthwise }: KernelSize): boolean =>
  size.length > 0 && size.every((side) => side === 1) && depthwise < convolutions;

/** The shapes of all weights, in the order of their layers. Those of dense layers may be turned: Gemm's, and MatMul's. */
const shapesOf = (nodes: readonly NodeDescription[]): readonly string[] =>
  nodes.flatMap((node) => {
    const weight = weightOf(node);
    if (weight === undefined) return [];
    const shape = [...(node.inputShapes[weight] ?? [])];
    return [String(shape.length === 2 ? shape.sort((a, b) => a - b) : shape)];
  });

/**
 * Whether one of the two networks may have been made from the other: then a channel may be the same thing in both. One
 * that was trained further on other classes has another last layer.
 */
export function areBuiltAlike(
  own: readonly NodeDescription[],
  other: readonly NodeDescription[],
): boolean {
  const [a, b] = [shapesOf(own), shapesOf(other)];
  return a.length === b.length && a.slice(0, -1).every((shape, at) => shape === b[at]);
}
