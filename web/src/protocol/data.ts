// Data types that both sides of the worker boundary, and the user of the package, see.

import type { ElementType } from '../../../wasm/engine.js';

export type {
  AttributeValue,
  ElementType,
  EngineNode as NodeDescription,
  EngineValue as ValueDescription,
  GraphDescription,
  LeftOutNode,
  NodeFacts,
  TensorType,
  ValueStatistics,
} from '../../../wasm/engine.js';

/**
 * data: RGBA, 4 bytes a pixel, rows from top to bottom, alpha not multiplied in. An ImageData fits.
 * Transparent pixels are laid over white.
 */
export interface Picture {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * How a picture becomes as large as the input. crop: the shorter side is resized, the middle is cut out;
 * stretch: the whole picture, whatever its proportions; letterbox: the whole picture in its own proportions,
 * with bars; height: the input's height, and a width that follows the picture's proportions, for text
 * readers; own: the picture's own size.
 */
export type Fit = 'crop' | 'stretch' | 'letterbox' | 'height' | 'own';

/**
 * How a picture becomes an input tensor: it is made as large as the input, as `fit` says, and each channel
 * becomes (pixel / divisor - mean) / std. The same keys stand in the model file's metadata_props under
 * "preprocess".
 */
export interface Preprocess {
  /** Default 'crop'. */
  fit?: Fit;
  /** Of 'crop': shorter side after resizing, in pixels; 0 keeps the picture's own size. */
  resize: number;
  /** [height, width] of the input, in pixels. Of 'height' the first alone counts, of 'own' neither. */
  crop: [number, number];
  /** Colour of the bars of 'letterbox': red, green, blue, 0..255; default black. */
  bars?: [number, number, number];
  /** Of 'height' and 'own': sides are rounded to multiples of it, at least one; default 1. */
  multiple?: number;
  interpolation: 'nearest' | 'bilinear' | 'bicubic';
  divisor: number;
  mean: [number, number, number];
  std: [number, number, number];
  order: 'RGB' | 'BGR';
  layout: 'NCHW' | 'NHWC';
  channels: 1 | 3;
}

/** The array that holds elements of each type, as in onnxruntime-web. bool: 0 or 1. */
export interface ElementArrays {
  float32: Float32Array;
  int64: BigInt64Array;
  int32: Int32Array;
  int8: Int8Array;
  uint8: Uint8Array;
  bool: Uint8Array;
}

/**
 * The array that holds elements of each type of a tensor. float16 and bfloat16: their bits, as in
 * onnxruntime-web without Float16Array.
 */
export interface TensorArrays extends ElementArrays {
  float16: Uint16Array;
  bfloat16: Uint16Array;
  float64: Float64Array;
  int16: Int16Array;
  uint16: Uint16Array;
  uint32: Uint32Array;
  uint64: BigUint64Array;
}

/** One value of the network, in the model's own layout (NCHW). */
export interface ValueData {
  name: string;
  type: ElementType;
  dims: number[];
  data: ElementArrays[ElementType];
}

export type ModuleName = 'simd' | 'simd-mt' | 'relaxed' | 'relaxed-mt';

/** Absolute addresses of one engine module. */
export interface ModuleFiles {
  script: string;
  wasm: string;
  /** What few networks need; fetched when one does. */
  second: string;
}

export interface Progress {
  /** download: bytes of the model and its files; verify: SHA-256; compile: the engine module; parse: the model. */
  phase: 'download' | 'verify' | 'compile' | 'parse';
  /** Bytes in download; in parse the share that is done; otherwise 0 at the start and 1 at the end. */
  loaded: number;
  /** Absent where the server does not say. */
  total?: number;
}

/** Bytes: what the session holds, and the WebAssembly heap that holds them. */
export interface Memory {
  weights: number;
  fast: number;
  inspect: number;
  /** The most that is alive at one step of the fast plan: no placement of its buffers needs less. */
  fastAtLeast: number;
  /** Names, attributes and lists of the network, and what plans hold besides. */
  other: number;
  heap: number;
}

/** A finished run, apart from the values that were asked for. */
export interface RunSummary {
  /** Milliseconds per node, index as in graph().nodes. */
  timings: number[];
  threads: number;
  /** False for the first runs, which are slow: their code is not optimised yet. */
  warm: boolean;
  /** Of the graph as this run has it, where the caller holds another. */
  description?: string;
  /** Which of the engine's descriptions that is. */
  resolution?: number;
}
