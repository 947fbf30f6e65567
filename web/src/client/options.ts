// What the user of the package can ask for.

import type { Assume, ModuleName, Picture, Preprocess, Progress } from '../protocol/index.js';
import type { Tensor } from './tensor.js';

/**
 * An address, a path (Node only), or the bytes themselves (they are copied). What it is of is told by its bytes: ONNX,
 * or weights as PyTorch (.pth, .pt) and safetensors write them.
 */
export type ModelSource = string | URL | ArrayBuffer | Uint8Array | Blob;

/** A file that holds weights of a model, as torch.onnx.export writes one beside it. */
export interface ExternalDataFile {
  /** The name that the model has for it, relative to the model's own folder: "net.onnx.data". */
  path: string;
  data: ModelSource;
}

export interface SessionOptions {
  /**
   * 'auto' (default): 1, or all of up to min(4, half of the cores, at least 2) where the page is
   * cross-origin isolated, and always in Node: whichever is faster, measured on this model in its own
   * runs and in idle time, and again when a run takes twice its best. Until then 1. A number is
   * taken as it is, at most one a core, and nothing is measured; but a network so small that it ends
   * sooner than another thread wakes runs on one.
   */
  threads?: number | 'auto';
  /**
   * The engine module to run, to compare modules with one another. By default the fastest that this place can run;
   * one that it cannot run ends the creation with code 'unsupported-environment'. Threads need one whose name ends
   * in '-mt'.
   */
  module?: ModuleName;
  /**
   * Whether time in which nothing is asked for is used to run the network, for about a second at
   * most: on zeros after loading, and on the last input after a run, until the browser has optimised
   * the engine's code and the threads are measured. A call of the session interrupts it between
   * two layers. true (default) starts with the fast plan, 'inspect' with that of runs with `keep`;
   * false runs nothing that was not asked for, so that the first runs are slow.
   */
  warmup?: boolean | 'inspect';
  /** Ends the creation with code 'aborted'. */
  signal?: AbortSignal;
  /** An error it throws ends the creation with that error. */
  onProgress?: (progress: Progress) => void;
  /** Expected SHA-256 of the model, 64 hexadecimal digits. */
  sha256?: string;
  /**
   * Takes the model from the browser's Cache Storage when it is there, and keeps it there once its
   * SHA-256 was found right; default false. Needs sha256, and an http(s) address as the source.
   */
  cache?: boolean;
  /**
   * Files that hold weights of the model. An address alone stands for the file that its last part
   * names. What the model needs besides is looked for beside it where it comes from an http(s)
   * address or, in Node, from a file; else it is missing: code 'missing-file'. sha256 and cache
   * concern the model's own file alone.
   */
  externalData?: readonly (ExternalDataFile | string)[];
  /**
   * Bytes that the session may hold in the engine: weights as loaded and packed, activations, inputs,
   * and the names and lists of the network. More is refused before it is taken. The default is the
   * engine's, 1.25 GiB.
   */
  maxMemory?: number;
  /**
   * Of a file of weights (.pth, .pt, .safetensors): what weights do not tell, by the names of session.assumptions.
   * What is left out is as the architecture has it by default.
   */
  assume?: Assume;
  /**
   * Sizes for dimensions that the file leaves open, by their names in the file, as in onnxruntime-web:
   * `{ batch: 1, height: 320, width: 480 }`. They are fixed for the session, as if the file said so. A
   * name that no input has ends the creation with code 'invalid-argument'.
   */
  freeDimensionOverrides?: Readonly<Record<string, number>>;
  /**
   * Opens the network up to these values, which become its outputs: a name, or several. What they do not depend
   * on is left out, and may be what cannot run: `session.graph().leftOut` lists it. A name that no node computes
   * ends the creation with code 'invalid-argument'.
   *
   * @example
   * ```ts
   * import { InferenceSession, PlaygroundError } from 'cnn-playground';
   *
   * const session = await InferenceSession.create('detector.onnx').catch((error: unknown) => {
   *   if (!(error instanceof PlaygroundError) || !error.reachable) throw error;
   *   return InferenceSession.create('detector.onnx', { until: error.reachable });
   * });
   * console.log(session.outputNames);
   * ```
   */
  until?: string | readonly string[];
  /** Folder that holds cnn-simd.mjs, cnn-simd.wasm, ...; default: beside this package's index.js. */
  wasmUrl?: string | URL;
  /** The worker script; default: worker.js beside this package's index.js. */
  workerUrl?: string | URL;
}

/**
 * By ONNX input name. A picture is made as large as the input and normalised, as `preprocess` says; where the
 * file wants several pictures at a time, all of them are this one.
 */
export type Feeds = Record<string, Tensor | Picture>;

export interface RunOptions {
  /**
   * Intermediate values to return beside the outputs, by ONNX value name. A list (even an empty
   * one) or 'all' runs the inspect plan, after which values() and statistics() answer; without it
   * the fast plan runs. Where memory does not suffice for every value, a list that names some has
   * those and the outputs kept alone; an empty one and 'all' are refused then. 'all' copies every value
   * out of the engine: a run then takes 1.1 to 5.5 times as long as one without `keep`, the more the more bytes its
   * values have for the arithmetic behind them. To look at a few, give an empty list and ask values().
   */
  keep?: 'all' | string[];
  /**
   * With `keep`: values to return besides, as values() would after the run, but in one answer. What the engine
   * has folded away is left out.
   */
  read?: string[];
  /** With `keep`: every float32 value is measured in the same call; statistics() then answers at once. */
  measure?: boolean;
  signal?: AbortSignal;
  /** Ends earlier runs that also have `latest` and are not done, with code 'superseded'. */
  latest?: boolean;
  /** For pictures among the feeds, as in ClassifierOptions; what is left out is taken from session.preprocess. */
  preprocess?: Partial<Preprocess>;
  /**
   * Steps done, of how many; called between slices of a long run. An error it throws ends the run
   * with that error.
   */
  onProgress?: (progress: { done: number; total: number }) => void;
}
