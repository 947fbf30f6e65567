// The controller's network port, on top of the client.

import {
  type ClassGroup,
  type Progress as ClientProgress,
  floatsOf,
  InferenceSession,
  scoreRule,
  scoresOf,
  Tensor,
} from '../../client/index.js';
import { keptConstants, keptFloats, type NetworkInfo } from '../network/network.js';
import type { Statistics } from '../network/statistics.js';
import { abortable } from './abortable.js';
import { fetchGroups, fetchLabels, IMAGENET } from './catalogue.js';
import { editedFeed } from './edits/edited-feed.js';
import { loadingPhases } from './loading-phases.js';
import type { DecodedPicture } from './pictures.js';
import type { ModelSource, Network, Ports, RunResult, RunWish } from './ports.js';
import type { Scores } from './predictions.js';
import { errorData, refuse } from './refusal.js';
import { type Site, workerIn } from './site.js';
import type { CatalogEntry, OutputValue, Progress } from './state.js';

/** Every reason why a picture cannot be fed to the network, as the ends of a sentence. */
function inputProblems({ inputMetadata, preprocess }: InferenceSession): string[] {
  const shapes = inputMetadata.map(({ name, shape }) => `${name} [${shape.join(', ')}]`);
  const problems: string[] = [];
  if (shapes.length !== 1) problems.push(`it has ${shapes.length} inputs: ${shapes.join('; ')}`);
  if (!preprocess) {
    problems.push(`${shapes[0] ?? 'nothing'} has not the shape of pictures`);
  } else if ((inputMetadata[0]?.shape[0] ?? 1) > 1) {
    problems.push(`${shapes[0]} takes ${inputMetadata[0]?.shape[0]} pictures at a time`);
  }
  return problems;
}

function infoOf(
  session: InferenceSession,
  title: string,
  entry: CatalogEntry | undefined,
  { labels, groups, labelsOf }: Names,
): NetworkInfo {
  const preprocess = entry?.preprocess ?? session.preprocess;
  const problems = inputProblems(session);
  if (!preprocess || problems.length > 0) {
    const isOpen = session.inputMetadata.some(({ shape }) => shape.includes(-1));
    throw refuse(
      'unsupported',
      `${title} does not take one picture: ${problems.join(', and ')}.`,
      `This page shows networks whose one input is a picture: [1, 3, height, width], [1, 1, height, width], or the same with the channels last.${isOpen ? ' -1 is a size that the file leaves open.' : ''}`,
    );
  }
  const info: NetworkInfo = {
    title,
    graph: session.graph(),
    inputShape: session.inputMetadata[0]?.shape ?? [],
    labels: labels ?? session.labels ?? [],
    preprocess,
    givenPreprocess: preprocess,
    notes: [...(entry?.note === undefined ? [] : [entry.note]), ...session.info.notes],
  };
  const grouped = groups ?? session.groups;
  const { source, assumptions } = session;
  return {
    ...info,
    ...(entry?.accuracy ? { accuracy: entry.accuracy } : {}),
    ...(grouped ? { groups: grouped } : {}),
    ...(labels && labelsOf ? { labelsOf } : {}),
    ...(session.file ? { file: session.file } : {}),
    ...(source ? { weights: { source, assumptions } } : {}),
    ...(session.unfamiliar ? { unfamiliar: session.unfamiliar } : {}),
  };
}

/** Probabilities of all classes, calibrated or as the network's softmax has them. */
function probabilitiesOf(
  session: InferenceSession,
  out: Record<string, Tensor>,
  temperature = session.temperature,
): Float32Array | undefined {
  const [output = ''] = session.outputNames;
  const tensor = out[output];
  // Anything but one finite number a class is shown as maps only.
  const data = tensor && floatsOf(tensor);
  if (!data) return undefined;
  if (Math.max(...tensor.dims) !== data.length) return undefined;
  if (!data.every((score) => Number.isFinite(score))) return undefined;
  return scoresOf(session.graph(), output, tensor, temperature);
}

