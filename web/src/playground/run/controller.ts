// What happens when somebody opens a picture or a model. The newest wish wins: whatever an older
// one still brings is dropped.

import type { ErrorData } from '../../protocol/index.js';
import {
  type CatalogEntry,
  loadedModel,
  type PictureInfo,
  type Progress,
  type Sample,
} from '../app-state.js';
import { EXAMPLE_DIGITS, isDrawable, type Strokes } from '../features/draw/drawing.js';
import { editorStep } from '../features/edit/editor.js';
import { type Edits, isEdited } from '../features/edit/edits.js';
import { occlude, occluded, occlusionPlan } from '../features/why/occlusion.js';
import type { Size } from '../kit/crop.js';
import type { Store } from '../kit/store.js';
import { graphIndex } from '../network/graph-index.js';
import type { GraphDescription, KeptValue, NetworkInfo, Preprocess } from '../network/network.js';
import type { Statistics } from '../network/statistics.js';
import {
  type Failure,
  failureOf,
  isFatal,
  isQuiet,
  lacksBesides,
  otherWeights,
  type Scope,
  unexpected,
  weightsAlone,
} from './failures.js';
import type { Scores } from './predictions.js';
import { missingNames, wantedValues } from './wanted.js';
import { isWanted, joined, named, type WeightFile } from './weight-files.js';

/** Work that can be given up. cancel() makes `result` reject with code 'aborted'. */
export interface Task<T> {
  result: Promise<T>;
  cancel(): void;
}

/** weights: files of the user that hold weights of the model. */
export type ModelSource<Blob> = { weights?: readonly WeightFile<Blob>[] } & (
  | { kind: 'catalog'; entry: CatalogEntry }
  | { kind: 'file'; name: string; file: Blob }
);

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
  /** The graph at this run's shapes, where they differ from those before. */
  graph?: GraphDescription;
}

export interface RunWish {
  preprocess: Preprocess;
  /** What is painted over the picture, and which part of it is fed. */
  edits: Edits;
  /** Names of activations to read with the run. */
  wanted: readonly string[];
}

export interface Network<Picture> {
  info: NetworkInfo;
  run(picture: Picture, wish: RunWish): Task<RunResult>;
  /** Probabilities of all classes for an input; nothing of the run before can be read after it. */
  score(input: KeptValue): Promise<Float32Array | undefined>;
  /** More values of the last finished run, or weights. What cannot be read is left out. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, KeptValue>>;
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
  /** True where decode() has nothing to do: the run will be there before a sign of waiting would. */
  isAtHand(source: PictureSource<Blob>): boolean;
  /** The data of a PlaygroundError, or undefined for anything else. */
  errorData(thrown: unknown): ErrorData | undefined;
}

export interface Controller<Blob> {
  /** The network before stays until the new one is there, and where it cannot be loaded. */
  openModel(source: ModelSource<Blob>): Promise<void>;
  /** Files of weights for the model that lacks them, or for the one that is opened next. */
  openWeights(files: readonly WeightFile<Blob>[]): Promise<void>;
  /** Names of the files that the model lacks which was opened last. */
  lacking(): readonly string[];
  /** Gives up the network that is being loaded. */
  cancelLoading(): void;
  openPicture(source: PictureSource<Blob>): Promise<void>;
  /** Draws on the pad: what is drawn becomes the picture. */
  draw(strokes: Strokes): Promise<void>;
  /** Runs on the picture as it is edited now; of edits that come while a run is under way, the last. */
  edit(): Promise<void>;
  /** Changes how pictures are prepared, and runs again. */
  prepare(preprocess: Preprocess): Promise<void>;
  /** Names the classes; from: the name of the list. */
  label(labels: readonly string[], from: string): void;
  /** Does the last wishes again, with a new engine where the old one is gone. */
  retry(): Promise<void>;
  fail(failure: Failure): void;
  /** Covers each part of the picture in turn, and notes what the classes lose. */
  occlude(): Promise<void>;
  stopOcclusion(): void;
  /** Reads what is on screen and not there yet. Call after every change of the state. */
  readWanted(): Promise<void>;
}

