// Puts the page together: state, engine, views, and the address.

import { render } from 'lit/html.js';
import { modelCache } from '../client/index.js';
import type { CatalogEntry, KeptModel, Sample } from '../state/app-state.js';
import { placeOf } from '../state/catalogue.js';
import { createController } from '../state/controller.js';
import { type EditorEvent, editorStep } from '../state/editor.js';
import { failureOf, unexpected } from '../state/failures.js';
import { guideSteps } from '../state/guide/guide.js';
import { type Link, parseHash } from '../state/hash.js';
import { readForm } from '../state/input-form.js';
import { tableCsv } from '../state/layer-table.js';
import { createStore } from '../state/store.js';
import { strongestChannels } from '../state/strongest.js';
import { exportName } from '../state/take-home.js';
import type { Actions } from '../views/actions.js';
import { app } from '../views/app.js';
import { shownRows } from '../views/layer-table.js';
import { syncLayerView } from '../views/layer-view.js';
import { syncModelsDialog } from '../views/models-dialog.js';
import { syncMap } from '../views/network-map.js';
import { paint } from '../views/paint.js';
import { addressOf, followLink } from './address.js';
import { fetchModels, fetchSamples } from './catalogue.js';
import { loadNetwork } from './engine.js';
import { markGuided, showStep } from './guide.js';
import { listenForFiles, pickFile } from './incoming.js';
import { liveCamera } from './live-camera.js';
import { startOffline } from './offline.js';
import { decodeSource, isAtHand } from './pictures.js';
import { startPlayer } from './player.js';
import { errorData } from './refusal.js';
import { copyText, saveFile, savePicture, saveStrip, saveValue } from './save.js';
import { followTheme } from './theme.js';
import { allowEngineWorker } from './trusted-worker.js';

allowEngineWorker();

const store = createStore();
const own = createController(store, {
  load: loadNetwork,
  decode: decodeSource,
  isAtHand,
  errorData,
});
const live = liveCamera(store, (frame) => own.openPicture({ kind: 'camera', frame }));
/** Whatever else is looked at, the camera goes off. */
const controller: typeof own = {
  ...own,
  openPicture(source) {
    live.stop();
    return own.openPicture(source);
  },
  draw(strokes) {
    live.stop();
    return own.draw(strokes);
  },
};
const target = { store, controller };

let isEditScheduled = false;

/** However many moves the pointer makes, one run a frame sees them. */
function scheduleEdit(): void {
  if (isEditScheduled) return;
  isEditScheduled = true;
  requestAnimationFrame(() => {
    isEditScheduled = false;
    void controller.edit();
  });
}

function editorEvent(event: EditorEvent): boolean {
  const { editor, snapshot, model } = store.state;
  if (!snapshot || !model) return false;
  const frame = { picture: snapshot.picture, preprocess: model.info.preprocess };
  const next = editorStep(editor, event, frame);
  if (next === editor) return false;
  store.dispatch({ type: 'editor', editor: next });
  if (next.edits !== editor.edits && !snapshot.picture.live) {
    scheduleEdit();
  }
  return true;
}

/** The bundled models are kept too, to be there offline; they take no room that somebody chose to give. */
function listKept(stored: readonly KeptModel[]): void {
  const bundled = new Set(store.state.models.flatMap(({ file, sha256 }) => (file ? [sha256] : [])));
  const kept = stored.filter(({ sha256 }) => !bundled.has(sha256));
  store.dispatch({ type: 'kept', kept });
}

async function refreshKept(): Promise<void> {
  listKept(await modelCache.list());
}

/**
 * Opens what the address names, else the first of each list. A link alone downloads nothing from
 * elsewhere: it opens the list of models, where that one is marked.
 */
function openLinked(): void {
  const { models, samples, kept } = store.state;
  const link = parseHash(location.hash);
  pending = link;
  const linked = models.find(({ id }) => id === link.model);
  const isFar = linked !== undefined && placeOf(linked, kept) === 'elsewhere';
  // It is asked about first; the rest of the link is about a network that is not there.
  if (isFar) pending = undefined;
  if (isFar) store.dispatch({ type: 'choosing', open: true, linked: linked.id });
  const model = isFar ? (store.state.model ? undefined : models[0]) : (linked ?? models[0]);
  const sample = samples.find(({ file }) => file === link.sample) ?? samples[0];
  if (model) void controller.openModel({ kind: 'catalog', entry: model });
  if (sample) void controller.openPicture({ kind: 'sample', sample });
}