function classScores(session: InferenceSession, out: Record<string, Tensor>): Scores | undefined {
  const probabilities = probabilitiesOf(session, out);
  if (!probabilities) return undefined;
  const raw = session.temperature === undefined ? undefined : probabilitiesOf(session, out, 1);
  const { apply } = scoreRule(session.graph(), session.outputNames[0] ?? '');
  return { probabilities, ...(raw ? { raw } : {}), softmaxAdded: apply !== 'nothing' };
}

/** More values of one output are left out. */
const MOST_VALUES = 2 ** 24;

/** undefined where the first output is a list of classes. */
function allOutputs(
  { outputNames }: InferenceSession,
  out: Record<string, Tensor>,
  scores: Scores | undefined,
): readonly OutputValue[] | undefined {
  if (scores && scores.probabilities.length > 1) return undefined;
  return outputNames.flatMap((name) => {
    const tensor = out[name];
    if (!tensor || tensor.data.length > MOST_VALUES) return [];
    const { type, dims } = tensor;
    const data = floatsOf(tensor) ?? Float64Array.from(tensor.data as ArrayLike<number>, Number);
    return [{ name, type, dims, data }];
  });
}

/** What can be read of a run, by name; undefined before the first. */
type Readable = ReadonlyMap<string, Statistics>;

async function runOnce(
  session: InferenceSession,
  picture: DecodedPicture,
  { preprocess, edits, wanted }: RunWish,
  signal: AbortSignal,
): Promise<RunResult> {
  const [input = ''] = session.inputNames;
  const before = session.graph();
  const fed = await editedFeed(picture.pixels, edits, preprocess);
  const out = await session.run(
    { [input]: fed.pixels },
    // Empty, so that all values can be read later: a list is content with what it names.
    {
      keep: [],
      read: [input, ...wanted],
      measure: true,
      latest: true,
      signal,
      preprocess: fed.preprocess,
    },
  );
  const statistics = new Map((await session.statistics()).map((of) => [of.name, of]));
  const values = keptFloats(out);
  const graph = session.graph();
  const { threads = 1, warm = false } = session.lastRun ?? {};
  const scores = classScores(session, out);
  const outputs = allOutputs(session, out, scores);
  const given = outputs ? { outputs } : {};
  const result = {
    ...given,
    values,
    statistics,
    timings: session.timings(),
    threads,
    warm,
    scores,
  };
  if (graph === before) return result;
  // The graph tells inputs as the file does; what is shown is what was fed.
  const inputs = graph.inputs.map((value) => ({
    ...value,
    shape: [...(out[value.name]?.dims ?? value.shape)],
  }));
  return { ...result, graph: { ...graph, inputs } };
}

/** What is known of the classes besides what the file says. */
interface Names {
  labels: readonly string[] | undefined;
  groups: readonly ClassGroup[] | undefined;
  /** Whose they were taken to be. */
  labelsOf?: string;
}

/** A list that cannot be fetched costs the names, not the network. */
async function namesOf(
  entry: Pick<CatalogEntry, 'labels' | 'groups'> | undefined,
  { models }: Site,
): Promise<Names> {
  const { labels, groups } = entry ?? {};
  const unknown = () => undefined;
  const [names, grouped] = await Promise.all([
    typeof labels === 'string' ? fetchLabels(labels, models).catch(unknown) : labels,
    groups === undefined ? undefined : fetchGroups(groups, models).catch(unknown),
  ]);
  return { labels: names, groups: grouped };
}

/** Weights with 1,000 outputs are taken for those of an ImageNet network: its names are the site's. */
async function assumedNames({ assumptions }: InferenceSession, site: Site): Promise<Names> {
  const labelsOf = 'ImageNet';
  const isAssumed = assumptions.some(({ name, value }) => name === 'labels' && value === labelsOf);
  return isAssumed
    ? { ...(await namesOf(IMAGENET, site)), labelsOf }
    : { labels: undefined, groups: undefined };
}