export function createController<Blob, Picture extends Pixels>(
  store: Store,
  ports: Ports<Blob, Picture>,
): Controller<Blob> {
  /** What the network on screen is from; its network is gone after a crash. */
  let model: ModelSource<Blob> | undefined;
  let network: Network<Picture> | undefined;
  let loading: Task<unknown> | undefined;
  /** What could not be loaded last. */
  let failed: ModelSource<Blob> | undefined;
  /** Names of the files of weights that it lacked. */
  let lacking: readonly string[] = [];
  /** Files of weights that came before their model. */
  let early: readonly WeightFile<Blob>[] = [];
  /** Ends when the newest model is there, or cannot be. */
  let opening: Promise<void> = Promise.resolve();
  let source: PictureSource<Blob> | undefined;
  /** The last picture that was not drawn, for networks that are not drawn for. */
  let photo: PictureSource<Blob> | undefined;
  let picture: { pixels: Picture; info: PictureInfo } | undefined;
  let decoding: Task<unknown> | undefined;
  /** Set until its run is on screen: then the values in the engine are those of the snapshot. */
  let running: Task<unknown> | undefined;
  let serial = 0;
  /** Names that were asked for; what could not be read is not asked for again. */
  let asked: { of: number | undefined; names: Set<string> } = { of: undefined, names: new Set() };

  function failureFrom(scope: Scope, thrown: unknown): Failure | undefined {
    const data = ports.errorData(thrown);
    if (data && isQuiet(data.code)) return undefined;
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return data ? failureOf(scope, data) : unexpected(scope, text);
  }

  function report(scope: Scope, thrown: unknown): void {
    const failure = failureFrom(scope, thrown);
    if (!failure) return;
    if (isFatal(failure.code)) drop();
    store.dispatch({ type: 'failed', failure });
  }

  /** Gives up the session; the next wish starts a new one. */
  function drop(): void {
    running?.cancel();
    running = undefined;
    network?.release();
    network = undefined;
  }

  async function run(): Promise<void> {
    const preprocess = store.state.model?.info.preprocess;
    if (!network || !picture || !preprocess) return;
    running?.cancel();
    const { pixels, info } = picture;
    const { edits } = store.state.editor;
    const task = network.run(pixels, { preprocess, edits, wanted: wantedValues(store.state) });
    running = task;
    try {
      const { graph, ...result } = await task.result;
      if (running !== task) return;
      running = undefined;
      const known = store.state.model;
      const changed =
        graph && known ? { model: loadedModel({ ...known.info, graph }, known.id) } : {};
      store.dispatch({
        type: 'run-finished',
        snapshot: { id: ++serial, picture: info, edited: isEdited(edits), ...result },
        ...changed,
      });
    } catch (thrown) {
      if (running !== task) return;
      running = undefined;
      report('run', thrown);
    }
  }

  /** The engine's values are those of the snapshot again. */
  async function restore(): Promise<void> {
    const preprocess = store.state.model?.info.preprocess;
    if (!network || !picture || !preprocess) return;
    const { edits } = store.state.editor;
    const task = network.run(picture.pixels, { preprocess, edits, wanted: [] });
    running = task;
    try {
      await task.result;
    } finally {
      if (running === task) running = undefined;
    }
  }

  async function coverParts(): Promise<void> {
    const { snapshot, model: shown } = store.state;
    const { preprocess, graph } = shown?.info ?? {};
    const input = snapshot?.values.get(graph?.inputs[0]?.name ?? '');
    const from = network;
    if (!from || running || !snapshot?.scores || !preprocess || !input) return;
    let isGivenUp = false;
    // It takes the place of a run: a new picture ends it, and nothing is read meanwhile.
    const cancel = (): void => {
      isGivenUp = true;
    };
    const task = { result: Promise.resolve(), cancel };
    running = task;
    const { id: of, scores } = snapshot;
    const plan = occlusionPlan(input.dims, preprocess.layout);
    store.dispatch({ type: 'occluding', on: true });
    store.dispatch({
      type: 'occlusion',
      occlusion: { of, plan, base: scores.probabilities, scores: [] },
    });
    try {
      await occlude({
        plan,
        base: scores.probabilities,
        score: (box) => from.score(occluded(input, box, preprocess)),
        isOver: () => isGivenUp || running !== task,
        report: (found) => store.dispatch({ type: 'occlusion', occlusion: { ...found, of } }),
      });
      if (running === task) await restore();
    } catch (thrown) {
      if (running === task) running = undefined;
      if (network === from) report('run', thrown);
    } finally {
      store.dispatch({ type: 'occluding', on: false });
    }
  }

  async function readWanted(): Promise<void> {
    const of = store.state.snapshot?.id;
    // A run under way brings what is wanted, and the engine no longer has what is on screen.
    if (!network || running) return;
    if (asked.of !== of) asked = { of, names: new Set() };
    const { names: known } = asked;
    const names = missingNames(store.state).filter((name) => !known.has(name));
    if (names.length === 0) return;
    for (const name of names) known.add(name);
    const from = network;
    try {
      const values = await from.read(names);
      if (network !== from) return;
      const { weights } = graphIndex(from.info.graph);
      const read = (isWeight: boolean) =>
        new Map([...values].filter(([name]) => weights.has(name) === isWeight));
      store.dispatch({ type: 'weights-read', values: read(true) });
      store.dispatch({ type: 'values-read', snapshot: of, values: read(false) });
    } catch (thrown) {
      if (network === from) report('run', thrown);
    }
  }

  /** A network for digits gets a digit, any other the last picture that was none. */
  function fittingPicture(info: NetworkInfo): PictureSource<Blob> | undefined {
    const drawn = source?.kind === 'drawing';
    if (isDrawable(info.preprocess)) {
      const { strokes } = store.state;
      if (source?.kind === 'file' || (drawn && strokes.length > 0)) return undefined;
      return drawingOf(info, strokes.length > 0 ? strokes : (EXAMPLE_DIGITS[3] ?? []));
    }
    return drawn ? photo : undefined;
  }

  function openModel(wish: ModelSource<Blob>): Promise<void> {
    // A network of the catalogue is not what they waited for.
    const weights = joined(wish.kind === 'file' ? early : [], wish.weights ?? []);
    early = [];
    opening = loadModel(weights.length > 0 ? { ...wish, weights } : wish);
    return opening;
  }

  /** A model that waits for its weights gets them; any other file of weights waits for its model. */
  async function openWeights(files: readonly WeightFile<Blob>[]): Promise<void> {
    while (loading) await opening;
    const fitting = files.filter(({ path }) => isWanted(path, lacking));
    if (failed && fitting.length > 0) {
      const weights = named(joined(failed.weights ?? [], fitting), lacking);
      return openModel({ ...failed, weights });
    }
    const [first] = files;
    if (!first) return;
    if (lacking.length === 0) early = joined(early, files);
    const failure =
      lacking.length > 0 ? otherWeights(first.path, lacking) : weightsAlone(early.map(pathOf));
    store.dispatch({ type: 'failed', failure, keeps: network !== undefined });
  }

  async function loadModel(wish: ModelSource<Blob>): Promise<void> {
    loading?.cancel();
    failed = undefined;
    lacking = [];
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
      drop();
      model = wish;
      network = loaded;
      const id = wish.kind === 'catalog' ? wish.entry.id : undefined;
      store.dispatch({ type: 'model-ready', model: loadedModel(loaded.info, id) });
      const fitting = fittingPicture(loaded.info);
      await (fitting ? openPicture(fitting) : run());
    } catch (thrown) {
      if (loading !== task) return;
      loading = undefined;
      failed = wish;
      let failure = failureFrom('model', thrown);
      lacking = failure?.missing ?? [];
      const again = renamed(wish, lacking);
      if (again) return loadModel(again);
      const given = wish.weights?.map(pathOf) ?? [];
      if (failure?.code === 'missing-file' && given.length > 0)
        failure = lacksBesides(given, lacking);
      if (failure) store.dispatch({ type: 'failed', failure, keeps: network !== undefined });
      else store.dispatch({ type: 'model-cancelled' });
    }
  }

  async function openPicture(wish: PictureSource<Blob>): Promise<void> {
    source = wish;
    if (wish.kind === 'drawing') store.dispatch({ type: 'strokes', strokes: wish.strokes });
    else if (wish.kind !== 'camera') photo = wish;
    decoding?.cancel();
    running?.cancel();
    const sample = wish.kind === 'sample' ? wish.sample.file : undefined;
    if (!network || !ports.isAtHand(wish)) store.dispatch({ type: 'picture-requested', sample });
    const task = ports.decode(wish);
    decoding = task;
    try {
      const pixels = await task.result;
      if (decoding !== task) return;
      decoding = undefined;
      picture = { pixels, info: infoOf(wish, pixels, ++serial) };
      if (wish.kind !== 'camera') forgetEdits(pixels);
      const again = model ?? failed;
      await (network || loading || !again ? run() : openModel(again));
    } catch (thrown) {
      if (decoding !== task) return;
      decoding = undefined;
      picture = undefined;
      report('picture', thrown);
    }
  }

  /** What was painted over one picture is not painted over the next. */
  function forgetEdits(pixels: Size): void {
    const { editor, model: shown } = store.state;
    if (!shown) return;
    const frame = { picture: pixels, preprocess: shown.info.preprocess };
    const next = editorStep(editor, { type: 'picture' }, frame);
    if (next !== editor) store.dispatch({ type: 'editor', editor: next });
  }

  /** Edits that came while the one before them was run. */
  let isBehind = false;
  let isEditing = false;

  async function edit(): Promise<void> {
    isBehind = true;
    // To give up the run for every move of the hand would be never to finish one.
    if (isEditing) return;
    isEditing = true;
    while (isBehind) {
      isBehind = false;
      await run();
    }
    isEditing = false;
  }

  function change(changes: Partial<NetworkInfo>): void {
    const known = store.state.model;
    if (!known) return;
    store.dispatch({
      type: 'model-changed',
      model: { ...known, info: { ...known.info, ...changes } },
    });
  }

  return {
    openModel,
    openWeights,
    lacking: () => lacking,
    cancelLoading() {
      loading?.cancel();
      loading = undefined;
      store.dispatch({ type: 'model-cancelled' });
    },
    openPicture,
    async draw(strokes) {
      const info = store.state.model?.info;
      if (!info) return;
      if (strokes.length > 0) return openPicture(drawingOf(info, strokes));
      decoding?.cancel();
      running?.cancel();
      running = undefined;
      picture = undefined;
      store.dispatch({ type: 'strokes', strokes });
      store.dispatch({ type: 'picture-gone' });
    },
    edit,
    async prepare(preprocess) {
      change({ preprocess });
      await run();
    },
    label: (labels, labelsFrom) => change({ labels, labelsFrom }),
    async retry() {
      const again = source;
      const wish = failed ?? (network ? undefined : model);
      if (wish) await openModel(wish);
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
    occlude: coverParts,
    stopOcclusion() {
      if (store.state.occluding) running?.cancel();
    },
    readWanted,
  };
}

const pathOf = ({ path }: WeightFile<unknown>): string => path;

/** The same with its weights under the names that the model has; undefined where nothing changes. */
function renamed<Blob>(
  wish: ModelSource<Blob>,
  missing: readonly string[],
): ModelSource<Blob> | undefined {
  const before = wish.weights ?? [];
  const weights = named(before, missing);
  const isSame = weights.every(({ path }, index) => path === before[index]?.path);
  return isSame ? undefined : { ...wish, weights };
}

function drawingOf<Blob>(info: NetworkInfo, strokes: Strokes): PictureSource<Blob> {
  return { kind: 'drawing', strokes, side: Math.max(...info.preprocess.crop) };
}

function infoOf<Blob>(source: PictureSource<Blob>, pixels: Pixels, id: number): PictureInfo {
  const { width, height, preview } = pixels;
  const info = { id, width, height, preview };
  switch (source.kind) {
    case 'sample':
      return { ...info, name: source.sample.title, sample: source.sample.file };
    case 'drawing':
      return { ...info, name: 'Your drawing', drawn: true };
    case 'camera':
      return { ...info, name: 'Camera', live: true };
    case 'file':
      return { ...info, name: source.name };
  }
}
