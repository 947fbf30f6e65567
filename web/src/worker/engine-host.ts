// One engine module with one session: the worker's handlers. A trap inside WebAssembly leaves the
// heap in an unknown state, so after one the host answers every call with that same error.

import type { EngineLoader, EngineSession, GraphDescription } from '../../../wasm/engine.js';
import {
  type Api,
  type ElementType,
  type ErrorData,
  type ExternalFile,
  inputTransfer,
  readDescription,
  type ValueData,
  type WeightsInput,
} from '../protocol/index.js';
import type { Environment } from './environment.js';
import { Fault, fault, textOf, unwrap } from './fault.js';
import { fill } from './fill.js';
import type { Call, Handlers } from './handlers.js';
import { RunPolicy, workOf } from './run-policy.js';
import { SessionRuns, SLICE_MS } from './session-runs.js';
import { type StartedEngine, startEngine } from './start-engine.js';
import { recogniseWeights, weightsFigures } from './weights.js';

interface Files {
  model: Uint8Array<ArrayBuffer>;
  external: readonly ExternalFile[];
}

interface LoadedModel {
  session: EngineSession;
  graph: GraphDescription;
  policy: RunPolicy;
  runs: SessionRuns;
}

const KEEP_HINT =
  'Call run() with `keep: []` (a list with its name, if memory is short), and ask again.';

export class EngineHost implements Handlers {
  private readonly environment: Environment;
  private started: StartedEngine | undefined;
  private loaded: LoadedModel | undefined;
  /** What a load had that lacked files, for the load that brings the rest. */
  private waiting: Files | undefined;
  /** What a file of weights became, to be saved. A browser may keep it elsewhere than in memory. */
  private onnxFile: Blob | undefined;
  private isAuto = false;
  private crash: ErrorData | undefined;
  private told: string | undefined;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  async start(input: Api['start']['in'], call: Call<'start'>) {
    call.progress({ phase: 'compile', loaded: 0, total: 1 });
    this.isAuto = input.threads === 'auto';
    this.started = await startEngine(input, this.environment);
    call.progress({ phase: 'compile', loaded: 1, total: 1 });
    return this.started.info;
  }

