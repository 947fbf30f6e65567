// Every change of the page's state. When a picture or a run fails, no map and no percentage of an
// earlier run survives it; a network that cannot be loaded leaves the one before it as it was.

import {
  type AppState,
  type CameraView,
  type CatalogEntry,
  type Cell,
  type Glance,
  type KeptModel,
  type LabView,
  type LayerView,
  type LoadedModel,
  type MapAddress,
  type Progress,
  type Sample,
  type Snapshot,
  TABLE_ROWS,
  type TableView,
  type ThemeChoice,
  type View,
  type WhyView,
} from './app-state.js';
import type { Strokes } from './features/draw/drawing.js';
import type { EditorState } from './features/edit/editor.js';
import { formOf, type InputForm } from './features/input-form/input-form.js';
import type { LabSettings } from './features/lab/lab.js';
import { steppedCell } from './features/lab/lab-view.js';
import { moveCell } from './features/layer/navigation.js';
import { freshMap, type MapAction, reduceMap } from './features/map/map-actions.js';
import { elementsOf, enlargedLayout } from './network/enlarged.js';
import type { KeptValue } from './network/network.js';
import type { ScaleMode } from './network/scale.js';
import { stepOver } from './network/trace.js';
import type { Failure } from './run/failures.js';

type Values = ReadonlyMap<string, KeptValue>;

export type Action =
  | { type: 'catalogue'; models: readonly CatalogEntry[]; samples: readonly Sample[] }
  | { type: 'kept'; kept: readonly KeptModel[] }
  | { type: 'choosing'; open: boolean; linked?: string }
  | { type: 'model-requested'; progress: Progress }
  | { type: 'model-cancelled' }
  | { type: 'model-ready'; model: LoadedModel }
  | { type: 'model-changed'; model: LoadedModel }
  | { type: 'input-form'; change: Partial<InputForm> }
  | { type: 'strokes'; strokes: Strokes }
  /** The pad was wiped: there is nothing to run on. */
  | { type: 'picture-gone' }
  | { type: 'picture-requested'; sample: string | undefined }
  | { type: 'progress'; progress: Progress | undefined }
  | { type: 'run-finished'; snapshot: Snapshot; model?: LoadedModel }
  /** More values of that snapshot, and weights; dropped where another run has come. */
  | { type: 'values-read'; snapshot: number | undefined; values: Values }
  | { type: 'weights-read'; values: Values }
  /** keeps: what is on screen has nothing to do with it, and stays. */
  | { type: 'failed'; failure: Failure; keeps?: boolean }
  | { type: 'dismissed' }
  | { type: 'scale'; mode: ScaleMode }
  | { type: 'theme'; choice: ThemeChoice }
  | { type: 'system-theme'; theme: 'light' | 'dark' }
  | { type: 'focus'; at: MapAddress }
  | { type: 'hover'; at: MapAddress | undefined; cell?: Cell }
  | { type: 'open'; at: MapAddress }
  | { type: 'close' }
  /** hold: the pointer no longer moves it; undefined leaves that as it is. */
  | { type: 'cell'; cell: Cell | undefined; hold?: boolean }
  | { type: 'cell-key'; key: string }
  /** To the next cells of the open map, round at its ends. */
  | { type: 'cell-step'; by: number }
  /** Opens the layer that makes a value, at an element of it. */
  | { type: 'open-value'; value: string; index: number }
  | { type: 'layer'; change: Partial<LayerView> }
  | { type: 'pin'; at: MapAddress }
  | { type: 'glance'; glance: Glance | undefined }
  | { type: 'view'; view: View }
  | MapAction
  | { type: 'table'; change: Partial<TableView> }
  | { type: 'lab'; change: Partial<LabView> }
  | { type: 'lab-settings'; change: Partial<LabSettings> }
  | { type: 'lab-step'; by: number }
  | { type: 'why'; change: Partial<WhyView> }
  | { type: 'occluding'; on: boolean }
  | { type: 'occlusion'; occlusion: AppState['occlusion'] }
  | { type: 'guide'; step: number | undefined }
  | { type: 'said'; words: string }
  | { type: 'editing'; on: boolean }
  | { type: 'editor'; editor: EditorState }
  | { type: 'ghost'; on: boolean }
  | { type: 'camera'; camera: CameraView }
  | { type: 'dragging'; dragging: boolean };

