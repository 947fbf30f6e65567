/// <reference lib="esnext.disposable" preserve="true" />
// One model in one worker. Releasing the session terminates the worker: WebAssembly memory never
// shrinks, so this is the only way to give it back.

import {
  type Assumption,
  type EngineInfo,
  type ExternalFile,
  type GraphDescription,
  type Memory,
  type Preprocess,
  type RecognisedWeights,
  type RunSummary,
  readDescription,
  type ValueData,
  type ValueDescription,
  type ValueStatistics,
  type WeightsSource,
} from '../protocol/index.js';
import { checkRunOptions, checkSessionOptions, wrong } from './check-options.js';
import { describeModel, type ModelFile } from './describe-model.js';
import { DownloadProgress } from './download-progress.js';
import { fromStored } from './element-types.js';
import { type EngineStart, engineFor } from './engine-start.js';
import { aborted, failure, throwIfAborted } from './error.js';
import { toFeeds } from './feeds.js';
import { givenFiles } from './given-files.js';
import { type ClassGroup, readGroups } from './groups.js';
import { isStrings } from './kinds.js';
import { readLabels } from './labels.js';
import type { Feeds, ModelSource, RunOptions, SessionOptions } from './options.js';
import { choosePicture, mergePreprocess } from './preprocess.js';
import { readBeside, readExternal } from './read-external.js';
import { cacheAddress, DEFAULT_MAX_MEMORY, readModel } from './read-model.js';
import { SpareBuffers } from './spare-buffers.js';
import { readTemperature } from './temperature.js';
import { Tensor, type TensorType } from './tensor.js';
import { readUnfamiliar, type UnfamiliarRule } from './unfamiliar.js';
import { weightsInput } from './weights-input.js';
import type { WorkerClient } from './worker-client.js';

/**
 * One network, loaded into a worker of its own.
 *
 * @example
 * ```ts
 * import { InferenceSession, Tensor } from 'cnn-playground';
 *
 * const session = await InferenceSession.create('net.onnx');
 * const x = new Tensor('float32', new Float32Array(3 * 224 * 224), [1, 3, 224, 224]);
 * const values = await session.run({ input: x }, { keep: 'all' });
 * console.log(values['output']?.data, Object.keys(values));
 * await session.release();
 * ```
 */
export class InferenceSession {
  /** Shapes as in the file; -1 for a dimension it leaves open. */
  readonly inputMetadata: readonly ValueDescription[];
  /** Shapes as inferred when the model was loaded; open sizes of inputs are assumed there. */
  readonly outputMetadata: readonly ValueDescription[];
  /** Class names, where the file has them. */
  readonly labels: readonly string[] | undefined;
  /** Groups of classes for answerByGroup, where the file has them. */
  readonly groups: readonly ClassGroup[] | undefined;
  /** How pictures are prepared; undefined where none of the model's inputs can be a picture. */
  readonly preprocess: Readonly<Preprocess> | undefined;
  /** Name of the input that takes pictures; undefined where none can. */
  readonly pictureInput: string | undefined;
  /**
   * True where the file leaves the size of pictures open and nothing in it tells which one is right, so that the
   * one in `preprocess` is a guess: say the size that the network was trained with (preprocess.crop).
   */
  readonly isSizeGuessed: boolean;
  /**
   * What the logits are divided by, so that probabilities are as large as they are right; for scoresOf.
   * undefined where the file says none. A classifier applies it by itself.
   */
  readonly temperature: number | undefined;
  /**
   * How to tell a picture unlike the training pictures, where the file says so: give it to
   * unfamiliarity(), with the value of a run that it names.
   */
  readonly unfamiliar: UnfamiliarRule | undefined;
  /** The same as release(), where the environment has Symbol.asyncDispose. */
  declare readonly [Symbol.asyncDispose]: () => Promise<void>;
  /** What a file of weights was found to be; undefined for an ONNX file. */
  readonly source: WeightsSource | undefined;
  /**
   * What an ONNX file says of itself: who wrote it, opsets, element types of its weights. undefined for a file of weights,
   * of which `source` tells.
   */
  readonly file: ModelFile | undefined;
  /**
   * What the weights of `source` do not tell, and what was taken in its place; the option `assume` changes it. Empty
   * for an ONNX file.
   */
  readonly assumptions: readonly Assumption[];
  private readonly client: WorkerClient;
  /** The graph, and which of the engine's descriptions it is of. */
  private described: { graph: GraphDescription; resolution: number };
  private last: RunSummary | undefined;
  /** Statistics that came with the last run. */
  private measured: ValueStatistics[] | undefined;
  private readonly buffers = new SpareBuffers();
  /** As the engine started; the worker tells what changes. */
  private readonly started: EngineInfo;
  /** What is to be said besides about this model. */
  private readonly notes: readonly string[];