async function start(): Promise<void> {
  try {
    const [models, samples, stored] = await Promise.all([
      fetchModels(),
      fetchSamples(),
      modelCache.list(),
    ]);
    store.dispatch({ type: 'catalogue', models, samples });
    listKept(stored);
    openLinked();
  } catch (thrown) {
    const data = errorData(thrown);
    const failure = data ? failureOf('catalogue', data) : unexpected('catalogue', String(thrown));
    store.dispatch({ type: 'failed', failure });
  }
}

/** The address follows what is shown, so that it can be copied. */
function writeHash(): void {
  const { model, snapshot } = store.state;
  // What a link asks for besides may still be on its way.
  if (!model || !snapshot || pending) return;
  const hash = addressOf(store.state);
  if (hash !== location.hash)
    history.replaceState(null, '', hash || location.pathname + location.search);
}

/** What the address asked for, until the run that can show it. */
let pending: Link | undefined;

function followPending(): void {
  const { model, snapshot, failure } = store.state;
  const link = pending;
  if (!link || (!failure && (!model || !snapshot))) return;
  if (!failure && link.model !== undefined && link.model !== model?.id) return;
  pending = undefined;
  if (!failure) followLink(store, link, actions.goToStep);
}

const titled = (parts: readonly string[]): string[] => [
  store.state.model?.info.title ?? 'network',
  ...parts,
];

