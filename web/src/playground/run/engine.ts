// The controller's network port, on top of the client.

import {
  type Feeds,
  floatsOf,
  type GraphDescription,
  InferenceSession,
  type SessionOptions,
  scoreRule,
  scoresOf,
  Tensor,
} from '../../client/index.js';
import { fedSize } from '../../pixels/place.js';
import { type FedSizes, filled, type InputFill } from '../network/input-fill.js';
import {
  batchOf,
  keptConstants,
  keptFloats,
  type NetworkInfo,
  type Preprocess,
} from '../network/network.js';
import type { Statistics } from '../network/statistics.js';
import { abortable } from './abortable.js';
import { fetchGroups, fetchLabels, IMAGENET } from './catalogue.js';
import { editedFeed } from './edits/edited-feed.js';
import { type FirstOfBatch, firstOfBatch } from './first-of-batch.js';
import { loadingPhases } from './loading-phases.js';
import { infoOf, type Names, pictureFirst, withGiven } from './network-info.js';
import type { DecodedPicture } from './pictures.js';
import type { ModelSource, Network, Ports, RunResult, RunWish } from './ports.js';
import type { Scores } from './predictions.js';
import { errorData } from './refusal.js';
import { type Site, workerIn } from './site.js';
import type { CatalogEntry, OutputValue, Progress } from './state.js';

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

