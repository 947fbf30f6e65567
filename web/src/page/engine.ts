// The controller's network port, on top of the client.

import {
  type Progress as ClientProgress,
  InferenceSession,
  type Preprocess,
  scoreRule,
  scoresOf,
  type Tensor,
} from '../client/index.js';
import type { CatalogEntry, Progress } from '../state/app-state.js';
import type { ModelSource, Network, RunResult, Task } from '../state/controller.js';
import type { KeptValue, NetworkInfo } from '../state/network.js';
import type { Scores } from '../state/predictions.js';
import type { DecodedPicture } from './pictures.js';
import { refuse } from './refusal.js';

// Relative to the page, so that the site works from any folder of any host.
const ENGINE = new URL('engine/', document.baseURI);
const MODELS = new URL('models/', document.baseURI);

/** What a catalogue entry may carry besides what the page shows. */
export interface FullEntry extends CatalogEntry {
  preprocess?: Preprocess;
}

function phrase(title: string, { phase, loaded, total }: ClientProgress): Progress {
  switch (phase) {
    case 'download':
      return total === undefined
        ? { what: `Downloading ${title}`, loaded }
        : { what: `Downloading ${title}`, loaded, total };
    case 'verify':
      return { what: `Checking ${title}`, loaded: 0 };
    case 'compile':
      // The download may still be under way when the engine has started.
      return { what: loaded === 1 ? `Loading ${title}` : 'Starting the engine', loaded: 0 };
    case 'parse':
      return { what: `Reading ${title}`, loaded: 0 };
  }
}

function infoOf(
  session: InferenceSession,
  title: string,
  entry: FullEntry | undefined,
): NetworkInfo {
  const preprocess = entry?.preprocess ?? session.preprocess;
  const input = session.inputMetadata[0];
  if (!preprocess || session.inputNames.length !== 1) {
    throw refuse(
      'unsupported',
      `${title} does not take one picture: its input${session.inputNames.length === 1 ? ` is ${input?.name} [${input?.shape.join(', ')}]` : `s are ${session.inputNames.join(', ')}`}.`,
      'This page shows networks whose one input is a picture, [1, 3, height, width] or [1, 1, height, width].',
    );
  }
  const info: NetworkInfo = {
    title,
    graph: session.graph(),
    labels: entry?.labels ?? session.labels ?? [],
    preprocess,
    notes: session.info.notes,
  };
  return entry?.accuracy ? { ...info, accuracy: entry.accuracy } : info;
}

function classScores(session: InferenceSession, out: Record<string, Tensor>): Scores | undefined {
  const [output = ''] = session.outputNames;
  const tensor = out[output];
  // Anything but one finite number a class is shown as maps only.
  if (!tensor || Math.max(...tensor.dims) !== tensor.data.length) return undefined;
  if (!tensor.data.every((score) => Number.isFinite(score))) return undefined;
  const graph = session.graph();
  return {
    probabilities: scoresOf(graph, output, tensor),
    softmaxAdded: scoreRule(graph, output).apply !== 'nothing',
  };
}

async function runOnce(
  session: InferenceSession,
  preprocess: Preprocess,
  picture: DecodedPicture,
  signal: AbortSignal,
): Promise<RunResult> {
  const [input = ''] = session.inputNames;
  const before = session.graph();
  const out = await session.run(
    { [input]: picture.pixels },
    { keep: 'all', latest: true, signal, preprocess },
  );
  const values = new Map<string, KeptValue>(Object.entries(out));
  const graph = session.graph();
  const result = { values, timings: session.timings(), scores: classScores(session, out) };
  return graph === before ? result : { ...result, graph };
}

async function load(
  source: ModelSource<File>,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
): Promise<Network<DecodedPicture>> {
  const entry: FullEntry | undefined = source.kind === 'catalog' ? source.entry : undefined;
  const title = source.kind === 'catalog' ? source.entry.title : source.name;
  const from = source.kind === 'catalog' ? new URL(source.entry.file, MODELS) : source.file;
  const session = await InferenceSession.create(from, {
    wasmUrl: ENGINE,
    workerUrl: new URL('worker.js', ENGINE),
    signal,
    onProgress: (step) => progress(phrase(title, step)),
    ...(entry?.sha256 ? { sha256: entry.sha256 } : {}),
  });
  try {
    const info = infoOf(session, title, entry);
    return {
      info,
      run: (picture) =>
        abortable((runSignal) => runOnce(session, info.preprocess, picture, runSignal)),
      release: () => void session.release(),
    };
  } catch (thrown) {
    await session.release();
    throw thrown;
  }
}

/** A promise with a signal as a Task. */
export function abortable<T>(work: (signal: AbortSignal) => Promise<T>): Task<T> {
  const abort = new AbortController();
  return { result: work(abort.signal), cancel: () => abort.abort() };
}

export function loadNetwork(
  source: ModelSource<File>,
  progress: (progress: Progress) => void,
): Task<Network<DecodedPicture>> {
  return abortable((signal) => load(source, signal, progress));
}