  /**
   * Loads a model and starts a worker for it. Where that fails, nothing is left running.
   *
   * @throws PlaygroundError that says what to do. Of the file: 'not-a-model', 'invalid-model',
   * 'truncated', 'unsupported', 'unknown-network', 'missing-file', 'hash-mismatch', 'limit-exceeded', 'out-of-memory'. Of
   * getting it: 'http-error', 'network', 'offline', 'cors', 'file-error', 'hash-unavailable'. Of the
   * engine: 'unsupported-environment', 'worker-failed', 'engine-not-loaded'. And 'invalid-argument',
   * 'aborted'.
   *
   * @example
   * ```ts
   * import { InferenceSession } from 'cnn-playground';
   *
   * const stop = new AbortController();
   * const session = await InferenceSession.create('https://example.org/net.onnx', {
   *   signal: stop.signal,
   *   onProgress: ({ phase, loaded, total }) => console.log(phase, loaded, total),
   * });
   * ```
   */
  static async create(
    source: ModelSource,
    options: SessionOptions = {},
  ): Promise<InferenceSession> {
    checkSessionOptions(options);
    cacheAddress(source, options);
    throwIfAborted(options.signal, 'Loading');
    const engine = engineFor(options);
    const stop = new AbortController();
    const forward = () => {
      stop.abort(options.signal?.reason);
      void engine.client.terminate();
    };
    try {
      options.signal?.addEventListener('abort', forward, { once: true });
      return await open(engine, source, { ...options, signal: stop.signal });
    } catch (thrown) {
      // The other half (the download, or the engine's start) may still be under way.
      stop.abort();
      await engine.client.terminate();
      throw options.signal?.aborted ? aborted('Loading', options.signal) : thrown;
    } finally {
      options.signal?.removeEventListener('abort', forward);
    }
  }

  /** Use InferenceSession.create. */
  constructor(
    client: WorkerClient,
    graph: GraphDescription,
    info: EngineInfo,
    modelNotes: readonly string[] = [],
    recognised?: Omit<RecognisedWeights, 'onnx'>,
    file?: ModelFile,
  ) {
    const { preprocess, input, isSizeGuessed, notes } = choosePicture(graph);
    const labels = readLabels(graph.metadata);
    const groups = readGroups(graph.metadata);
    const temperature = readTemperature(graph);
    const unfamiliar = readUnfamiliar(graph);
    this.client = client;
    this.file = file;
    this.source = recognised?.source;
    this.assumptions = recognised?.assumptions ?? [];
    this.described = { graph, resolution: 0 };
    this.inputMetadata = graph.inputs;
    this.outputMetadata = graph.outputs;
    this.preprocess = preprocess;
    this.pictureInput = input;
    this.isSizeGuessed = isSizeGuessed;
    this.labels = labels.labels;
    this.groups = groups.groups;
    this.temperature = temperature.temperature;
    this.unfamiliar = unfamiliar.rule;
    this.started = info;
    const read = [labels, groups, temperature, unfamiliar].flatMap(({ notes }) => notes);
    this.notes = [...modelNotes, ...notes, ...read];
  }

  /**
   * Which module runs, on how many threads, as of now: with threads: 'auto' the number is measured
   * while the session is used, and threadsNote says how. notes are sentences about what else was
   * chosen and why.
   */
  get info(): Readonly<EngineInfo> {
    const info = this.client.info ?? this.started;
    return { ...info, notes: [...info.notes, ...this.notes] };
  }

