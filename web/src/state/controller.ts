// What happens when somebody opens a picture or a model. The newest wish wins: whatever an older
// one still brings is dropped.

import type { ErrorData } from '../protocol/index.js';
import {
  type CatalogEntry,
  loadedModel,
  type PictureInfo,
  type Progress,
  type Sample,
} from './app-state.js';
import type { Size } from './crop.js';
import { type Failure, failureOf, isFatal, isQuiet, type Scope, unexpected } from './failures.js';
import type { GraphDescription, KeptValue, NetworkInfo } from './network.js';
import type { Scores } from './predictions.js';
import type { Store } from './store.js';

/** Work that can be given up. cancel() makes `result` reject with code 'aborted'. */
export interface Task<T> {
  result: Promise<T>;
  cancel(): void;
}

export type ModelSource<Blob> =
  | { kind: 'catalog'; entry: CatalogEntry }
  | { kind: 'file'; name: string; file: Blob };

export type PictureSource<Blob> =
  | { kind: 'sample'; sample: Sample }
  | { kind: 'file'; name: string; file: Blob };

export interface RunResult {
  values: ReadonlyMap<string, KeptValue>;
  timings: readonly number[];
  scores: Scores | undefined;
  /** The graph at this run's shapes, where they differ from those before. */
  graph?: GraphDescription;
}

export interface Network<Picture> {
  info: NetworkInfo;
  run(picture: Picture): Task<RunResult>;
  release(): void;
}

/** Decoded pixels, as far as this layer looks at them. */
export interface Pixels extends Size {
  preview: unknown;
}

/** What the page provides. Blob: a file of the user; Picture: decoded pixels. */
export interface Ports<Blob, Picture extends Pixels> {
  load(source: ModelSource<Blob>, progress: (progress: Progress) => void): Task<Network<Picture>>;
  decode(source: PictureSource<Blob>): Task<Picture>;
  /** The data of a PlaygroundError, or undefined for anything else. */
  errorData(thrown: unknown): ErrorData | undefined;
}

export interface Controller<Blob> {
  openModel(source: ModelSource<Blob>): Promise<void>;
  openPicture(source: PictureSource<Blob>): Promise<void>;
  /** Does the last wishes again, with a new engine where the old one is gone. */
  retry(): Promise<void>;
  fail(failure: Failure): void;
}

export function createController<Blob, Picture extends Pixels>(
  store: Store,
  ports: Ports<Blob, Picture>,
): Controller<Blob> {
  let model: ModelSource<Blob> | undefined;
  let network: Network<Picture> | undefined;
  let loading: Task<unknown> | undefined;
  let source: PictureSource<Blob> | undefined;
  let picture: { pixels: Picture; info: PictureInfo } | undefined;
  let decoding: Task<unknown> | undefined;
  let running: Task<unknown> | undefined;
  let serial = 0;

  function report(scope: Scope, thrown: unknown): void {
    const data = ports.errorData(thrown);
    if (data && isQuiet(data.code)) return;
    if (data && isFatal(data.code)) drop();
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    store.dispatch({
      type: 'failed',
      failure: data ? failureOf(scope, data) : unexpected(scope, text),
    });
  }

  /** Gives up the session; the next wish starts a new one. */
  function drop(): void {
    running?.cancel();
    running = undefined;
    network?.release();
    network = undefined;
  }

  async function run(): Promise<void> {
    if (!network || !picture) return;
    running?.cancel();
    const { pixels, info } = picture;
    const task = network.run(pixels);
    running = task;
    try {
      const { graph, ...result } = await task.result;
      if (running !== task) return;
      const known = store.state.model;
      const changed =
        graph && known ? { model: loadedModel({ ...known.info, graph }, known.id) } : {};
      store.dispatch({
        type: 'run-finished',
        snapshot: { id: ++serial, picture: info, ...result },
        ...changed,
      });
    } catch (thrown) {
      if (running === task) report('run', thrown);
    }
  }

  async function openModel(wish: ModelSource<Blob>): Promise<void> {
    model = wish;
    loading?.cancel();
    drop();
    const title = wish.kind === 'catalog' ? wish.entry.title : wish.name;
    store.dispatch({ type: 'model-requested', progress: { what: `Loading ${title}`, loaded: 0 } });
    const task = ports.load(wish, (progress) => {
      if (loading === task) store.dispatch({ type: 'progress', progress });
    });
    loading = task;
    try {
      const loaded = await task.result;
      if (loading !== task) return loaded.release();
      loading = undefined;
      network = loaded;
      const id = wish.kind === 'catalog' ? wish.entry.id : undefined;
      store.dispatch({ type: 'model-ready', model: loadedModel(loaded.info, id) });
      await run();
    } catch (thrown) {
      if (loading !== task) return;
      loading = undefined;
      report('model', thrown);
    }
  }

  async function openPicture(wish: PictureSource<Blob>): Promise<void> {
    source = wish;
    decoding?.cancel();
    running?.cancel();
    const sample = wish.kind === 'sample' ? wish.sample.file : undefined;
    store.dispatch({ type: 'picture-requested', sample });
    const task = ports.decode(wish);
    decoding = task;
    try {
      const pixels = await task.result;
      if (decoding !== task) return;
      decoding = undefined;
      const name = wish.kind === 'sample' ? wish.sample.title : wish.name;
      const { width, height, preview } = pixels;
      const info: PictureInfo = { id: ++serial, name, width, height, preview };
      picture = { pixels, info: sample === undefined ? info : { ...info, sample } };
      await (network || loading || !model ? run() : openModel(model));
    } catch (thrown) {
      if (decoding !== task) return;
      decoding = undefined;
      picture = undefined;
      report('picture', thrown);
    }
  }

  return {
    openModel,
    openPicture,
    async retry() {
      const again = source;
      if (model && !network) await openModel(model);
      if (again && !picture) await openPicture(again);
      else if (network && store.state.failure) await run();
    },
    fail(failure) {
      decoding?.cancel();
      running?.cancel();
      running = undefined;
      picture = undefined;
      source = undefined;
      store.dispatch({ type: 'failed', failure });
    },
  };
}