/** What a network is opened for: to be looked into, where every run keeps all values, or for its answers. */
export type Use = 'maps' | 'answers';
const WARM_UP = { maps: 'inspect', answers: false } as const;

function open(
  source: ModelSource<File>,
  { engine, models, threads = 'auto' }: Site,
  signal: AbortSignal,
  onProgress: (step: ClientProgress) => void,
  use: Use,
): Promise<InferenceSession> {
  const weights = source.weights ?? [];
  const besides = weights.reduce((sum, { file }) => sum + file.size, 0);
  const common = {
    externalData: weights.map(({ path, file: data }) => ({ path, data })),
    threads,
    ...(source.assume ? { assume: source.assume } : {}),
    ...(engine ? { wasmUrl: engine, workerUrl: workerIn(engine) } : {}),
    warmup: WARM_UP[use],
    signal,
    onProgress,
  };
  if (source.kind === 'file') {
    const maxMemory = memoryFor(source.file.size + besides);
    return InferenceSession.create(source.file, { ...common, maxMemory });
  }
  const { file, url = '', sha256, bytes = 0 } = source.entry;
  const address = file === undefined ? new URL(url) : new URL(file, models);
  const pinned = sha256 === undefined ? {} : { sha256, cache: true };
  return InferenceSession.create(address, {
    ...common,
    ...pinned,
    maxMemory: memoryFor(bytes + besides),
  });
}

/**
 * Who opens a file of that many bytes wants it to run: its weights, their packed copy, and as much
 * again for what flows through. Never less than the engine's default, nor more than it can address.
 */
function memoryFor(bytes: number): number {
  return Math.min(Math.max(5 * 2 ** 28, 3 * bytes), 2 ** 32 - 2 ** 16);
}

function networkOf(session: InferenceSession, info: NetworkInfo): Network<DecodedPicture> {
  let readable: Readable | undefined;
  const weights = new Set(session.graph().initializers.map(({ name }) => name));
  return {
    info,
    run: (picture, wish) =>
      abortable(async (signal) => {
        const result = await runOnce(session, picture, wish, signal);
        readable = result.statistics;
        return result;
      }),
    answer: (picture, { preprocess, edits }) =>
      abortable(async (signal) => {
        const [input = ''] = session.inputNames;
        const fed = await editedFeed(picture.pixels, edits, preprocess);
        const options = { latest: true, signal, preprocess: fed.preprocess };
        return classScores(session, await session.run({ [input]: fed.pixels }, options));
      }),
    async score({ dims, data }) {
      const [input = ''] = session.inputNames;
      const out = await session.run({ [input]: new Tensor('float32', data, dims) });
      return probabilitiesOf(session, out);
    },
    async read(names) {
      const there = names.filter((name) => weights.has(name) || readable?.has(name));
      try {
        return keptConstants(await session.values(there));
      } catch (thrown) {
        // A run that was given up half-way left nothing to read; the next one brings it.
        if (errorData(thrown)?.code === 'invalid-argument') return new Map();
        throw thrown;
      }
    },
    toOnnx: () => session.toOnnx(),
    release: () => void session.release(),
  };
}

async function load(
  source: ModelSource<File>,
  site: Site,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
  use: Use,
): Promise<Network<DecodedPicture>> {
  const entry = source.kind === 'catalog' ? source.entry : undefined;
  const title = source.kind === 'catalog' ? source.entry.title : source.name;
  const [session, names] = await Promise.all([
    open(source, site, signal, loadingPhases(title, entry?.bytes, progress), use),
    namesOf(entry, site),
  ]);
  site.onEngine?.(session.info.module);
  try {
    const known = entry ? names : await assumedNames(session, site);
    return networkOf(session, infoOf(session, title, entry, known));
  } catch (thrown) {
    await session.release();
    throw thrown;
  }
}

/** site: where the engine and the models of the site are. */
export function networkLoader(site: Site, use: Use = 'maps'): Ports<File, DecodedPicture>['load'] {
  return (source, progress) => abortable((signal) => load(source, site, signal, progress, use));
}