/** Of a picture alone: what a network says of made-up numbers is no answer to anything. */
function classScores(session: InferenceSession, out: Record<string, Tensor>): Scores | undefined {
  if (session.pictureInput === undefined) return undefined;
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

/** One network, and how it is fed. */
interface Fed {
  session: InferenceSession;
  first: FirstOfBatch | undefined;
  /** What the inputs get that take no picture; as in the last run. */
  fills: readonly InputFill[];
  /** [height, width] of the last run's input and picture. */
  sizes: FedSizes;
  /** The graph of the last run; before one that of the load, unless it leaves sizes of the input open. */
  told: GraphDescription | undefined;
}

const isOpen = ({ inputs }: GraphDescription): boolean =>
  inputs.some(({ shape }) => shape.some((size) => size < 0));

function fillTensors({ fills, sizes }: Pick<Fed, 'fills' | 'sizes'>): Record<string, Tensor> {
  return Object.fromEntries(
    fills.map((fill) => [fill.name, new Tensor(fill.runsAs, filled(fill, sizes), fill.dims)]),
  );
}

/** Everything that the network is fed for a picture. */
export async function feedsFor(
  network: Pick<Fed, 'session' | 'fills' | 'sizes'>,
  picture: DecodedPicture,
  { preprocess, fills, edits, input }: RunWish,
): Promise<{ feeds: Feeds; preprocess: Preprocess }> {
  const { pictureInput } = network.session;
  const fed = await editedFeed(picture.pixels, edits, preprocess);
  if (fills) network.fills = fills;
  const { height, width } = picture.pixels;
  network.sizes = { input: fedSize(preprocess, picture.pixels), picture: [height, width] };
  const given = input ? new Tensor('float32', input.data, [...input.dims]) : fed.pixels;
  const pictures = pictureInput === undefined ? {} : { [pictureInput]: given };
  return { feeds: { ...pictures, ...fillTensors(network) }, preprocess: fed.preprocess };
}

async function runOnce(
  network: Fed,
  picture: DecodedPicture,
  wish: RunWish,
  signal: AbortSignal,
): Promise<RunResult> {
  const { session, first } = network;
  const before = session.graph();
  const { feeds, preprocess } = await feedsFor(network, picture, wish);
  // Where none of the sizes that were tried fit, no value is known before the first run.
  const read = before.nodes.length > 0 ? [...session.inputNames, ...wish.wanted] : [];
  const made = await session.run(feeds, {
    // Empty, so that all values can be read later: a list is content with what it names.
    keep: wish.isAlone ? read : [],
    read,
    measure: !wish.isAlone,
    latest: true,
    signal,
    ...(session.preprocess ? { preprocess } : {}),
  });
  const out = first?.tensors(made) ?? made;
  const all = wish.isAlone ? [] : await session.statistics();
  const statistics = new Map((first?.statistics(all) ?? all).map((of) => [of.name, of]));
  const values = keptFloats(out);
  const { threads = 1, warm = false } = session.lastRun ?? {};
  const scores = classScores(session, out);
  const outputs = allOutputs(session, out, scores);
  const result = {
    ...(outputs ? { outputs } : {}),
    values,
    statistics,
    timings: session.timings(),
    threads,
    warm,
    scores,
  };
  const now = session.graph();
  if (now === network.told) return result;
  network.told = now;
  const graph = pictureFirst(now, session.pictureInput);
  const shown = first?.graph(graph) ?? graph;
  // The graph tells inputs as the file does; what is shown is what was fed.
  const inputs = shown.inputs.map((value) => ({
    ...value,
    shape: [...(out[value.name]?.dims ?? value.shape)],
  }));
  return { ...result, graph: { ...shown, inputs } };
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

/** A session for what somebody opened. */
export function openSession(
  source: ModelSource<File>,
  { engine, models, threads = 'auto' }: Site,
  options: SessionOptions,
): Promise<InferenceSession> {
  const weights = source.weights ?? [];
  const besides = weights.reduce((sum, { file }) => sum + file.size, 0);
  const common = {
    externalData: weights.map(({ path, file: data }) => ({ path, data })),
    threads,
    // What stands in the place of a file of weights is the ONNX file that came of it.
    ...(source.assume && !source.instead ? { assume: source.assume } : {}),
    ...(source.until ? { until: source.until } : {}),
    ...(engine ? { wasmUrl: engine, workerUrl: workerIn(engine) } : {}),
    ...options,
  };
  if (source.instead) {
    const maxMemory = memoryFor(source.instead.size + besides);
    return InferenceSession.create(source.instead, { ...common, maxMemory });
  }
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

function networkOf(
  session: InferenceSession,
  info: NetworkInfo,
  first: FirstOfBatch | undefined,
  instead: Blob | undefined,
): Network<DecodedPicture> {
  const none = { input: info.preprocess.crop, picture: info.preprocess.crop };
  const loaded = session.graph();
  const told = isOpen(loaded) ? undefined : loaded;
  const network: Fed = { session, first, fills: info.fills ?? [], sizes: none, told };
  let readable: Readable | undefined;
  const weights = new Set(session.graph().initializers.map(({ name }) => name));
  const ofOne = (out: Record<string, Tensor>) => first?.tensors(out) ?? out;
  return {
    info,
    run: (picture, wish) =>
      abortable(async (signal) => {
        const result = await runOnce(network, picture, wish, signal);
        readable = result.statistics;
        return result;
      }),
    answer: (picture, wish) =>
      abortable(async (signal) => {
        const { feeds, preprocess } = await feedsFor(network, picture, wish);
        const options = { latest: true, signal, preprocess };
        return classScores(session, ofOne(await session.run(feeds, options)));
      }),
    async score({ dims, data }) {
      const batch = batchOf(info);
      const repeated = new Float32Array(batch * data.length);
      for (let at = 0; at < repeated.length; at += data.length) repeated.set(data, at);
      const tensor = new Tensor('float32', repeated, [batch, ...dims.slice(1)]);
      const feeds = { ...fillTensors(network), [session.pictureInput ?? '']: tensor };
      return probabilitiesOf(session, ofOne(await session.run(feeds)));
    },
    async read(names) {
      const there = names.filter((name) => weights.has(name) || readable?.has(name));
      try {
        return keptConstants(ofOne(await session.values(there)));
      } catch (thrown) {
        // A run that was given up half-way left nothing to read; the next one brings it.
        if (errorData(thrown)?.code === 'invalid-argument') return new Map();
        throw thrown;
      }
    },
    toOnnx: async () => (instead ? new Uint8Array(await instead.arrayBuffer()) : session.toOnnx()),
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
  const onProgress = loadingPhases(title, entry?.bytes, progress);
  const [session, names] = await Promise.all([
    openSession(source, site, { warmup: WARM_UP[use], signal, onProgress }),
    namesOf(entry, site),
  ]);
  site.onEngine?.(session.info.module);
  try {
    const input = session.inputMetadata.find(({ name }) => name === session.pictureInput);
    const batch = input?.anyShape ? 1 : (input?.shape[0] ?? 1);
    const first = firstOfBatch(session.graph(), batch);
    const known = entry ? names : await assumedNames(session, site);
    const info = withGiven(infoOf(session, title, entry, known, first), source.assume);
    return networkOf(session, info, first, source.instead);
  } catch (thrown) {
    await session.release();
    throw thrown;
  }
}

/** site: where the engine and the models of the site are. */
export function networkLoader(site: Site, use: Use = 'maps'): Ports<File, DecodedPicture>['load'] {
  return (source, progress) => abortable((signal) => load(source, site, signal, progress, use));
}
