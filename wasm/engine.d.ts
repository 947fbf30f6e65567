// The boundary between TypeScript and the C++ engine: what a module (cnn-simd.mjs, ...) exports.
// bindings.cpp implements exactly this; the worker is its only caller. Every view into the wasm heap
// is valid until the next call into the module: copy out of it (slice) before calling again.

/** Plain-data form of cnn::Error; strings are empty where they do not apply. */
export interface EngineError {
  code: string;
  message: string;
  hint: string;
  node: string;
  op: string;
  attribute: string;
  shapes: string[];
  /** With code 'missing-file' the names of the files that load() lacked, as the model has them; with
   * 'truncated' that of a file of weights that is too short. */
  files: string[];
  /** With code 'unsupported', of a network of which a part can run: names of the last values that can. */
  reachable: string[];
}

/** Errors are values: exactly one of the two is set. What still throws is a fault (no memory left for
 * the engine's own small structures, a trap); the module cannot be used after it. */
export type EngineResult<T> =
  | { value: T; error?: undefined }
  | { value?: undefined; error: EngineError };

export type PlanKind = 'fast' | 'inspect';
export type AttributeValue = number | string | number[] | string[];

/** What the engine stores. */
export type ElementType = 'float32' | 'int64' | 'int32' | 'int8' | 'uint8' | 'bool';
/** What inputs and outputs of a file can be. The engine stores the latter as one of the former. */
export type TensorType =
  | ElementType
  | 'float16'
  | 'bfloat16'
  | 'float64'
  | 'int16'
  | 'uint16'
  | 'uint32'
  | 'uint64';

export interface EngineValue {
  /** ONNX value name, as in the file. */
  name: string;
  /** Of an input or output the TensorType that the file states; else the one that the engine stores. */
  type: string;
  /** What the engine stores it as, where that is another type. */
  runsAs?: ElementType;
  /** Of an input whose file states no shape: it takes any; `shape` is what was tried. */
  anyShape?: boolean;
  /** The model's own shape (NCHW), after shape inference; -1 for a dimension the file leaves open. */
  shape: number[];
}

/** Which cells of a node's inputs a cell of one of its outputs is made of. */
export interface NodeFacts {
  /** How: "sum(x * weight) + bias", in the letters of `reads`, of attributes and of what is added up. */
  formula: string;
  reads: {
    letter: string;
    /** Index into the node's inputs; -1: ones of shape `as`, to count cells with. */
    input: number;
    /** The input's elements in order under another shape; absent: its own. */
    as?: number[];
    /**
     * One an axis: which position is read, start + floor(o[from] / divide) * stride + t[along] * step,
     * for position o of the output and t of the term; outside of the axis nothing is there. Left out: 0
     * for start, 1 for stride, divide and step, and no position for from and along. Or table[o][t], -1
     * for none, with what each cell counts for, in 2^-30ths. Absent: the output's own cell, with axes
     * of length 1 repeated.
     */
    axes?: {
      from?: number;
      along?: number;
      start?: number;
      stride?: number;
      divide?: number;
      step?: number;
      table?: number[];
      shares?: number[];
    }[];
  }[];
  /** Sizes of the axes over which the formula adds up; absent: none. */
  terms?: number[];
  /** The output under another shape, whose axes `from` counts; absent: its own. */
  out?: number[];
  /** 1 where a cell may depend on everything. */
  unknown?: 1;
}

