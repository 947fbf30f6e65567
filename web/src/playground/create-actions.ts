// What a user can ask for, done: a change of the state, or work for the controller.

import { modelCache } from '../client/index.js';
import type { Actions } from './actions.js';
import type { LiveCamera } from './features/camera/live-camera.js';
import { editorStep } from './features/edit/editor.js';
import { guideSteps } from './features/guide/guide.js';
import { showStep } from './features/guide/guide-step.js';
import { readForm } from './features/input-form/input-form.js';
import { tableCsv } from './features/table/layer-table.js';
import { shownRows } from './features/table/layer-table-view.js';
import {
  copyText,
  saveFile,
  savePicture,
  saveStrip,
  saveValue,
} from './features/take-home/save.js';
import { exportName } from './features/take-home/take-home.js';
import type { Store } from './kit/store.js';
import { strongestChannels } from './network/strongest.js';
import type { Controller } from './run/controller.js';
import { pickFiles } from './run/incoming.js';

export interface ActionsOptions {
  store: Store;
  controller: Controller<File>;
  live: LiveCamera;
  root: ParentNode;
  /** Loads the lists of models and samples, and opens what the address names. */
  start(): void;
  /** Opens what the address names. */
  openLinked(): void;
  /** Looks again which downloads the browser keeps. */
  refreshKept(): Promise<void>;
}

type Part<Key extends keyof Actions> = Pick<Actions, Key>;

type ModelKeys =
  | 'chooseModel'
  | 'chooseWeights'
  | 'chooseLabels'
  | 'openModel'
  | 'showModels'
  | 'closeModels'
  | 'removeModel'
  | 'cancelLoading'
  | 'retry'
  | 'restart';

function modelActions(options: ActionsOptions): Part<ModelKeys> {
  const { store, controller, start, openLinked, refreshKept } = options;
  const isListed = () => store.state.models.length > 0;
  const closeModels = (): void => {
    if (store.state.choosing) store.dispatch({ type: 'choosing', open: false });
  };
  return {
    chooseModel() {
      closeModels();
      pickFiles('.onnx,.data,.onnx_data,.bin', { store, controller }, true);
    },
    // Exporters end their names in anything.
    chooseWeights: () => pickFiles('', { store, controller }, true),
    chooseLabels: () => pickFiles('.txt,.json', { store, controller }),
    openModel(entry) {
      closeModels();
      void controller.openModel({ kind: 'catalog', entry }).then(refreshKept);
    },
    showModels: () => store.dispatch({ type: 'choosing', open: true }),
    closeModels,
    removeModel: ({ sha256 = '' }) => void modelCache.remove(sha256).then(refreshKept),
    cancelLoading: () => controller.cancelLoading(),
    retry() {
      if (isListed()) void controller.retry();
      else start();
    },
    restart() {
      history.replaceState(null, '', location.pathname + location.search);
      if (isListed()) openLinked();
      else start();
    },
  };
}

/** However many moves the pointer makes, one run a frame sees them. */
function editsInFrames(controller: Controller<File>): () => void {
  let isScheduled = false;
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      void controller.edit();
    });
  };
}

type PictureKeys =
  | 'choosePicture'
  | 'openSample'
  | 'changeInput'
  | 'draw'
  | 'drawn'
  | 'editPicture'
  | 'editorEvent'
  | 'showGhost'
  | 'startCamera'
  | 'stopCamera'
  | 'mirrorCamera';

function pictureActions({ store, controller, live }: ActionsOptions): Part<PictureKeys> {
  const edit = editsInFrames(controller);
  return {
    choosePicture: () => pickFiles('image/*', { store, controller }),
    openSample: (sample) => void controller.openPicture({ kind: 'sample', sample }),
    changeInput(change) {
      store.dispatch({ type: 'input-form', change });
      const { model, inputForm } = store.state;
      if (!model || !inputForm) return;
      const { preprocess } = readForm(inputForm, model.info.preprocess, model.info.inputShape);
      if (preprocess) void controller.prepare(preprocess);
    },
    draw: (strokes) => void controller.draw(strokes),
    drawn: () => store.state.strokes,
    editPicture: (on) => store.dispatch({ type: 'editing', on }),
    editorEvent(event) {
      const { editor, snapshot, model } = store.state;
      if (!snapshot || !model) return false;
      const frame = { picture: snapshot.picture, preprocess: model.info.preprocess };
      const next = editorStep(editor, event, frame);
      if (next === editor) return false;
      store.dispatch({ type: 'editor', editor: next });
      // The camera's next frame has them.
      if (next.edits !== editor.edits && !snapshot.picture.live) edit();
      return true;
    },
    showGhost: (on) => store.dispatch({ type: 'ghost', on }),
    startCamera: live.start,
    stopCamera: live.stop,
    mirrorCamera: live.mirror,
  };
}

type LayerKeys =
  | 'focus'
  | 'hover'
  | 'open'
  | 'opened'
  | 'close'
  | 'openStrongest'
  | 'openNode'
  | 'openValue'
  | 'readCell'
  | 'moveCell'
  | 'stepCell'
  | 'changeLayer'
  | 'pin'
  | 'glance';

