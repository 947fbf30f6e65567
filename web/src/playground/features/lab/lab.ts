// The convolution lab: PyTorch's arithmetic of Conv2d for square inputs and kernels.

import type { LabField, LabSettings } from './settings.js';
import { words } from './words-en.js';

export type LabNumbers = Record<LabField, number>;

export interface LabSizes {
  numbers: LabNumbers;
  /** Input and padding on both sides. */
  padded: number;
  /** Cells from the first to the last that a kernel touches along one axis. */
  reach: number;
  output: number;
  /** Rows and columns at the end that no kernel touches, because the stride steps over the end. */
  skipped: number;
  params: number;
  macs: number;
}

export type LabProblems = Partial<Record<LabField, string>>;

export type LabReading =
  | { sizes: LabSizes; problems?: undefined }
  | { sizes?: undefined; problems: LabProblems };

/** Smallest value that PyTorch takes. */
const LEAST: LabNumbers = {
  input: 1,
  kernel: 1,
  padding: 0,
  stride: 1,
  dilation: 1,
  // An empty input is allowed: only the bias is left.
  inChannels: 0,
  outChannels: 1,
  groups: 1,
};

const MOST = 100_000;

function fieldProblem(field: LabField, text: string): string | undefined {
  const trimmed = text.trim();
  const subject = words.subjects[field];
  if (trimmed === '') return words.missing(subject);
  if (!/^[+-]?\d+$/.test(trimmed)) return words.notWhole(subject);
  const value = Number(trimmed);
  if (value < LEAST[field]) return words.tooSmall(subject, LEAST[field]);
  return value > MOST ? words.tooLarge(subject) : undefined;
}

function togetherProblems(numbers: LabNumbers): LabProblems {
  const { input, kernel, padding, dilation, inChannels, outChannels, groups } = numbers;
  const problems: LabProblems = {};
  const [reach, padded] = [dilation * (kernel - 1) + 1, input + 2 * padding];
  if (reach > padded) {
    problems.kernel = words.doesNotFit({ kernel, dilation, reach, input, padding, padded });
  }
  const undivided = (channels: number) => (channels % groups === 0 ? undefined : channels);
  const bad = { input: undivided(inChannels), output: undivided(outChannels) };
  if (bad.input !== undefined || bad.output !== undefined) {
    problems.groups = words.notDivided({ groups, ...bad });
  }
  return problems;
}

/** output = floor((input + 2 padding - dilation (kernel - 1) - 1) / stride) + 1, as nn.Conv2d has it. */
function sizesOf(numbers: LabNumbers): LabSizes {
  const { input, kernel, padding, stride, dilation, inChannels, outChannels, groups } = numbers;
  const padded = input + 2 * padding;
  const reach = dilation * (kernel - 1) + 1;
  const output = Math.floor((padded - reach) / stride) + 1;
  const weights = outChannels * (inChannels / groups) * kernel * kernel;
  return {
    numbers,
    padded,
    reach,
    output,
    skipped: (padded - reach) % stride,
    params: weights + outChannels,
    macs: weights * output * output,
  };
}

export function readLab(settings: LabSettings): LabReading {
  const fields = Object.keys(LEAST) as LabField[];
  const problems: LabProblems = {};
  for (const field of fields) {
    const problem = fieldProblem(field, settings[field]);
    if (problem) problems[field] = problem;
  }
  if (Object.keys(problems).length > 0) return { problems };
  const numbers = Object.fromEntries(
    fields.map((field) => [field, Number(settings[field])]),
  ) as LabNumbers;
  const together = togetherProblems(numbers);
  return Object.keys(together).length > 0 ? { problems: together } : { sizes: sizesOf(numbers) };
}

/** The formula with its numbers. */
export function labFormula({ numbers, output }: LabSizes): string {
  const { input, kernel, padding, stride, dilation } = numbers;
  return `⌊(${input} + 2 · ${padding} − ${dilation} · (${kernel} − 1) − 1) / ${stride}⌋ + 1 = ${output}`;
}

