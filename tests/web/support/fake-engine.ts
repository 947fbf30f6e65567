// An engine module in plain TypeScript: the network doubled -> positive -> mean over any [1,C,H,W],
// with one step a node. It keeps the boundary's rules: views die at the next call (they are
// overwritten), nothing throws except where a trap is asked for.

import type {
  EngineError,
  EngineLoader,
  EngineModule,
  EngineNode,
  EngineResult,
  EngineSession,
  GraphDescription,
  PlanKind,
  PreprocessSpec,
} from '../../../wasm/engine.js';

export interface FakeOptions {
  /** Calls that trap, as WebAssembly does. */
  trapIn?: 'load' | 'begin' | 'step';
  /** Steps a run takes; each call of step() does one. */
  steps?: number;
  /** Slices that loading takes; default 1. */
  slices?: number;
  /** What a run on that many threads takes, as timings() tells it; default 0.875. */
  runMs?: (threads: number, plan: PlanKind) => number;
  /** Multiply-accumulates of a run; default none. */
  macs?: number;
  metadata?: Record<string, string>;
  /** Files that hold weights of the model: what is not given is missing. */
  needs?: string[];
  /** The model has operators of the second module; without it the engine traps. */
  needsSecond?: boolean;
  inputShape?: number[];
  /** Called at every step, with its number from 0. */
  onStep?: (step: number) => void;
}

export interface FakeEngine extends EngineModule {
  /** What was asked of it. */
  readonly log: string[];
  lastSpec: PreprocessSpec | undefined;
}

const NODES = [
  ['Mul_0', 'Mul', 'input', 'doubled'],
  ['Relu_1', 'Relu', 'doubled', 'positive'],
  ['GlobalAveragePool_2', 'GlobalAveragePool', 'positive', 'mean'],
] as const;

export function ok<T>(value: T): EngineResult<T> {
  return { value };
}

export function no<T>(code: string, message: string, more: Partial<EngineError> = {}) {
  const error = {
    code,
    message,
    hint: '',
    node: '',
    op: '',
    attribute: '',
    shapes: [],
    files: [],
    reachable: [],
    ...more,
  };
  return { error } as EngineResult<T>;
}

export function fakeEngine(options: FakeOptions = {}): FakeEngine {
  const log: string[] = [];
  let model = new Uint8Array();
  const external = new Map<string, Uint8Array>();
  const engine: FakeEngine = {
    log,
    lastSpec: undefined,
    modelBuffer(length) {
      model = new Uint8Array(length);
      external.clear();
      return ok(model);
    },
    externalBuffer(path, length) {
      const bytes = new Uint8Array(length);
      external.set(path, bytes);
      return ok(bytes);
    },
    load({ threads, maxMemory }) {
      log.push(`load ${model.length} bytes, ${threads} threads, ${maxMemory}`);
      const files = options.needs?.filter((path) => !external.has(path)) ?? [];
      if (files.length > 0) return no('missing-file', `missing: ${files}`, { files });
      for (const [path, bytes] of external) log.push(`with ${path}: ${bytes}`);
      if (options.trapIn === 'load') trap();
      if (model[0] === 0xff) {
        return no('unsupported', 'Node "x": operator Foo is not supported.', {
          node: 'x',
          op: 'Foo',
          shapes: ['X [1,3,4,4]'],
        });
      }
      const loader = loaderOf(fakeSession(engine, options), options.slices);
      let isRead = false;
      return ok({
        ...loader,
        step(budgetMs) {
          if (options.needsSecond && isRead && !log.includes('second module')) trap();
          isRead = true;
          return loader.step(budgetMs);
        },
        needsSecondModule: () => options.needsSecond === true,
      });
    },
    secondModuleBuffer(length) {
      log.push('second module');
      return ok(new Uint8Array(length));
    },
    heapBytes: () => 1 << 24,
  };
  return engine;
}

/** A loader that takes so many slices; it cannot be asked for anything once it is freed. */
export function loaderOf(session: EngineSession, slices = 1): EngineLoader {
  let done = 0;
  let isFreed = false;
  return {
    step() {
      if (isFreed) trap();
      done += 1;
      return ok(done / slices);
    },
    needsSecondModule: () => false,
    take() {
      if (isFreed || done < slices) trap();
      return session;
    },
    delete() {
      isFreed = true;
    },
  };
}

function trap(): never {
  throw new WebAssembly.RuntimeError('unreachable');
}