function layerActions({ store }: ActionsOptions): Part<LayerKeys> {
  return {
    focus: (at) => store.dispatch({ type: 'focus', at }),
    hover: (at, cell) => store.dispatch({ type: 'hover', at, ...(cell ? { cell } : {}) }),
    open(at, cell) {
      store.dispatch({ type: 'open', at });
      if (cell) store.dispatch({ type: 'cell', cell, hold: true });
    },
    opened: () => store.state.open,
    close: () => store.dispatch({ type: 'close' }),
    openStrongest(column) {
      const of = store.state.model?.columns[column];
      const value = of && store.state.snapshot?.values.get(of.value);
      const channels = of && value && !of.layout.flat ? strongestChannels(value, of.layout) : [];
      store.dispatch({ type: 'open', at: { column, channel: channels[0] ?? 0 } });
    },
    openNode(node) {
      const column = store.state.model?.columns.find((candidate) => candidate.node === node);
      if (column) store.dispatch({ type: 'open', at: { column: column.index, channel: 0 } });
    },
    openValue: (value, index) => store.dispatch({ type: 'open-value', value, index }),
    readCell: (cell, hold) =>
      store.dispatch({ type: 'cell', cell, ...(hold === undefined ? {} : { hold }) }),
    moveCell: (key) => store.dispatch({ type: 'cell-key', key }),
    stepCell: (by) => store.dispatch({ type: 'cell-step', by }),
    changeLayer: (change) => store.dispatch({ type: 'layer', change }),
    pin: (at) => store.dispatch({ type: 'pin', at }),
    glance: (glance) => store.dispatch({ type: 'glance', glance }),
  };
}

type MapKeys =
  | 'measureMap'
  | 'mapScrolled'
  | 'scrollMap'
  | 'toggleMap'
  | 'openBlocks'
  | 'searchMap'
  | 'stepHit'
  | 'focusMap'
  | 'goToMap'
  | 'focusTaken';

function mapActions({ store }: ActionsOptions): Part<MapKeys> {
  return {
    measureMap: (width) => store.dispatch({ type: 'map-measured', width }),
    mapScrolled(scroll) {
      const moved = Math.abs(scroll - store.state.map.scroll);
      if (moved > 1) store.dispatch({ type: 'map-scrolled', scroll });
    },
    scrollMap: (scroll) => store.dispatch({ type: 'map-scrolled', scroll }),
    toggleMap: (id) => store.dispatch({ type: 'map-toggled', id }),
    openBlocks: (open) => store.dispatch({ type: 'map-blocks', open }),
    searchMap: (query) => store.dispatch({ type: 'map-search', query }),
    stepHit: (by) => store.dispatch({ type: 'map-hit', by }),
    focusMap(id, column) {
      if (column !== undefined) store.dispatch({ type: 'focus', at: { column, channel: 0 } });
      if (id !== store.state.map.focus) store.dispatch({ type: 'map-focus', id });
    },
    goToMap: (id, takes) => store.dispatch({ type: 'map-go', id, takes }),
    focusTaken: () => store.dispatch({ type: 'map-focused' }),
  };
}

type SaveKeys = 'copyTable' | 'saveTable' | 'copyText' | 'savePicture' | 'saveStrip' | 'saveValue';

function saveActions({ store, root }: ActionsOptions): Part<SaveKeys> {
  const titled = (parts: readonly string[]) => [
    store.state.model?.info.title ?? 'network',
    ...parts,
  ];
  const table = () => tableCsv(shownRows(store.state));
  return {
    copyTable: () => void copyText(store, table(), 'Copied.'),
    saveTable: () =>
      saveFile(exportName(titled(['layers']), 'csv'), new Blob([table()], { type: 'text/csv' })),
    copyText: (text) => void copyText(store, text, 'Copied.'),
    savePicture: (selector, parts) => void savePicture(root, selector, titled(parts)),
    saveStrip: () => void saveStrip(root, titled(['layers'])),
    saveValue: (what) => saveValue(store.state, what),
  };
}

export function createActions(options: ActionsOptions): Actions {
  const { store, controller } = options;
  const actions: Actions = {
    ...modelActions(options),
    ...pictureActions(options),
    ...layerActions(options),
    ...mapActions(options),
    ...saveActions(options),
    dismiss: () => store.dispatch({ type: 'dismissed' }),
    scale: (mode) => store.dispatch({ type: 'scale', mode }),
    theme: (choice) => store.dispatch({ type: 'theme', choice }),
    showView: (view) => store.dispatch({ type: 'view', view }),
    changeTable: (change) => store.dispatch({ type: 'table', change }),
    goToStep(step) {
      store.dispatch({ type: 'guide', step });
      showStep(store, actions, guideSteps(store.state)[step]);
    },
    endGuide: () => store.dispatch({ type: 'guide', step: undefined }),
    changeLab: (change) => store.dispatch({ type: 'lab-settings', change }),
    chooseKernel: (weights) => store.dispatch({ type: 'lab', change: { weights } }),
    labCell: (cell) => store.dispatch({ type: 'lab', change: { cell } }),
    stepLab: (by) => store.dispatch({ type: 'lab-step', by }),
    playLab: (playing) => store.dispatch({ type: 'lab', change: { playing } }),
    changeWhy: (change) => store.dispatch({ type: 'why', change }),
    whyCell: () => store.state.why.cell,
    startOcclusion: () => void controller.occlude(),
    stopOcclusion: () => controller.stopOcclusion(),
  };
  return actions;
}
