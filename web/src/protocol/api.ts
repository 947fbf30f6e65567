// The one map of worker calls. Message types, the client's methods and the worker's handlers are all
// derived from it: a call added here is a type error until both sides know it.

import type { PlanKind, ValueStatistics } from '../../../wasm/engine.js';
import type {
  ElementArrays,
  ElementType,
  Memory,
  ModuleFiles,
  ModuleName,
  Picture,
  Preprocess,
  Progress,
  RunSummary,
  ValueData,
} from './data.js';
import type { Assume, RecognisedWeights, WeightsFigures } from './weights.js';

/**
 * A tensor or a picture for the input `name`; exactly one of the two is set. preprocess: with the size that it
 * comes to for this picture. batch: how often the picture is fed, where the file wants several; default 1.
 */
export type Feed =
  | { name: string; dims: number[]; data: ElementArrays[ElementType] }
  | { name: string; picture: Picture; preprocess: Preprocess; batch?: number };

export interface StartInput {
  modules: Record<ModuleName, ModuleFiles>;
  threads: number | 'auto';
  /** The one to start, and no other; the best one where it is left out. */
  module?: ModuleName;
}

export interface EngineInfo {
  module: ModuleName;
  /** Threads in use. */
  threads: number;
  /** How that number was found, where it is measured: one sentence. */
  threadsNote?: string;
  /** Sentences about what was chosen and why, e.g. that threads did not start. */
  notes: string[];
}

/** A file beside the model that holds weights of it; path: as the model names it. */
export interface ExternalFile {
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A file of weights in place of a model: who reads it, and what it cannot say itself. */
export interface WeightsInput {
  /** Absolute address of cnn-pytorch.mjs. */
  script: string;
  /** What the user calls the file; '' where it has no name. */
  name: string;
  assume: Assume;
}

export interface LoadInput {
  /** Left out after a load that lacked files: the same model again, with the files it had. */
  model?: Uint8Array<ArrayBuffer>;
  external?: readonly ExternalFile[];
  /** Given where `model` is a file of weights. */
  weights?: WeightsInput | undefined;
  /** Bytes of weights and activations; 0 takes the engine's default. */
  maxMemory: number;
  /** Sizes of open dimensions, by name. */
  dimensions?: Readonly<Record<string, number>>;
  /** Names of values to end the network at; none: its own outputs. */
  until?: readonly string[];
  /** The plan to run in idle time before the first run; undefined leaves idle time alone, always. */
  warmup?: PlanKind | undefined;
}

export interface RunInput {
  feeds: Feed[];
  /** undefined runs the fast plan; a list (it may be empty) or 'all' runs the inspect plan. */
  keep: 'all' | string[] | undefined;
  /** Values to answer with besides, as the method `values` would; those that were not kept are left out. */
  read: string[];
  /** Answer with the statistics of every float32 value; after the inspect plan. */
  measure: boolean;
  /** Take the place of earlier runs that also have `latest` and are not done yet. */
  latest: boolean;
  /** The description that the client holds, by RunSummary.resolution; 0: that of the load. */
  described: number;
}

export interface Api {
  /** Chooses, fetches and starts an engine module. Comes first. */
  start: { in: StartInput; out: EngineInfo; progress: Progress };
  /**
   * Parses a model; description: see readDescription. Comes once, after start; after a failure
   * 'missing-file' again, with the rest.
   */
  load: {
    in: LoadInput;
    /** recognised: of a file of weights. */
    out: { description: string; recognised?: Omit<RecognisedWeights, 'onnx'> };
    progress: Progress;
  };
  /** Runs the network; can be cancelled between steps. Values: outputs, then what `keep` and `read` name. */
  run: {
    in: RunInput;
    /** spare: the buffers of the feeds, given back to be used again. */
    out: RunSummary & {
      values: ValueData[];
      statistics?: ValueStatistics[];
      spare: ArrayBuffer[];
    };
    /** Steps done, of how many. */
    progress: { done: number; total: number };
  };
  /** Values of the last inspect run, or weights, by ONNX value name. */
  values: { in: { names: string[] }; out: ValueData[]; progress: never };
  /** Statistics of every float32 value of the last inspect run. */
  statistics: { in: null; out: ValueStatistics[]; progress: never };
  /** The ONNX file that was made of a file of weights, to be saved. */
  onnx: { in: null; out: Uint8Array<ArrayBuffer>; progress: never };
  /** What is in a file of weights. Needs no engine, and no `start` before it. */
  figures: {
    in: { file: Uint8Array<ArrayBuffer>; weights: WeightsInput };
    out: WeightsFigures;
    progress: never;
  };
  memory: { in: null; out: Memory; progress: never };
}

export type Method = keyof Api;