  async load(input: Api['load']['in'], call: Call<'load'>) {
    if (input.weights !== undefined) return this.loadWeights(input, input.weights, call);
    const files = this.allFiles(input);
    try {
      return await this.parse(files, input, call);
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.data.code === 'missing-file') this.waiting = files;
      throw thrown;
    }
  }

  private async loadWeights(input: Api['load']['in'], weights: WeightsInput, call: Call<'load'>) {
    const { model } = input;
    // The request lives as long as the load: the file would be there twice, as weights and as ONNX.
    delete input.model;
    if (model === undefined) throw fault('invalid-argument', 'There are no weights to load.');
    call.progress({ phase: 'parse', loaded: 0, total: 1 });
    const { onnx, ...recognised } = await recogniseWeights(model, weights, this.environment);
    await call.pause();
    const loaded = await this.parse({ model: onnx, external: [] }, input, call);
    this.onnxFile = new Blob([onnx]);
    return { ...loaded, recognised };
  }

  async onnx() {
    if (this.onnxFile !== undefined) return new Uint8Array(await this.onnxFile.arrayBuffer());
    throw fault(
      'invalid-argument',
      'The session was opened from an ONNX file, not from weights.',
      'The file itself is what toOnnx() would give.',
    );
  }

  figures({ file, weights }: Api['figures']['in']) {
    return weightsFigures(file, weights, this.environment);
  }

  /** The files of this load, and those of the one before that lacked some. */
  private allFiles({ model, external = [] }: Api['load']['in']): Files {
    const { waiting } = this;
    this.waiting = undefined;
    if (model !== undefined) return { model, external };
    if (waiting === undefined) throw fault('invalid-argument', 'There is no model to load.');
    return { model: waiting.model, external: [...waiting.external, ...external] };
  }

  private async parse(
    { model, external }: Files,
    { maxMemory, dimensions, until, warmup }: Api['load']['in'],
    call: Call<'load'>,
  ) {
    const { engine, info } = this.engine();
    call.progress({ phase: 'parse', loaded: 0, total: 1 });
    this.ask(() => unwrap(engine.modelBuffer(model.length)).set(model));
    for (const { path, bytes } of external) {
      this.ask(() => unwrap(engine.externalBuffer(path, bytes.length)).set(bytes));
    }
    const options = {
      threads: info.threads,
      maxMemory,
      dimensionNames: Object.keys(dimensions ?? {}),
      dimensionSizes: Object.values(dimensions ?? {}),
      until: [...(until ?? [])],
    };
    const loader = this.ask(() => unwrap(engine.load(options)));
    const session = await this.loadInSlices(loader, call);
    const description = this.ask(() => session.describe());
    const graph = readDescription(description);
    const isFixed = !this.isAuto;
    const policy = new RunPolicy({ threads: info.threads, isFixed, work: workOf(graph.nodes) });
    const runs = new SessionRuns({
      session,
      policy,
      ask: (call) => this.ask(call),
      now: this.environment.now,
      usesIdleTime: warmup !== undefined,
    });
    const shapes = graph.inputs.map(({ shape }) => shape);
    if (warmup !== undefined) runs.warmUp(warmup, shapes);
    this.loaded = { session, graph, policy, runs };
    this.tell();
    call.progress({ phase: 'parse', loaded: 1, total: 1 });
    return { description };
  }

  private async loadInSlices(loader: EngineLoader, call: Call<'load'>): Promise<EngineSession> {
    try {
      for (;;) {
        const loaded = this.ask(() => unwrap(loader.step(SLICE_MS)));
        if (loaded === 1) return this.ask(() => loader.take());
        call.progress({ phase: 'parse', loaded, total: 1 });
        if (this.ask(() => loader.needsSecondModule())) await this.engine().provideSecondModule();
        await call.pause();
      }
    } finally {
      if (this.crash === undefined) this.ask(() => loader.delete());
    }
  }

  async run(input: Api['run']['in'], call: Call<'run'>) {
    const { feeds, keep, read, measure, described } = input;
    const model = this.model();
    const { session, policy, runs } = model;
    for (const feed of feeds) this.ask(() => fill(session, feed));
    const plan = keep === undefined ? 'fast' : 'inspect';
    const made = await runs.run({ plan, keep: Array.isArray(keep) ? keep : [] }, feeds, call);
    const changed = this.descriptionSince(described);
    if (changed.description) {
      model.graph = readDescription(changed.description);
      policy.work = workOf(model.graph.nodes);
    }
    this.tell();
    // What a caller knows only of another graph is left out: this run has not taken its branch.
    const isOther = changed.description !== undefined && keep !== 'all';
    const named = isOther ? [] : (keep ?? []);
    const values = this.kept(
      session,
      model.graph,
      named,
      isOther ? [...(keep ?? []), ...read] : read,
    );
    const isMeasured = measure && keep !== undefined;
    const measured = isMeasured ? { statistics: this.ask(() => unwrap(session.statistics())) } : {};
    return { ...made, values, ...measured, spare: inputTransfer('run', input), ...changed };
  }

  /**
   * Does a little of what can wait; false where nothing is left. Throws nothing: a trap is the answer
   * to the next call.
   */
  idle(): boolean {
    if (this.crash !== undefined || this.loaded === undefined) return false;
    const { runs } = this.loaded;
    try {
      const isMore = runs.dryRun();
      this.tell();
      return isMore;
    } catch {
      runs.abandonDryRuns();
      return false;
    }
  }

  async values({ names }: Api['values']['in'], call: Call<'values'>) {
    const session = await this.readable(call);
    return names.map((name) => this.askOfRun(() => copyOut(session, name)));
  }

  async statistics(_: null, call: Call<'statistics'>) {
    const session = await this.readable(call);
    return this.askOfRun(() => unwrap(session.statistics()));
  }

  async memory() {
    const { session } = this.model();
    const { engine } = this.engine();
    return this.ask(() => ({ ...session.memory(), heap: engine.heapBytes() }));
  }

  /** Outputs, then the rest of `keep` and `read`. 'all' and `read` leave out what the engine does not hold. */
  private kept(
    session: EngineSession,
    graph: GraphDescription,
    keep: 'all' | string[],
    read: readonly string[],
  ) {
    const values = new Map<string, ValueData>();
    const add = (name: string) => {
      if (!values.has(name))
        values.set(
          name,
          this.ask(() => copyOut(session, name)),
        );
    };
    for (const output of graph.outputs) add(output.name);
    if (keep !== 'all') for (const name of keep) add(name);
    for (const name of keep === 'all' ? everyValue(graph) : read) {
      try {
        add(name);
      } catch (thrown) {
        // The engine's word for a value that a run does not keep.
        if (!(thrown instanceof Fault) || thrown.data.code !== 'invalid-argument') throw thrown;
      }
    }
    return [...values.values()];
  }

  /** Where shapes were inferred again since that: another size of input, or what the run has found. */
  private descriptionSince(resolution: number) {
    const { session } = this.model();
    return this.ask(() => {
      const now = session.resolutions();
      return now === resolution ? {} : { description: session.describe(), resolution: now };
    });
  }

  /** The session with the values of its last run: a dry run under way brings the same. */
  private async readable(call: Call<'values' | 'statistics'>): Promise<EngineSession> {
    const { session, runs } = this.model();
    await runs.finishDryRun(call.pause);
    return session;
  }

  /** Tells the client the threads in use, where they or the reason for them have changed. */
  private tell(): void {
    const { info } = this.engine();
    const summary = this.model().policy.summary();
    if (summary.threadsNote === this.told) return;
    this.told = summary.threadsNote;
    this.environment.post({ kind: 'info', info: { ...info, ...summary } }, []);
  }

  private engine(): StartedEngine {
    if (this.crash !== undefined) throw new Fault(this.crash);
    if (this.started === undefined) throw fault('engine-not-loaded', 'The engine is not started.');
    return this.started;
  }

  private model() {
    this.engine();
    if (this.loaded === undefined) throw fault('engine-not-loaded', 'No model is loaded.');
    return this.loaded;
  }

  /** The engine's advice names its plans; the user of run() chooses them by `keep`. */
  private askOfRun<T>(call: () => T): T {
    try {
      return this.ask(call);
    } catch (thrown) {
      const advised = thrown instanceof Fault && thrown.data.code === 'invalid-argument';
      if (!advised || thrown.data.hint === '') throw thrown;
      throw new Fault({ ...thrown.data, hint: KEEP_HINT });
    }
  }

  /** Calls into the engine, which throws nothing by itself: what arrives here is a trap. */
  private ask<T>(call: () => T): T {
    try {
      return call();
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown;
      this.crash = {
        code: 'engine-crash',
        message: `The engine stopped (${textOf(thrown)}), and this session cannot be used any more.`,
        hint: 'Release the session and create a new one. If the model is large, it may need more memory than is left.',
      };
      throw new Fault(this.crash);
    }
  }
}

const ARRAYS: Record<ElementType, new (memory: ArrayBuffer) => ValueData['data']> = {
  float32: Float32Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

/** slice() makes a copy in memory that is neither the heap's nor shared. */
function copyOut(session: EngineSession, name: string): ValueData {
  const { type, dims, bytes } = unwrap(session.value(name));
  try {
    return { name, type, dims: [...dims], data: new ARRAYS[type](bytes.slice().buffer) };
  } catch (thrown) {
    throw fault(
      'out-of-memory',
      `There is no memory left for a copy of the value "${name}" (${textOf(thrown)}).`,
      'Keep fewer values of a run, or use a smaller picture.',
    );
  }
}

function everyValue(graph: GraphDescription): string[] {
  const outputs = graph.nodes.flatMap((node) => node.outputs).filter((name) => name !== '');
  return [...graph.inputs.map((input) => input.name), ...outputs];
}