function fakeSession(engine: FakeEngine, options: FakeOptions): EngineSession {
  const total = options.steps ?? NODES.length;
  let dims = options.inputShape ?? [1, 3, 2, 2];
  let resolved = String(dims);
  let resolutions = 0;
  let input = new Float32Array();
  let picture = new Uint8Array();
  let left = 0;
  let inspected = false;
  let threads = 0;
  const values = new Map<string, { dims: number[]; data: Float32Array }>();
  let view: Float32Array | undefined;

  const compute = () => {
    const doubled = input.map((x) => 2 * x);
    const positive = doubled.map((x) => Math.max(0, x));
    const [batch = 1, channels = 1, height = 1, width = 1] = dims;
    const area = height * width;
    const mean = Float32Array.from({ length: batch * channels }, (_, channel) => {
      const map = positive.subarray(channel * area, (channel + 1) * area);
      return map.reduce((a, b) => a + b, 0) / area;
    });
    values.clear();
    values.set('mean', { dims: [batch, channels, 1, 1], data: mean });
    if (!inspected) return;
    values.set('input', { dims, data: input });
    values.set('doubled', { dims, data: doubled });
    values.set('positive', { dims, data: positive });
  };

  return {
    describe: () => describeAsJson(dims, options.metadata ?? {}, options.macs),
    resolutions: () => resolutions,
    input(name, given) {
      engine.log.push(`input ${name} [${given}]`);
      dims = [...given];
      input = new Float32Array(given.reduce((a, b) => a * b, 1));
      return ok(new Uint8Array(input.buffer));
    },
    picture(width, height) {
      engine.log.push(`picture ${width}x${height}`);
      picture = new Uint8Array(width * height * 4);
      return ok(picture);
    },
    preprocess(_, spec) {
      engine.lastSpec = spec;
      // Every element becomes the red of the first pixel.
      dims = [1, spec.channels, spec.cropHeight, spec.cropWidth];
      const value = ((picture[0] ?? 0) / spec.divisor - spec.mean[0]) / spec.std[0];
      input = new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(value);
      return ok(true);
    },
    begin(plan) {
      engine.log.push(`begin ${plan}`);
      if (options.trapIn === 'begin') trap();
      inspected = plan === 'inspect';
      if (String(dims) !== resolved) resolutions += 1;
      resolved = String(dims);
      values.clear();
      left = total;
      return ok(total);
    },
    step() {
      options.onStep?.(total - left);
      if (options.trapIn === 'step') trap();
      left -= 1;
      if (left === 0) compute();
      return ok(left);
    },
    useThreads(count) {
      engine.log.push(`threads ${count}`);
      threads = count;
    },
    dropPlans() {
      engine.log.push('drop plans');
      values.clear();
    },
    timings: () => {
      const ms = options.runMs?.(threads, inspected ? 'inspect' : 'fast') ?? 0.875;
      return [ms - 0.375, 0.25, 0.125];
    },
    value(name) {
      view?.fill(Number.NaN);
      const found = values.get(name);
      if (found === undefined) return no('invalid-argument', `No value "${name}".`);
      view = found.data.slice();
      return ok({ type: 'float32', dims: found.dims, bytes: new Uint8Array(view.buffer) });
    },
    statistics() {
      if (!inspected || values.size === 0)
        return no('invalid-argument', 'There was no inspect run.');
      return ok([...values].map(([name, { data }]) => statisticsOf(name, data)));
    },
    memory: () => ({ weights: 100, fast: 200, inspect: 300, fastAtLeast: 150, other: 50 }),
    delete: () => {},
  };
}

function statisticsOf(name: string, data: Float32Array) {
  return {
    name,
    min: Math.min(...data),
    max: Math.max(...data),
    mean: data.reduce((a, b) => a + b, 0) / data.length,
    zeros: data.filter((x) => x === 0).length,
    nonFinite: 0,
    elements: data.length,
  };
}

function describeAsJson(...given: Parameters<typeof describe>): string {
  const { nodes, ...rest } = describe(...given);
  const shared = { operators: {}, facts: [[]] };
  return JSON.stringify({
    ...rest,
    ...shared,
    nodes: nodes.map((node) => ({ ...node, facts: 0 })),
  });
}

export function describe(
  dims: number[],
  metadata: Record<string, string>,
  macs = 0,
): GraphDescription {
  const reduced = [dims[0] ?? 1, dims[1] ?? 1, 1, 1];
  const nodes = NODES.map(
    ([name, op, from, to]): EngineNode => ({
      name,
      op,
      inputs: [from],
      outputs: [to],
      attributes: {},
      inputShapes: [dims],
      outputShapes: [to === 'mean' ? reduced : dims],
      params: 0,
      macs: op === 'Mul' ? macs : 0,
      help: '',
      plainKernel: false,
      parameters: 'x',
      facts: [],
    }),
  );
  return {
    producer: 'fake',
    opset: 13,
    inputs: [{ name: 'input', type: 'float32', shape: dims }],
    outputs: [{ name: 'mean', type: 'float32', shape: reduced }],
    nodes,
    initializers: [],
    metadata,
    params: 0,
    macs,
    notes: [],
  };
}