export interface EngineNode {
  /** ONNX node name; the engine makes one up ("Conv_3") where the file has none. */
  name: string;
  op: string;
  /** ONNX value names; '' for an omitted optional input. Weights are among them. */
  inputs: string[];
  outputs: string[];
  attributes: Record<string, AttributeValue>;
  /** Shape of each input, then of each output; [] for an omitted one. */
  inputShapes: number[][];
  outputShapes: number[][];
  /** Elements of the constants it trains: weights and biases (not running statistics). */
  params: number;
  /** Multiply-accumulates of one run at the current input shape. */
  macs: number;
  /** Reference help: one line on what the operator does. */
  help: string;
  /** True where a plain loop runs: no SIMD kernel takes its attributes or element types. */
  plainKernel: boolean;
  /**
   * Names of its inputs and, behind a bar, of its attributes, with what they are without and what they
   * mean: "x; bias: added to each channel | group=1: parts that do not mix". The last input stands for
   * all further ones.
   */
  parameters: string;
  /** Of each output. Nodes that are alike share one list: change none. */
  facts: readonly NodeFacts[];
}

/** JSON of describe(): what a GraphDescription is made of. Float attributes come as their bits, so that
 * none is rounded and infinity and NaN have a place. */
export interface SessionDescription extends Omit<GraphDescription, 'nodes'> {
  nodes: (Omit<EngineNode, 'attributes' | 'help' | 'parameters' | 'facts'> & {
    attributes: Record<string, AttributeValue | { bits: number | number[] }>;
    /** Index into the facts below. */
    facts: number;
  })[];
  /** By operator type: what all its nodes share. */
  operators: Record<string, Pick<EngineNode, 'help' | 'parameters'>>;
  facts: EngineNode['facts'][];
}

export interface GraphDescription {
  producer: string;
  opset: number;
  inputs: EngineValue[];
  outputs: EngineValue[];
  nodes: EngineNode[];
  /**
   * Weights by value name: shape and type, no data (see Session.value). What was computed from weights
   * alone when the model was loaded, such as a Cast of half floats, is among them.
   */
  initializers: EngineValue[];
  /** The file's metadata_props. */
  metadata: Record<string, string>;
  params: number;
  macs: number;
  /** What the passes did, e.g. "conv1: folded BatchNormalization bn1 into its weights". */
  notes: string[];
  /** Where the network was opened up to some values: the rest of the file. */
  leftOut?: LeftOutNode[];
}

/** A node of the file that a network opened up to some values is without. */
export interface LeftOutNode {
  name: string;
  op: string;
  /** Why it could not run, where its own attributes tell. */
  reason?: string;
}

/** RGBA picture to input tensor: resize the shorter side, centre crop, (pixel / divisor - mean) / std. */
export interface PreprocessSpec {
  /** Shorter side after resizing, in pixels; 0 keeps the picture's own size. */
  resize: number;
  cropWidth: number;
  cropHeight: number;
  interpolation: 'nearest' | 'bilinear' | 'bicubic';
  divisor: number;
  mean: [number, number, number];
  std: [number, number, number];
  order: 'RGB' | 'BGR';
  layout: 'NCHW' | 'NHWC';
  /** 3, or 1 for greyscale (ITU-R 601-2 luma, as Pillow's convert('L')). */
  channels: 1 | 3;
}

export interface ValueStatistics {
  name: string;
  min: number;
  max: number;
  mean: number;
  /** Elements that are exactly zero, and elements that are NaN or infinite. */
  zeros: number;
  nonFinite: number;
  elements: number;
}

export interface EngineSession {
  /**
   * The graph at the input shapes of the last begin(); before one, at the declared shapes. A
   * SessionDescription as JSON, which is handed over faster than objects.
   */
  describe(): string;

  /** Sets the shape of input `name` for the next run and returns its bytes to fill: elements of the
   * type it runs as, in the model's own order. begin() reports what is wrong with a new shape further
   * inside the network. */
  input(name: string, dims: number[]): EngineResult<Uint8Array>;

  /** Returns a buffer of width * height * 4 bytes to fill with RGBA, consumed by preprocess(). */
  picture(width: number, height: number): EngineResult<Uint8Array>;
  /** Resizes, crops and normalises that picture into input `name`; into one of uint8 as whole numbers. */
  preprocess(name: string, spec: PreprocessSpec): EngineResult<true>;