  /**
   * How the last run was made; undefined before the first. A run that is not warm is one of the first:
   * the browser has not optimised the engine's code yet, and it takes up to several times as long.
   */
  get lastRun(): { threads: number; warm: boolean } | undefined {
    return this.last && { threads: this.last.threads, warm: this.last.warm };
  }

  get inputNames(): readonly string[] {
    return this.inputMetadata.map(({ name }) => name);
  }

  get outputNames(): readonly string[] {
    return this.outputMetadata.map(({ name }) => name);
  }

  /**
   * Runs the network. Result: the outputs, and the values `keep` and `read` name, by ONNX value name.
   *
   * @throws PlaygroundError: 'invalid-argument' and 'invalid-shape' for what is fed, 'aborted',
   * 'superseded', 'released', 'limit-exceeded' and 'out-of-memory', 'engine-crash' and 'worker-failed',
   * after which the session is of no use.
   *
   * @example
   * ```ts
   * import { InferenceSession } from 'cnn-playground';
   *
   * const session = await InferenceSession.create('net.onnx');
   * const data = new Uint8Array(320 * 240 * 4); // RGBA, resized and normalised as the file says
   * const values = await session.run({ input: { data, width: 320, height: 240 } });
   * ```
   */
  async run(feeds: Feeds, options: RunOptions = {}): Promise<Record<string, Tensor>> {
    checkRunOptions(options);
    const { keep, read = [], measure = false, signal, latest = false, onProgress } = options;
    throwIfAborted(signal, 'The run');
    if (Array.isArray(keep)) this.checkNames(keep);
    this.checkNames(read);
    const preprocess =
      this.preprocess && mergePreprocess(this.preprocess, options.preprocess ?? {});
    const list = toFeeds(feeds, this.inputMetadata, preprocess, this.buffers);
    // Runs before this one may change the graph, or fail to: the engine knows which one it is at.
    const before = this.described;
    const described = before.resolution;
    const input = { feeds: list, keep, read: [...read], measure, latest, described };
    const result = await this.client.request('run', input, { signal, onProgress });
    const { timings, threads, warm } = result;
    this.buffers.keep(result.spare);
    this.last = { timings, threads, warm };
    this.measured = result.statistics;
    const { description, resolution = described } = result;
    if (description === undefined) this.described = before;
    else this.described = { graph: readDescription(description), resolution };
    return this.tensors(result.values);
  }

  /**
   * Values by ONNX value name: of the last run, which must have had `keep` (after another, only its
   * outputs answer), or weights at any time.
   *
   * @throws PlaygroundError: 'invalid-argument' for a name there is not, or a value that was not kept.
   *
   * @example
   * ```ts
   * import { InferenceSession } from 'cnn-playground';
   *
   * const session = await InferenceSession.create('net.onnx');
   * const [weights] = session.graph().initializers;
   * if (weights) console.log(await session.values([weights.name]));
   * ```
   */
  async values(names: readonly string[]): Promise<Record<string, Tensor>> {
    if (!isStrings(names)) throw wrong('names', names, 'an array of value names');
    this.checkNames(names);
    return this.tensors(await this.client.request('values', { names: [...names] }));
  }

  /**
   * Statistics of every float32 value of the last run; of its outputs alone where it had no `keep`.
   *
   * @throws PlaygroundError: 'invalid-argument' before the first run.
   */
  async statistics(): Promise<ValueStatistics[]> {
    return this.measured ?? this.client.request('statistics', null);
  }

  /** The network, at the shapes of the last run. */
  graph(): GraphDescription {
    return this.described.graph;
  }

  /** Milliseconds per node of the last run, index as in graph().nodes; empty before the first. */
  timings(): number[] {
    return [...(this.last?.timings ?? [])];
  }

  /**
   * Bytes that the session holds in the engine.
   *
   * @throws PlaygroundError: 'released', 'worker-failed' or 'engine-crash'.
   */
  memory(): Promise<Memory> {
    return this.client.request('memory', null);
  }

