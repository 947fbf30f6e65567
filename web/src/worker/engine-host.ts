// One engine module with one session: the worker's handlers. A trap inside WebAssembly leaves the
// heap in an unknown state, so after one the host answers every call with that same error.

import type { EngineSession, GraphDescription } from '../../../wasm/engine.js';
import type { Api, ErrorData, Feed, Method, ValueData } from '../protocol/index.js';
import type { Environment } from './environment.js';
import { Fault, fault, textOf, unwrap } from './fault.js';
import { type StartedEngine, startEngine } from './start-engine.js';

/** What a handler may do besides returning its answer. */
export interface Call<M extends Method> {
  progress(progress: Api[M]['progress']): void;
  /** Lets waiting messages in; throws if the request was cancelled or superseded. */
  pause(): Promise<void>;
}

export type Handlers = {
  [M in Method]: (input: Api[M]['in'], call: Call<M>) => Promise<Api[M]['out']>;
};

/** Longest time without looking at the messages, ms: half a frame. */
const SLICE_MS = 8;

const KEEP_HINT = 'Call run() with keep: [] (or "all", or a list of names) and ask again.';

export class EngineHost implements Handlers {
  private readonly environment: Environment;
  private started: StartedEngine | undefined;
  private loaded: { session: EngineSession; graph: GraphDescription } | undefined;
  private crash: ErrorData | undefined;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  async start(input: Api['start']['in'], call: Call<'start'>) {
    call.progress({ phase: 'compile', loaded: 0, total: 1 });
    this.started = await startEngine(input, this.environment);
    call.progress({ phase: 'compile', loaded: 1, total: 1 });
    return this.started.info;
  }

  async load({ model, maxMemory }: Api['load']['in'], call: Call<'load'>) {
    const { engine, info } = this.engine();
    call.progress({ phase: 'parse', loaded: 0, total: 1 });
    this.ask(() => unwrap(engine.modelBuffer(model.length)).set(model));
    const session = this.ask(() => unwrap(engine.load({ threads: info.threads, maxMemory })));
    const graph = this.ask(() => session.describe());
    this.loaded = { session, graph };
    call.progress({ phase: 'parse', loaded: 1, total: 1 });
    return { graph };
  }

  async run({ feeds, keep, describe }: Api['run']['in'], call: Call<'run'>) {
    const { session, graph } = this.model();
    for (const feed of feeds) this.ask(() => fill(session, feed));
    const total = this.ask(() => unwrap(session.begin(keep === undefined ? 'fast' : 'inspect')));
    for (let left = total; left > 0; ) {
      left = this.ask(() => unwrap(session.step(SLICE_MS)));
      if (left === 0) break;
      call.progress({ done: total - left, total });
      await call.pause();
    }
    return {
      // Names do not change with shapes.
      values: this.kept(session, graph, keep ?? []),
      timings: this.ask(() => [...session.timings()]),
      ...(describe ? { graph: this.ask(() => session.describe()) } : {}),
    };
  }

  async values({ names }: Api['values']['in']) {
    const { session } = this.model();
    return names.map((name) => this.askOfRun(() => copyOut(session, name)));
  }

  async statistics() {
    const { session } = this.model();
    return this.askOfRun(() => unwrap(session.statistics()));
  }

  async memory() {
    const { session } = this.model();
    const { engine } = this.engine();
    return this.ask(() => ({ ...session.memory(), heap: engine.heapBytes() }));
  }

  /** Outputs, then the rest of `keep`. 'all' leaves out what the engine does not hold as float32. */
  private kept(session: EngineSession, graph: GraphDescription, keep: 'all' | string[]) {
    const values = new Map<string, ValueData>();
    const add = (name: string) => {
      if (!values.has(name))
        values.set(
          name,
          this.ask(() => copyOut(session, name)),
        );
    };
    for (const output of graph.outputs) add(output.name);
    if (keep !== 'all') {
      for (const name of keep) add(name);
      return [...values.values()];
    }
    for (const name of everyValue(graph)) {
      try {
        add(name);
      } catch (thrown) {
        // The engine's word for a value that is no float32.
        if (!(thrown instanceof Fault) || thrown.data.code !== 'invalid-argument') throw thrown;
      }
    }
    return [...values.values()];
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

function fill(session: EngineSession, feed: Feed): void {
  if ('data' in feed) {
    const buffer = unwrap(session.input(feed.name, feed.dims));
    buffer.set(feed.data);
    return;
  }
  const { picture, preprocess } = feed;
  const { crop, ...rest } = preprocess;
  unwrap(session.picture(picture.width, picture.height)).set(picture.data);
  unwrap(session.preprocess(feed.name, { ...rest, cropHeight: crop[0], cropWidth: crop[1] }));
}

/** slice() makes a copy in memory that is neither the heap's nor shared. */
function copyOut(session: EngineSession, name: string): ValueData {
  const { dims, data } = unwrap(session.value(name));
  try {
    return { name, dims: [...dims], data: data.slice() };
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