type Optional =
  | 'model'
  | 'progress'
  | 'inputForm'
  | 'linked'
  | 'wantedSample'
  | 'snapshot'
  | 'failure'
  | 'hover'
  | 'hoverCell'
  | 'open'
  | 'cell'
  | 'occlusion'
  | 'before'
  | 'guide'
  | 'said'
  | 'glance';

function without<K extends Optional>(state: AppState, ...keys: K[]): AppState {
  const copy = { ...state };
  for (const key of keys) delete copy[key];
  return copy;
}

/** Sets an optional field, or removes it for undefined. */
function assign<K extends Optional>(state: AppState, key: K, value: AppState[K]): AppState {
  return value === undefined ? without(state, key) : { ...state, [key]: value };
}

function inside(at: MapAddress, model: LoadedModel): boolean {
  const column = model.columns[at.column];
  return column !== undefined && at.channel < Math.max(column.rows, column.layout.channels);
}

/** Keeps a cell only where the newly opened map has it. */
function opened(state: AppState, at: MapAddress): AppState {
  const next: AppState = { ...without(state, 'cell', 'glance'), open: at, held: false };
  const layout = state.model?.columns[at.column]?.layout;
  const before = state.open && state.model?.columns[state.open.column]?.layout;
  const same = layout && before && layout.height === before.height && layout.width === before.width;
  return same && state.cell ? { ...next, cell: state.cell, held: state.held } : next;
}

function valueOpened(state: AppState, value: string, index: number): AppState {
  const column = state.model?.columns.find((candidate) => candidate.value === value);
  if (!column) return state;
  const elements = elementsOf(column);
  const { width } = enlargedLayout(column);
  const [channel, within] = [Math.floor(index / elements), index % elements];
  const cell = { y: Math.floor(within / width), x: within % width };
  return { ...opened(state, { column: column.index, channel }), cell, held: true };
}

function shut(state: AppState): AppState {
  const layer = { ...state.layer, playing: false };
  return { ...without(state, 'open', 'cell', 'glance'), held: false, layer };
}

/** Pins a channel, or lets it go. */
function pinned(state: AppState, at: MapAddress): AppState {
  const { pinned: before } = state.layer;
  const isOther = (pin: MapAddress) => pin.column !== at.column || pin.channel !== at.channel;
  const others = before.filter(isOther);
  const after = others.length < before.length ? others : [...before, at];
  return { ...state, layer: { ...state.layer, pinned: after } };
}

/** Arrow keys count from the state of now: several may come before the next frame is drawn. */
function cellKey(state: AppState, key: string): AppState {
  const column = state.open && state.model?.columns[state.open.column];
  const cell = column && moveCell(enlargedLayout(column), state.cell, key);
  return cell ? { ...state, cell, held: true } : state;
}

/** Fields too: two may change before the next frame. */
function inputChanged(state: AppState, change: Partial<InputForm>): AppState {
  const form = state.inputForm ?? (state.model && formOf(state.model.info.preprocess));
  return form ? { ...state, inputForm: { ...form, ...change } } : state;
}

function valuesRead(state: AppState, snapshot: number | undefined, values: Values): AppState {
  if (!state.snapshot || state.snapshot.id !== snapshot) return state;
  const all = new Map([...state.snapshot.values, ...values]);
  return { ...state, snapshot: { ...state.snapshot, values: all } };
}

