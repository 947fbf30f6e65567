// Figures of every tensor of a file, and kernels as pictures: what there is to see of a network nobody knows.

import type { KernelPictures, TensorFigures } from '../protocol/index.js';
import type { StateDict, StateTensor } from './state-dict.js';

/** Kernels of one tensor that become pictures, and their largest side. */
const KERNELS = 64;
const KERNEL_SIDE = 15;

export const figuresOf = (state: StateDict): TensorFigures[] =>
  [...state].map(([name, tensor]) => oneTensor(name, tensor));

function oneTensor(name: string, tensor: StateTensor): TensorFigures {
  const { type, dims } = tensor;
  const values = tensor.floats();
  const kernels = kernelsOf(dims, values);
  return { name, type, dims, ...statistics(values), ...(kernels ? { kernels } : {}) };
}

function statistics(values: Float32Array) {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  // By index: iterators take several times as long, and a file has up to a hundred million values.
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    count++;
  }
  const notFinite = values.length - count;
  const mean = sum / count;
  // In a second pass: squares of large values would swallow what they differ by.
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    const distance = (values[index] as number) - mean;
    if (Number.isFinite(distance)) squares += distance * distance;
  }
  if (count > 0) return { min, max, mean, std: Math.sqrt(squares / count), notFinite };
  return { min: Number.NaN, max: Number.NaN, mean: Number.NaN, std: Number.NaN, notFinite };
}

/** Of [outputs, inputs, height, width]: those for the first input. undefined for anything else. */
function kernelsOf(dims: readonly number[], values: Float32Array): KernelPictures | undefined {
  const [outputs = 0, inputs = 0, height = 0, width = 0] = dims;
  const area = height * width;
  const isKernel =
    dims.length === 4 && values.length > 0 && height <= KERNEL_SIDE && width <= KERNEL_SIDE;
  // One weight for each map is no picture.
  if (!isKernel || area < 2) return undefined;
  const count = Math.min(outputs, KERNELS);
  const data = new Float32Array(count * area);
  for (let output = 0; output < count; output++) {
    const start = output * inputs * area;
    data.set(values.subarray(start, start + area), output * area);
  }
  return { count, height, width, data };
}
