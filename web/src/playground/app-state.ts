// Everything the page shows, as one immutable object. Pictures and sessions live outside of it.

import type { CameraFailure } from './features/camera/camera-failure.js';
import type { Strokes } from './features/draw/drawing.js';
import { type EditorState, initialEditor } from './features/edit/editor.js';
import type { InputForm } from './features/input-form/input-form.js';
import { type KernelChoice, type LabSettings, USUAL_LAB } from './features/lab/lab.js';
import type { ChannelSort } from './features/layer/gallery.js';
import type { TableSort } from './features/table/layer-table.js';
import type { Occlusion } from './features/why/occlusion.js';
import type { Size } from './kit/crop.js';
import { type Column, columnsOf } from './network/columns.js';
import type { Accuracy, KeptValue, NetworkInfo, Preprocess } from './network/network.js';
import type { ScaleMode } from './network/scale.js';
import type { Statistics } from './network/statistics.js';
import type { Failure } from './run/failures.js';
import type { Scores } from './run/predictions.js';

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
  preprocess?: Preprocess;
  accuracy?: Accuracy;
  /** SPDX identifier of the weights' licence. */
  license?: string;
  credit?: string;
  /** What its users have to know. */
  note?: string;
}

/** A downloaded model that the browser keeps. */
export interface KeptModel {
  sha256: string;
  bytes: number;
}

/** One line of models/samples/samples.json. */
export interface Sample {
  file: string;
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
  /** Milliseconds per graph node. */
  timings: readonly number[];
  /** Threads this run had. */
  threads: number;
  /** False for the first runs, which are slow: the browser has not optimised the engine's code yet. */
  warm: boolean;
  /** undefined where the output is not one score a class. */
  scores: Scores | undefined;
}

export interface LoadedModel {
  /** Id in the catalogue; undefined for a file of the user. */
  id?: string;
  info: NetworkInfo;
  columns: readonly Column[];
}

export interface MapAddress {
  column: number;
  channel: number;
}

export interface Cell {
  y: number;
  x: number;
}

export type LayerTab = 'sum' | 'values' | 'weights';

/** How the open layer is looked at; stays from layer to layer. */
export interface LayerView {
  tab: LayerTab;
  sort: ChannelSort;
  /** Steps by which maps in the gallery are larger than they would be by their number. */
  zoom: number;
  /** Channels that stand first in the gallery of their layer. */
  pinned: readonly MapAddress[];
  /** Whether the cell walks over the map by itself. */
  playing: boolean;
  /** Cells a second. */
  speed: number;
  /** All terms of a sum, not only the largest. */
  isLong: boolean;
}

/** A cell of the gallery, or of the kernels, under the pointer. */
export interface Glance extends Cell {
  of: 'gallery' | 'kernels';
  channel: number;
}

export interface CameraView {
  /** 'starting' while the browser asks for permission. */
  status: 'off' | 'starting' | 'on';
  mirrored: boolean;
  /** How it ended last; '' for nothing. */
  message: string;
  failure?: CameraFailure;
}

/** Which form of the network is shown. */
export type View = 'network' | 'table' | 'why' | 'lab';

export const VIEWS: readonly View[] = ['network', 'table', 'why', 'lab'];

/** The map of a deep network. */
export interface MapView {
  /** Of its frame, px; 0 before it is measured. */
  width: number;
  /** Upper end of what is seen, px. */
  scroll: number;
  /** Ids of stages that are shut and of blocks that are open. */
  toggled: ReadonlySet<string>;
  query: string;
  /** Columns that match it, and the place of the one that was gone to. */
  hits: readonly number[];
  hit: number | undefined;
  /** Id of the item that has, or last had, keyboard focus. */
  focus: string;
  /** True until the element has it. */
  takesFocus: boolean;
}

export interface LabView {
  settings: LabSettings;
  weights: KernelChoice;
  /** Output cell whose window is shown. */
  cell: Cell;
  playing: boolean;
}

/** Rows of the table that are drawn at once: so many take a few milliseconds. */
export const TABLE_ROWS = 40;

export interface TableView {
  sort: TableSort;
  /** Words that a layer must have. */
  query: string;
  /** Rows shown: more come as one scrolls. */
  rows: number;
}