export function reduce(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'catalogue':
      return { ...state, models: action.models, samples: action.samples };
    case 'kept':
      return { ...state, kept: action.kept };
    case 'choosing':
      return assign({ ...state, choosing: action.open }, 'linked', action.linked);
    case 'model-requested':
      return { ...without(state, 'failure'), progress: action.progress };
    case 'model-cancelled':
      return without(state, 'progress');
    case 'model-ready': {
      const old = ['snapshot', 'hover', 'hoverCell', 'inputForm'] as const;
      const fresh = shut(
        without(state, 'progress', 'failure', 'occlusion', 'said', 'before', ...old),
      );
      return {
        ...fresh,
        layer: { ...fresh.layer, pinned: [] },
        map: { ...freshMap(action.model), width: state.map.width },
        table: { ...state.table, query: '', rows: TABLE_ROWS },
        // Its classes are others.
        why: { ...state.why, index: undefined, against: undefined, cell: undefined },
        model: action.model,
        weights: new Map(),
        focus: { column: 0, channel: 0 },
      };
    }
    case 'model-changed':
      return { ...without(state, 'failure'), model: action.model };
    case 'input-form':
      return inputChanged(state, action.change);
    case 'picture-gone':
      return without(shut(state), 'snapshot', 'failure', 'hover', 'wantedSample');
    case 'strokes':
      return { ...state, strokes: action.strokes };
    case 'picture-requested':
      return assign(without(state, 'failure'), 'wantedSample', action.sample);
    case 'progress':
      return assign(state, 'progress', action.progress);
    case 'run-finished': {
      const model = action.model ?? state.model;
      const next = assign(state, 'model', model);
      // A network that could not be loaded has nothing to do with this run of the one before it.
      const stays = state.failure?.scope === 'model';
      const kept = stays ? next : without(next, 'failure');
      const shown = { ...without(kept, 'wantedSample'), snapshot: action.snapshot };
      return action.snapshot.edited ? shown : assign(shown, 'before', action.snapshot.scores);
    }
    case 'values-read':
      return valuesRead(state, action.snapshot, action.values);
    case 'weights-read':
      return { ...state, weights: new Map([...state.weights, ...action.values]) };
    case 'failed': {
      if (action.keeps) return { ...without(state, 'progress'), failure: action.failure };
      // A network may go on loading while a picture turns out to be none.
      const gone = action.failure.scope === 'model' ? (['model', 'progress'] as const) : [];
      return {
        ...without(shut(state), 'snapshot', 'hover', 'wantedSample', ...gone),
        failure: action.failure,
      };
    }
    case 'dismissed':
      return without(state, 'failure');
    case 'scale':
      return { ...state, scale: action.mode };
    case 'theme':
      return { ...state, theme: action.choice };
    case 'system-theme':
      return { ...state, systemTheme: action.theme };
    case 'focus':
      return state.model && inside(action.at, state.model) ? { ...state, focus: action.at } : state;
    case 'hover':
      return assign(assign(state, 'hover', action.at), 'hoverCell', action.cell);
    case 'open':
      return state.model && inside(action.at, state.model) ? opened(state, action.at) : state;
    case 'close':
      return shut(state);
    case 'cell': {
      const next = assign(state, 'cell', action.cell);
      return action.hold === undefined ? next : { ...next, held: action.hold };
    }
    case 'cell-step': {
      const column = state.open && state.model?.columns[state.open.column];
      return column
        ? { ...state, cell: stepOver(column, state.cell, action.by), held: true }
        : state;
    }
    case 'open-value':
      return valueOpened(state, action.value, action.index);
    case 'layer':
      return { ...state, layer: { ...state.layer, ...action.change } };
    case 'pin':
      return pinned(state, action.at);
    case 'glance':
      return assign(state, 'glance', action.glance);
    case 'cell-key':
      return cellKey(state, action.key);
    case 'map-measured':
    case 'map-scrolled':
    case 'map-toggled':
    case 'map-blocks':
    case 'map-search':
    case 'map-hit':
    case 'map-focus':
    case 'map-go':
    case 'map-focused':
      return { ...state, map: reduceMap(state, action) };
    case 'view':
      return {
        ...without(state, 'said'),
        view: action.view,
        lab: { ...state.lab, playing: false },
      };
    case 'table':
      return {
        ...without(state, 'said'),
        table: { ...state.table, rows: TABLE_ROWS, ...action.change },
      };
    case 'lab':
      return { ...state, lab: { ...state.lab, ...action.change } };
    case 'lab-settings': {
      const settings = { ...state.lab.settings, ...action.change };
      return { ...without(state, 'said'), lab: { ...state.lab, settings } };
    }
    case 'lab-step':
      return { ...state, lab: { ...state.lab, cell: steppedCell(state, action.by) } };
    case 'why':
      return { ...state, why: { ...state.why, ...action.change } };
    case 'occluding':
      return { ...state, occluding: action.on };
    case 'occlusion':
      return assign(state, 'occlusion', action.occlusion);
    case 'editing':
      return { ...state, editing: action.on };
    case 'editor':
      return { ...state, editor: action.editor };
    case 'ghost':
      return { ...state, ghost: action.on };
    case 'camera':
      return { ...state, camera: action.camera };
    case 'guide':
      return assign(state, 'guide', action.step);
    case 'said':
      return { ...state, said: action.words };
    case 'dragging':
      return { ...state, dragging: action.dragging };
  }
}
