// What the run cycle needs of its surroundings: networks, pictures, and what an error is.

import type { Assume, ErrorData } from '../../protocol/index.js';
import type { Size } from '../network/crop.js';
import type { InputFill } from '../network/input-fill.js';
import type { GraphDescription, KeptValue, NetworkInfo, Preprocess } from '../network/network.js';
import type { Statistics } from '../network/statistics.js';
import type { Strokes } from './drawing.js';
import type { Edits } from './edits/edits.js';
import type { Scores } from './predictions.js';
import type { CatalogEntry, OutputValue, Progress, Sample } from './state.js';
import type { WeightFile } from './weight-files.js';

/** Work that can be given up. cancel() makes `result` reject with code 'aborted'. */
export interface Task<T> {
  result: Promise<T>;
  cancel(): void;
}

/**
 * weights: files of the user that hold weights of the model. assume: of a file that is weights and nothing else. until:
 * names of values to open the network up to.
 */
export type ModelSource<Blob> = {
  weights?: readonly WeightFile<Blob>[];
  assume?: Assume;
  until?: readonly string[];
  /** A file that is opened in place of its own, such as one with changes. */
  instead?: Blob;
} & ({ kind: 'catalog'; entry: CatalogEntry } | { kind: 'file'; name: string; file: Blob });

export type PictureSource<Blob> =
  | { kind: 'sample'; sample: Sample }
  | { kind: 'drawing'; strokes: Strokes; side: number }
  /** frame: as decode() returns it. */
  | { kind: 'camera'; frame: unknown }
  | { kind: 'file'; name: string; file: Blob };

export interface RunResult {
  /** Those that were wanted and exist as float32. */
  values: ReadonlyMap<string, KeptValue>;
  /** Of every float32 value of the run. */
  statistics: ReadonlyMap<string, Statistics>;
  timings: readonly number[];
  threads: number;
  warm: boolean;
  scores: Scores | undefined;
  /** All of them, where the first one is no list of classes. */
  outputs?: readonly OutputValue[];
  /** The graph at this run's shapes, where they differ from those before. */
  graph?: GraphDescription;
}

export interface RunWish {
  preprocess: Preprocess;
  /** What the inputs get that take no picture; as at first where it is left out. */
  fills?: readonly InputFill[];
  /** What is painted over the picture, and which part of it is fed. */
  edits: Edits;
  /** Names of activations to read with the run. */
  wanted: readonly string[];
  /** True where nothing else of the run will be asked for: then the engine keeps nothing else of it. */
  isAlone?: boolean;
  /** Fed in place of the picture, as it is. */
  input?: KeptValue;
}

export interface Network<Picture> {
  info: NetworkInfo;
  run(picture: Picture, wish: RunWish): Task<RunResult>;
  /** The classes of a picture, and nothing else: what is kept of the run before is gone. */
  answer(picture: Picture, wish: RunWish): Task<Scores | undefined>;
  /** Probabilities of all classes for an input; nothing of the run before can be read after it. */
  score(input: KeptValue): Promise<Float32Array | undefined>;
  /** More values of the last finished run, or weights. What cannot be read is left out. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, KeptValue>>;
  /** The ONNX file that a file of weights has become. */
  toOnnx(): Promise<Uint8Array<ArrayBuffer>>;
  release(): void;
}

/** Decoded pixels, as far as this layer looks at them. */
export interface Pixels extends Size {
  preview: unknown;
  /** Sentences about what became of the file on the way to pixels. */
  notes?: readonly string[];
}

/** What the page provides. Blob: a file of the user; Picture: decoded pixels. */
export interface Ports<Blob, Picture extends Pixels> {
  load(source: ModelSource<Blob>, progress: (progress: Progress) => void): Task<Network<Picture>>;
  decode(source: PictureSource<Blob>): Task<Picture>;
  /** True where decode() has nothing to do: the run will be there before a sign of waiting would. */
  isAtHand(source: PictureSource<Blob>): boolean;
  /** The data of a PlaygroundError, or undefined for anything else. */
  errorData(thrown: unknown): ErrorData | undefined;
}