export interface WhyView {
  /** Classes; undefined for the first answer, and for no other. */
  index?: number | undefined;
  against?: number | undefined;
  method: 'exact' | 'occlusion';
  /** 0..1. */
  opacity: number;
  isSmooth: boolean;
  /** The cell that is read. */
  cell?: Cell | undefined;
}

export type ThemeChoice = 'auto' | 'light' | 'dark';

export interface AppState {
  models: readonly CatalogEntry[];
  samples: readonly Sample[];
  /** Downloads that the browser keeps, by SHA-256. */
  kept: readonly KeptModel[];
  /** True while the list of models is open. */
  choosing: boolean;
  /** Id of the model in that list which the page's address asks for. */
  linked?: string;
  model?: LoadedModel;
  /** The network that is being loaded; undefined when none is. The one before it stays in `model`. */
  progress?: Progress;
  /** What stands in the form of the input, where it differs from what is in use. */
  inputForm?: InputForm;
  /** What is drawn on the pad. */
  strokes: Strokes;
  /** Bundled sample that was asked for last, to mark it in the strip at once. */
  wantedSample?: string;
  snapshot?: Snapshot;
  /** Weights that were read so far; they do not change with the picture. */
  weights: ReadonlyMap<string, KeptValue>;
  failure?: Failure;
  scale: ScaleMode;
  theme: ThemeChoice;
  /** What the system asks for; used where the choice is 'auto'. */
  systemTheme: 'light' | 'dark';
  /** The map that has, or last had, keyboard focus in the network. */
  focus: MapAddress;
  /** The map under the pointer. */
  hover?: MapAddress;
  /** The cell under the pointer in that map. */
  hoverCell?: Cell;
  /** The map that is enlarged. */
  open?: MapAddress;
  /** The cell that is read in the enlarged map. */
  cell?: Cell;
  /** True where the pointer no longer moves it: it was chosen. */
  held: boolean;
  layer: LayerView;
  glance?: Glance;
  view: View;
  map: MapView;
  table: TableView;
  lab: LabView;
  why: WhyView;
  /** What covering parts of the picture showed; of: the snapshot it belongs to. */
  occlusion?: Occlusion & { of: number };
  /** True while parts are being covered. */
  occluding: boolean;
  /** True while the picture can be painted on. */
  editing: boolean;
  editor: EditorState;
  /** Scores of the last run without edits, and whether bars show them. */
  before?: Scores;
  ghost: boolean;
  camera: CameraView;
  /** Step of the guided path, from 0; undefined while nobody is on it. */
  guide?: number;
  /** What was done last, in a few words: "Copied." */
  said?: string;
  /** True while a file is dragged over the page. */
  dragging: boolean;
}

export const initialState: AppState = {
  models: [],
  samples: [],
  kept: [],
  choosing: false,
  strokes: [],
  weights: new Map(),
  scale: 'layer',
  theme: 'auto',
  systemTheme: 'light',
  focus: { column: 0, channel: 0 },
  held: false,
  layer: {
    tab: 'sum',
    sort: 'index',
    zoom: 0,
    pinned: [],
    playing: false,
    speed: 4,
    isLong: false,
  },
  view: 'network',
  map: {
    width: 0,
    scroll: 0,
    toggled: new Set(),
    query: '',
    hits: [],
    hit: undefined,
    focus: '',
    takesFocus: false,
  },
  table: { sort: { key: 'order', isDescending: false }, query: '', rows: TABLE_ROWS },
  lab: { settings: USUAL_LAB, weights: 'edges', cell: { y: 0, x: 0 }, playing: false },
  why: { method: 'exact', opacity: 0.7, isSmooth: true },
  occluding: false,
  editing: false,
  editor: initialEditor,
  ghost: true,
  camera: { status: 'off', mirrored: true, message: '' },
  dragging: false,
};

/** The theme on screen. */
export function themeOf(state: AppState): 'light' | 'dark' {
  return state.theme === 'auto' ? state.systemTheme : state.theme;
}

/** The map that the readout and the legend speak of: under the pointer, else with the focus. */
export function activeMap(state: AppState): MapAddress {
  return state.hover ?? state.focus;
}

export function loadedModel(info: NetworkInfo, id: string | undefined): LoadedModel {
  const columns = columnsOf(info.graph);
  return id === undefined ? { info, columns } : { id, info, columns };
}
