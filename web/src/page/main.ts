// Puts the page together: state, engine, views, and the address.

import { render } from 'lit/html.js';
import { modelCache } from '../client/index.js';
import { app } from '../playground/app.js';
import type { KeptModel } from '../playground/app-state.js';
import { createActions } from '../playground/create-actions.js';
import {
  addressOf,
  createAddressWriter,
  followLink,
} from '../playground/features/address/address.js';
import { type Link, parseHash } from '../playground/features/address/hash.js';
import { liveCamera } from '../playground/features/camera/live-camera.js';
import { guideSteps } from '../playground/features/guide/guide.js';
import { markGuided } from '../playground/features/guide/guide-step.js';
import { followTheme } from '../playground/features/header/theme.js';
import { syncLayerView } from '../playground/features/layer/layer-view.js';
import { startPlayer } from '../playground/features/layer/player.js';
import { syncMap } from '../playground/features/map/network-map.js';
import { placeOf } from '../playground/features/models/catalogue.js';
import { syncModelsDialog } from '../playground/features/models/models-dialog.js';
import { createStore } from '../playground/kit/store.js';
import { paint } from '../playground/paint.js';
import { fetchModels, fetchSamples } from '../playground/run/catalogue.js';
import { createController } from '../playground/run/controller.js';
import { loadNetwork } from '../playground/run/engine.js';
import { type Failure, failureOf, unexpected } from '../playground/run/failures.js';
import { listenForFiles } from '../playground/run/incoming.js';
import { startOffline } from '../playground/run/offline.js';
import { decodeSource, isAtHand } from '../playground/run/pictures.js';
import { errorData } from '../playground/run/refusal.js';
import { allowEngineWorker } from '../playground/run/trusted-worker.js';

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
  const linked = models.find(({ id }) => id === link.model);
  const isFar = linked !== undefined && placeOf(linked, kept) === 'elsewhere';
  // The rest of a link is about its network: not about another one that is shown in its place.
  pending = isFar || (link.model !== undefined && !linked) ? undefined : link;
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
const writeAddress = createAddressWriter(
  () => {
    const { model, snapshot, layer, lab } = store.state;
    // What a link asks for besides may still be on its way; while a cell walks it would never rest.
    if (!model || !snapshot || pending || layer.playing || lab.playing) return undefined;
    return addressOf(store.state);
  },
  {
    read: () => location.hash,
    write: (hash) => history.replaceState(null, '', hash || location.pathname + location.search),
  },
);

/** What the address asked for, until the run that can show it. */
let pending: Link | undefined;

function followPending(): void {
  const { model, snapshot, failure, progress } = store.state;
  const link = pending;
  const isLoading = progress !== undefined || !model || !snapshot;
  if (!link || (isLoading && !failure)) return;
  pending = undefined;
  const isThere = link.model === undefined || link.model === model?.id;
  if (!failure && isThere) followLink(store, link, actions.goToStep);
}

const root = document.querySelector<HTMLElement>('#app') as HTMLElement;
const actions = createActions({
  store,
  controller,
  live,
  root,
  start: () => void start(),
  openLinked,
  refreshKept,
});
let scheduled: number | undefined;
/** The run on screen. */
let drawn: number | undefined;

/** The failure that was brought into view. */
let told: Failure | undefined;

/** It stands above the picture, and what failed may have been dropped further down. */
function showFailure(): void {
  const { failure } = store.state;
  if (failure === told) return;
  told = failure;
  root.querySelector('[data-test="failure"]')?.scrollIntoView({ block: 'nearest' });
}

/** Templates and canvases change together, once a frame, from one state. */
function draw(): void {
  if (scheduled !== undefined) cancelAnimationFrame(scheduled);
  scheduled = undefined;
  const { state } = store;
  drawn = state.snapshot?.id;
  render(app(state, actions), root);
  paint(root, state);
  showFailure();
  syncLayerView(root, state);
  syncModelsDialog(root, state);
  syncMap(root, state, actions);
  const { guide } = state;
  markGuided(root, guide === undefined ? undefined : guideSteps(state)[guide]);
  followPending();
  writeAddress();
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