/** What to write in PyTorch; what is PyTorch's default is left out. */
export function labCode({ numbers }: LabSizes): string {
  const { kernel, padding, stride, dilation, inChannels, outChannels, groups } = numbers;
  const others = [
    ['stride', stride, 1],
    ['padding', padding, 0],
    ['dilation', dilation, 1],
    ['groups', groups, 1],
  ] as const;
  const named = others.flatMap(([name, value, usual]) =>
    value === usual ? [] : [`${name}=${value}`],
  );
  return `nn.Conv2d(${[inChannels, outChannels, `kernel_size=${kernel}`, ...named].join(', ')})`;
}

export type MadeKernel = 'identity' | 'blur' | 'edges' | 'sharpen';

/** layer: the trained one of a layer of the network. */
export type KernelChoice = MadeKernel | 'layer';

export const MADE_KERNELS: readonly MadeKernel[] = ['edges', 'blur', 'sharpen', 'identity'];

/** side x side weights, row by row. */
export function kernelWeights(choice: MadeKernel, side: number): Float32Array {
  const middle = (side - 1) / 2;
  const centre = Math.floor(middle) * side + Math.floor(middle);
  return Float32Array.from({ length: side * side }, (_, i) => {
    const mean = 1 / (side * side);
    switch (choice) {
      case 'identity':
        return i === centre ? 1 : 0;
      case 'blur':
        return mean;
      case 'sharpen':
        return (i === centre ? 2 : 0) - mean;
      case 'edges':
        // Right minus left, each side adding up to 1.
        return Math.sign((i % side) - middle) / Math.max(1, side * Math.floor(side / 2));
    }
  });
}

export interface LabPlane {
  side: number;
  /** Row by row. */
  data: Float32Array;
}

/** The plane's means over a grid of side x side: the picture as a small input. */
export function shrunk(
  plane: { data: Float32Array; offset: number; height: number; width: number },
  side: number,
): LabPlane {
  const { data, offset, height, width } = plane;
  const made = new Float32Array(side * side);
  const range = (i: number, size: number): [number, number] => {
    const from = Math.floor((i * size) / side);
    return [from, Math.max(from + 1, Math.floor(((i + 1) * size) / side))];
  };
  for (let i = 0; i < side * side; i++) {
    const [top, bottom] = range(Math.floor(i / side), height);
    const [left, right] = range(i % side, width);
    let sum = 0;
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) sum += data[offset + y * width + x] as number;
    made[i] = sum / ((bottom - top) * (right - left));
  }
  return { side, data: made };
}

export interface LabWindow {
  /** Row by row; undefined for a cell of the padding. */
  values: (number | undefined)[];
  value: number;
}

/** Products of one output cell. */
export function labWindow(
  { data, side }: LabPlane,
  weights: Float32Array,
  { numbers }: LabSizes,
  cell: { y: number; x: number },
): LabWindow {
  const { kernel, padding, stride, dilation } = numbers;
  const values: (number | undefined)[] = [];
  let value = 0;
  for (let i = 0; i < kernel * kernel; i++) {
    const y = cell.y * stride - padding + Math.floor(i / kernel) * dilation;
    const x = cell.x * stride - padding + (i % kernel) * dilation;
    const inside = y >= 0 && x >= 0 && y < side && x < side;
    const number = inside ? (data[y * side + x] as number) : undefined;
    values.push(number);
    value += (number ?? 0) * (weights[i] as number);
  }
  return { values, value };
}

/** The whole output, row by row. */
export function labOutput(plane: LabPlane, weights: Float32Array, sizes: LabSizes): Float32Array {
  const { output } = sizes;
  return Float32Array.from(
    { length: output * output },
    (_, i) => labWindow(plane, weights, sizes, { y: Math.floor(i / output), x: i % output }).value,
  );
}
