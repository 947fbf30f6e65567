// What the run cycle knows: the network, the picture, and the last run on it.

import type { Spread } from '../kit/spread.js';
import { type Column, columnsOf } from '../network/columns.js';
import type { Size } from '../network/crop.js';
import type { Accuracy, KeptValue, NetworkInfo, Preprocess } from '../network/network.js';
import type { Statistics } from '../network/statistics.js';
import type { Strokes } from './drawing.js';
import type { Failure } from './failures.js';
import type { Scores } from './predictions.js';

/** One line of models/catalog.json. */
export interface CatalogEntry {
  id: string;
  title: string;
  /** Address relative to models/, for what comes with the page. */
  file?: string;
  /** Absolute address, for what is downloaded when somebody asks for it. */
  url?: string;
  bytes?: number;
  sha256?: string;
  /** Class names, or the file in models/ that holds them. */
  labels?: readonly string[] | string;
  /** The file in models/ that puts the classes in groups. */
  groups?: string;
  preprocess?: Preprocess;
  accuracy?: Accuracy;
  /** True for the network that names pictures of the user beside one that knows few classes. */
  answersOwnPictures?: boolean;
  /** SPDX identifier of the weights' licence. */
  license?: string;
  credit?: string;
  /** What its users have to know. */
  note?: string;
}

/** One line of models/samples/samples.json. */
export interface Sample {
  file: string;
  /** Its middle, 112 pixels square, for the strip of samples. */
  thumbnail: string;
  title: string;
  label?: string;
  credit?: string;
}

export interface Progress {
  /** A phrase such as "Downloading TinyVGG". */
  what: string;
  /** Bytes; total is absent where it is not known. */
  loaded: number;
  total?: number;
  /** How much is done, from 0 to 1, where it is not counted in bytes. */
  share?: number;
}

export interface PictureInfo extends Size {
  /** Distinguishes pictures of the same name; grows with time. */
  id: number;
  /** File name or sample title. */
  name: string;
  /** File of the bundled sample it is, if it is one. */
  sample?: string;
  /** True for what was drawn on the pad. */
  drawn?: boolean;
  /** True for a frame of the camera. */
  live?: boolean;
  /** A small version that a canvas can draw; opaque here. */
  preview: unknown;
  /** Sentences about what became of the file on the way to pixels. */
  notes?: readonly string[];
}

/** An output of a run, whatever it is. data: its numbers, whole ones exact up to 2^53; bool as 0 and 1. */
export interface OutputValue {
  name: string;
  type: string;
  dims: readonly number[];
  data: ArrayLike<number>;
}

/** One finished run. Everything on screen that depends on the picture comes from one of these. */
export interface Snapshot {
  id: number;
  picture: PictureInfo;
  /** True where something was painted over the picture, or its crop was moved. */
  edited: boolean;
  /** What was read of it so far; the engine keeps the rest. */
  values: ReadonlyMap<string, KeptValue>;
  /** Of every float32 value, read or not. */
  statistics: ReadonlyMap<string, Statistics>;
  /** Milliseconds per graph node: of this run, or the median of some. */
  timings: readonly number[];
  /** Threads this run had. */
  threads: number;
  /** False for the first runs, which are slow: the browser has not optimised the engine's code yet. */
  warm: boolean;
  /** Of how many warm runs its times are the median; undefined where they are of one. */
  runs?: number;
  /** What at least half of these runs took, where the machine had other work. */
  beside?: Spread;
  /** undefined where the output is not one score a class. */
  scores: Scores | undefined;
  /** All of them, in the file's order, where the first one is no list of classes; else undefined. */
  outputs?: readonly OutputValue[];
}

export interface LoadedModel {
  /** Id in the catalogue; undefined for a file of the user. */
  id?: string;
  info: NetworkInfo;
  columns: readonly Column[];
}

declare module '../kit/playground.js' {
  interface AppState {
    /** Networks and pictures to choose from. */
    models: readonly CatalogEntry[];
    samples: readonly Sample[];
    model?: LoadedModel;
    /** The network that is being loaded; undefined when none is. The one before it stays in `model`. */
    progress?: Progress;
    /** Bundled sample that was asked for last, to mark it in the strip at once. */
    wantedSample?: string;
    snapshot?: Snapshot;
    /** The picture whose run failed, so that there is no snapshot of it. */
    heldPicture?: PictureInfo;
    /** Weights that were read so far; they do not change with the picture. */
    weights: ReadonlyMap<string, KeptValue>;
    failure?: Failure;
    /** What is drawn on the pad. */
    strokes: Strokes;
    /** Nobody can see it: nothing is painted or timed, and its templates follow the state all the same. */
    isAtRest?: boolean;
  }
  interface Events {
    /** Another network is there; nothing of the one before it may stay. */
    modelReady: [model: LoadedModel];
    /** Somebody asked for a picture; a frame of the camera is none. */
    pictureWished: [];
    /** A picture was decoded; frames of the camera are none. */
    pictureOpened: [picture: Size];
    /** There is nothing to show a run of: a failure, or a picture that was wiped away. */
    cleared: [];
    runFinished: [snapshot: Snapshot];
  }
}

export const runState = {
  models: [],
  samples: [],
  weights: new Map<string, KeptValue>(),
  strokes: [],
};

export function loadedModel(info: NetworkInfo, id: string | undefined): LoadedModel {
  const preprocess = info.hasNoPicture ? undefined : info.preprocess;
  const columns = columnsOf(info.graph, preprocess, info.file?.modules);
  return id === undefined ? { info, columns } : { id, info, columns };
}