  /** Starts a run of the given plan (planned on first use). Where memory does not suffice for every
   * value of the inspect plan, those named `keep` are kept alone, if any are. Value: the number of
   * steps. */
  begin(plan: PlanKind, keep: string[]): EngineResult<number>;
  /** Runs steps until the run is done or about budgetMs have passed. Value: steps still to go. Those
   * are more than before where shapes depend on data and turn out to be others: the run starts again. */
  step(budgetMs: number): EngineResult<number>;
  /** How often shapes were inferred since load(): describe() gives the same as long as it does not change. */
  resolutions(): number;

  /** Threads of the steps to come: 1 is the calling one alone, more are those of load(), which is also
   * how a session starts. Changes no value; can be called at any time. */
  useThreads(threads: number): void;
  /** Gives up the memory of all plans, and the values of the last run. Inputs stay. */
  dropPlans(): void;

  /** After a finished run: milliseconds per node, index as in describe().nodes; 0 for nodes that were
   * folded or fused away (their time is part of the node they went into). */
  timings(): number[];
  /** A value of the last finished run (any value after 'inspect', outputs after 'fast'), or a weight:
   * its elements in the model's own order, as a view of their bytes in the heap. bool: 0 or 1. */
  value(name: string): EngineResult<{ type: ElementType; dims: number[]; bytes: Uint8Array }>;
  /** Statistics of every float32 value, weights excluded, of the last finished 'inspect' run. */
  statistics(): EngineResult<ValueStatistics[]>;

  /** Bytes of weights (packed and not) and activations held by this session. */
  memory(): {
    weights: number;
    fast: number;
    inspect: number;
    fastAtLeast: number;
    /** Names, attributes and lists of the network, and what plans hold besides. */
    other: number;
  };
  /** Frees the session (Embind). */
  delete(): void;
}

/** A model on its way to a session. */
export interface EngineLoader {
  /** Goes on until about budgetMs have passed. Value: the share done, which never falls; 1: take(). */
  step(budgetMs: number): EngineResult<number>;
  /** Once the file is read: the network has operators of the second module. It has to be in
   * EngineModule.secondModuleBuffer() before the next step(). */
  needsSecondModule(): boolean;
  /** The session, once, after step() gave 1. */
  take(): EngineSession;
  /** Frees the loader (Embind), and gives up what it has not handed out. */
  delete(): void;
}

export interface EngineModule {
  /** Returns a heap buffer of that many bytes for a model file, which the loader frees at its end. */
  modelBuffer(byteLength: number): EngineResult<Uint8Array>;
  /** Returns a heap buffer of that many bytes for a file beside the model that holds weights of it, to
   * be asked for after modelBuffer(), which the loader frees at its end. path: relative to the
   * model's folder. */
  externalBuffer(path: string, byteLength: number): EngineResult<Uint8Array>;
  /** Returns a heap buffer of that many bytes for the second module, cnn-<variant>-second.wasm, to be
   * filled once. */
  secondModuleBuffer(byteLength: number): EngineResult<Uint8Array>;
  /** Begins to load the buffers filled last. threads: 1 in single-thread modules, at most
   * pthreadPoolSize + 1 in others. maxMemory in bytes, 0 = default. Open dimensions of inputs that have
   * one of dimensionNames get the size at the same place of dimensionSizes. until: names of values to
   * end the network at; empty: its own outputs. */
  load(options: {
    threads: number;
    maxMemory: number;
    dimensionNames: string[];
    dimensionSizes: number[];
    until: string[];
  }): EngineResult<EngineLoader>;
  /** Size of the wasm heap now, bytes; it never shrinks. */
  heapBytes(): number;
}

export interface EngineModuleOptions {
  /** Worker threads to have ready (threaded modules only). */
  pthreadPoolSize?: number;
  /** Script that threads start from (threaded modules only); default: the module's own. */
  threadScript?: string;
}

/** Default export of every module. */
export default function createEngine(options?: EngineModuleOptions): Promise<EngineModule>;
