// What the page knows about a loaded network: plain data, as the engine describes it.

import {
  type ClassGroup,
  floatsOf,
  type ModelFile,
  type UnfamiliarRule,
} from '../../client/index.js';
import type {
  Assumption,
  GraphDescription,
  NodeDescription,
  Preprocess,
  TensorArrays,
  TensorType,
  WeightsSource,
} from '../../protocol/index.js';
import type { InputFill } from './input-fill.js';

export type { GraphDescription, NodeDescription, Preprocess };

/** Share of a validation set that the network gets right, where its makers measured it. */
export interface Accuracy {
  /** 0..1. */
  top1: number;
  /** Pictures it was measured on. */
  count: number;
}

export interface NetworkInfo {
  title: string;
  /** The input that takes the picture comes first. */
  graph: GraphDescription;
  /** Shape of that input as in the file; below 1 for a size it leaves open. */
  inputShape: readonly number[];
  /** True where no input takes a picture: then `preprocess` stands for nothing. */
  hasNoPicture?: true;
  /** True where the file leaves the size open and does not tell it. */
  isSizeGuessed?: boolean;
  /** What the other inputs are filled with, now and at first. */
  fills?: readonly InputFill[];
  givenFills?: readonly InputFill[];
  /** Class names by index; empty where nobody names them. */
  labels: readonly string[];
  /** Name of the list of the user that `labels` is from, if it is from one. */
  labelsFrom?: string;
  /** Whose names `labels` was taken to be, where the file says nothing of them: "ImageNet". */
  labelsOf?: string;
  /** True where `labels` are the names that a network with such weights most often has, as weights have none. */
  areLabelsGuessed?: boolean;
  /** How pictures are prepared now. */
  preprocess: Preprocess;
  /** How the file, or the catalogue, says that they are prepared. */
  givenPreprocess: Preprocess;
  accuracy?: Accuracy;
  /** Of an ONNX file: what it says of itself. */
  file?: ModelFile;
  /** Of a file of weights: what it was found to be, and what was assumed. */
  weights?: {
    readonly source: WeightsSource;
    readonly assumptions: readonly Assumption[];
    /** Names of those that the user gave. */
    readonly given?: readonly string[];
  };
  /** Classes by what they have in common, such as "a cat". */
  groups?: readonly ClassGroup[];
  /** How to tell a picture unlike those it was trained on. */
  unfamiliar?: UnfamiliarRule;
  /** Sentences about how the engine runs here; shown as they are. */
  notes: readonly string[];
}

/** Stands where no input takes a picture. */
export const NO_PICTURE: Preprocess = {
  resize: 0,
  crop: [1, 1],
  interpolation: 'bilinear',
  divisor: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  order: 'RGB',
  layout: 'NCHW',
  channels: 3,
};

/** Pictures that the network takes at a time; it is given one, as often as that. */
export function batchOf({ inputShape, hasNoPicture }: NetworkInfo): number {
  return hasNoPicture ? 1 : Math.max(1, inputShape[0] ?? 1);
}

/** A value of the last run. data: float32, the model's own order (NCHW), batch of 1. */
export interface KeptValue {
  dims: readonly number[];
  data: Float32Array;
}

/** Of the values of a run those that can be shown, as float32. Indices and masks are left out. */
export function keptFloats(
  values: Readonly<
    Record<string, { type: TensorType; dims: readonly number[]; data: TensorArrays[TensorType] }>
  >,
): Map<string, KeptValue> {
  const kept = new Map<string, KeptValue>();
  for (const [name, value] of Object.entries(values)) {
    const data = floatsOf(value);
    if (data) kept.set(name, { dims: value.dims, data });
  }
  return kept;
}

/** Integers that are settings of a layer, such as where a Slice starts, are this few. */
const FEW = 4096;

/** Weights: float32, and small integer tensors as float32, exact below 2^24. */
export function keptConstants(values: Parameters<typeof keptFloats>[0]): Map<string, KeptValue> {
  const kept = keptFloats(values);
  for (const [name, { type, dims, data }] of Object.entries(values)) {
    if ((type !== 'int64' && type !== 'int32') || data.length > FEW) continue;
    kept.set(name, { dims, data: Float32Array.from(data as ArrayLike<number | bigint>, Number) });
  }
  return kept;
}

/** Height x width planes of a shape without its batch dimension. */
export interface Layout {
  channels: number;
  height: number;
  width: number;
  /** True where the value has no picture: a vector of `width` numbers. */
  flat: boolean;
}

/** Shape with the leading batch of 1 removed: [1, 10, 62, 62] -> [10, 62, 62]. */
export function withoutBatch(shape: readonly number[]): readonly number[] {
  return shape.length > 1 && shape[0] === 1 ? shape.slice(1) : shape;
}

/** How a value of that shape is laid out for the eye. */
export function layoutOf(shape: readonly number[]): Layout {
  const own = withoutBatch(shape);
  if (own.length === 3) {
    const [channels = 0, height = 0, width = 0] = own;
    if (height * width > 1) return { channels, height, width, flat: false };
  }
  const elements = own.reduce((product, size) => product * Math.max(size, 0), 1);
  return { channels: 1, height: 1, width: elements, flat: true };
}