const actions: Actions = {
  choosePicture: () => pickFile('image/*', target),
  chooseModel: () => {
    actions.closeModels();
    pickFile('.onnx', target);
  },
  chooseLabels: () => pickFile('.txt,.json', target),
  openSample: (sample: Sample) => void controller.openPicture({ kind: 'sample', sample }),
  openModel: (entry: CatalogEntry) => {
    actions.closeModels();
    void controller.openModel({ kind: 'catalog', entry }).then(refreshKept);
  },
  showModels: () => store.dispatch({ type: 'choosing', open: true }),
  closeModels: () => {
    if (store.state.choosing) store.dispatch({ type: 'choosing', open: false });
  },
  removeModel: ({ sha256 = '' }) => void modelCache.remove(sha256).then(refreshKept),
  cancelLoading: () => controller.cancelLoading(),
  changeInput(change) {
    store.dispatch({ type: 'input-form', change });
    const { model, inputForm } = store.state;
    if (!model || !inputForm) return;
    const { preprocess } = readForm(inputForm, model.info.preprocess, model.info.inputShape);
    if (preprocess) void controller.prepare(preprocess);
  },
  draw: (strokes) => void controller.draw(strokes),
  drawn: () => store.state.strokes,
  retry: () => void (store.state.models.length > 0 ? controller.retry() : start()),
  restart: () => {
    history.replaceState(null, '', location.pathname + location.search);
    if (store.state.models.length > 0) openLinked();
    else void start();
  },
  dismiss: () => store.dispatch({ type: 'dismissed' }),
  scale: (mode) => store.dispatch({ type: 'scale', mode }),
  theme: (choice) => store.dispatch({ type: 'theme', choice }),
  focus: (at) => store.dispatch({ type: 'focus', at }),
  hover: (at, cell) => store.dispatch({ type: 'hover', at, ...(cell ? { cell } : {}) }),
  open: (at, cell) => {
    store.dispatch({ type: 'open', at });
    if (cell) store.dispatch({ type: 'cell', cell, hold: true });
  },
  opened: () => store.state.open,
  close: () => store.dispatch({ type: 'close' }),
  readCell: (cell, hold) =>
    store.dispatch({ type: 'cell', cell, ...(hold === undefined ? {} : { hold }) }),
  moveCell: (key) => store.dispatch({ type: 'cell-key', key }),
  stepCell: (by) => store.dispatch({ type: 'cell-step', by }),
  openValue: (value, index) => store.dispatch({ type: 'open-value', value, index }),
  changeLayer: (change) => store.dispatch({ type: 'layer', change }),
  pin: (at) => store.dispatch({ type: 'pin', at }),
  glance: (glance) => store.dispatch({ type: 'glance', glance }),
  showView: (view) => store.dispatch({ type: 'view', view }),
  measureMap: (width) => store.dispatch({ type: 'map-measured', width }),
  mapScrolled: (scroll) => {
    if (Math.abs(scroll - store.state.map.scroll) > 1)
      store.dispatch({ type: 'map-scrolled', scroll });
  },
  scrollMap: (scroll) => store.dispatch({ type: 'map-scrolled', scroll }),
  toggleMap: (id) => store.dispatch({ type: 'map-toggled', id }),
  openBlocks: (open) => store.dispatch({ type: 'map-blocks', open }),
  searchMap: (query) => store.dispatch({ type: 'map-search', query }),
  stepHit: (by) => store.dispatch({ type: 'map-hit', by }),
  focusMap: (id, column) => {
    if (column !== undefined) store.dispatch({ type: 'focus', at: { column, channel: 0 } });
    if (id !== store.state.map.focus) store.dispatch({ type: 'map-focus', id });
  },
  goToMap: (id, takes) => store.dispatch({ type: 'map-go', id, takes }),
  focusTaken: () => store.dispatch({ type: 'map-focused' }),
  openStrongest(column) {
    const of = store.state.model?.columns[column];
    const value = of && store.state.snapshot?.values.get(of.value);
    const channel =
      of && value && !of.layout.flat ? (strongestChannels(value, of.layout)[0] ?? 0) : 0;
    store.dispatch({ type: 'open', at: { column, channel } });
  },
  openNode(node) {
    const column = store.state.model?.columns.find((candidate) => candidate.node === node);
    if (column) store.dispatch({ type: 'open', at: { column: column.index, channel: 0 } });
  },
  changeTable: (change) => store.dispatch({ type: 'table', change }),
  copyTable: () => void copyText(store, tableCsv(shownRows(store.state)), 'Copied.'),
  saveTable: () => {
    const name = exportName([store.state.model?.info.title ?? 'network', 'layers'], 'csv');
    saveFile(name, new Blob([tableCsv(shownRows(store.state))], { type: 'text/csv' }));
  },
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
  savePicture: (selector, parts) => void savePicture(root, selector, titled(parts)),
  saveStrip: () => void saveStrip(root, titled(['layers'])),
  saveValue: (what) => saveValue(store.state, what),
  copyText: (text) => void copyText(store, text, 'Copied.'),
  changeWhy: (change) => store.dispatch({ type: 'why', change }),
  whyCell: () => store.state.why.cell,
  editPicture: (on) => store.dispatch({ type: 'editing', on }),
  editorEvent,
  showGhost: (on) => store.dispatch({ type: 'ghost', on }),
  startCamera: live.start,
  stopCamera: live.stop,
  mirrorCamera: live.mirror,
  startOcclusion: () => void controller.occlude(),
  stopOcclusion: () => controller.stopOcclusion(),
};

const root = document.querySelector<HTMLElement>('#app') as HTMLElement;
let scheduled: number | undefined;
/** The run on screen. */
let drawn: number | undefined;

/** Templates and canvases change together, once a frame, from one state. */
function draw(): void {
  if (scheduled !== undefined) cancelAnimationFrame(scheduled);
  scheduled = undefined;
  const { state } = store;
  drawn = state.snapshot?.id;
  render(app(state, actions), root);
  paint(root, state);
  syncLayerView(root, state);
  syncModelsDialog(root, state);
  syncMap(root, state, actions);
  const { guide } = state;
  markGuided(root, guide === undefined ? undefined : guideSteps(state)[guide]);
  followPending();
  writeHash();
  void controller.readWanted();
}

function schedule(): void {
  scheduled ??= requestAnimationFrame(draw);
}

store.subscribe(() => {
  // A run that waits for the next frame to be drawn is seen one frame later.
  if (store.state.snapshot && store.state.snapshot.id !== drawn) draw();
  else schedule();
});
// Galleries are as wide as there is room.
addEventListener('resize', schedule);

followTheme(store);
startPlayer(store);
listenForFiles(target);
startOffline();
addEventListener('hashchange', openLinked);
draw();
void start();