  /**
   * The ONNX file that was made of a file of weights: the same network, for any program that reads ONNX.
   *
   * @throws PlaygroundError: 'invalid-argument' where the session was opened from an ONNX file.
   *
   * @example
   * ```ts
   * import { InferenceSession } from 'cnn-playground';
   *
   * const session = await InferenceSession.create('tinyvgg.pth', { assume: { labels: ['cat', 'dog', 'bird'] } });
   * console.log(session.source?.name, session.assumptions);
   * const bytes = await session.toOnnx();
   * ```
   */
  async toOnnx(): Promise<Uint8Array<ArrayBuffer>> {
    return this.client.request('onnx', null);
  }

  /** Ends the worker. What still waits is rejected with code 'released'. Can be called again. */
  release(): Promise<void> {
    return this.client.terminate();
  }

  /** Inputs and outputs in the types that the file states; all other values as the engine stores them. */
  private tensors(values: readonly ValueData[]): Record<string, Tensor> {
    const stated = [...this.inputMetadata, ...this.outputMetadata].filter(({ runsAs }) => runsAs);
    const types = new Map(stated.map(({ name, type }) => [name, type as TensorType]));
    return Object.fromEntries(
      values.map(({ name, type, dims, data }) => {
        const own = types.get(name) ?? type;
        return [name, new Tensor(own, fromStored(own, data), dims)];
      }),
    );
  }

  private checkNames(names: readonly string[]): void {
    const { inputs, nodes, initializers } = this.described.graph;
    const known = new Set([...inputs, ...initializers].map(({ name }) => name));
    for (const node of nodes) for (const name of node.outputs) known.add(name);
    const unknown = names.find((name) => !known.has(name));
    if (unknown === undefined) return;
    throw failure(
      'invalid-argument',
      `The model has no value "${unknown}".`,
      'Names of values are the inputs and outputs of the nodes in graph().nodes.',
    );
  }
}

if (Symbol.asyncDispose !== undefined) {
  Object.defineProperty(InferenceSession.prototype, Symbol.asyncDispose, {
    value: InferenceSession.prototype.release,
  });
}

/** The model is fetched while the engine starts: neither needs the other. */
async function open(
  engine: EngineStart,
  source: ModelSource,
  options: SessionOptions & { signal: AbortSignal },
): Promise<InferenceSession> {
  const { signal, onProgress, maxMemory = 0, freeDimensionOverrides: dimensions = {} } = options;
  const until = [options.until ?? []].flat();
  const { client } = engine;
  const warmup = warmupPlan(options.warmup);
  const progress = new DownloadProgress(onProgress);
  const read = { signal, progress, maxBytes: maxMemory || DEFAULT_MAX_MEMORY };
  const [{ model, notes }, external, info] = await Promise.all([
    readModel(source, { ...options, onProgress: progress.part() }),
    readExternal(givenFiles(options.externalData), read),
    engine.started(onProgress),
  ]);
  const weights = weightsInput(model, source, options);
  // Before the bytes go to the worker.
  const file = weights ? undefined : describeModel(model);
  const load = (files: { model?: typeof model; external: ExternalFile[] }) =>
    client.request(
      'load',
      { ...files, weights, maxMemory, dimensions, until, warmup },
      { signal, onProgress },
    );
  const { description, recognised } = await load({ model, external }).catch(
    async (lacking: unknown) => {
      const beside = await readBeside(source, lacking, read);
      if (options.cache) notes.push(notKept(beside));
      return load({ external: beside });
    },
  );
  return new InferenceSession(client, readDescription(description), info, notes, recognised, file);
}

function notKept(files: readonly ExternalFile[]): string {
  const names = files.map(({ path }) => path).join(', ');
  return `The model is kept in the browser's cache, but not its weights in other files: ${names}.`;
}

function warmupPlan(warmup: SessionOptions['warmup'] = true): 'fast' | 'inspect' | undefined {
  return warmup === true ? 'fast' : warmup || undefined;
}
