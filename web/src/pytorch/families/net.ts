// A network while it is put together: weights are taken from the state dict one by one, each checked for
// its shape, nodes are added with the shapes they give, and what weights do not tell is asked for. What
// is left in the end, or missing on the way, makes it another network.

import type { Attribute, OnnxNode, OnnxWeight } from '../onnx/model.js';
import type { StateDict, StateTensor } from '../state-dict.js';
import { treeOf } from './paths.js';
import type { Question } from './question.js';
import { answerTo } from './question.js';
import { type Assume, type AssumedValue, type Assumption, Departure } from './types.js';

/** A value of the network: its ONNX name and its shape, batch first. */
export interface Value {
  readonly name: string;
  readonly dims: readonly number[];
}

/** undefined: any size will do, such as the number of channels that the weights decide. */
export type Expected = readonly (number | undefined)[];

const shapeText = (dims: Expected) => `[${dims.map((dim) => dim ?? 'any').join(', ')}]`;

export class Net {
  readonly nodes: OnnxNode[] = [];
  readonly weights: OnnxWeight[] = [];
  readonly assumptions: Assumption[] = [];
  readonly metadata: Record<string, string> = {};
  readonly inputs: Value[] = [];
  /** The scores of the classes; set by `classNames`. */
  output: Value | undefined;
  private tree: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  private readonly taken = new Set<string>();
  private readonly names = new Set<string>();

  constructor(
    readonly state: StateDict,
    private readonly assume: Assume,
    /** Paths of all submodules, those without weights too, where the file names them. */
    readonly modules: ReadonlySet<string> | undefined,
  ) {}

  /** The shape of a tensor; undefined where there is no such key. */
  dims(key: string): readonly number[] | undefined {
    return this.state.get(key)?.dims;
  }

  has(key: string): boolean {
    return this.state.has(key);
  }

  /** One size of a tensor. @throws Departure where there is no such key, or no such axis. */
  size(key: string, axis: number): number {
    const size = this.found(key).dims[axis];
    if (size === undefined) throw new Departure(`"${key}" has no axis ${axis}`);
    return size;
  }

  /** The first parts of the paths below `path`, in the file's order: children("layer1") is 0, 1, ... */
  children(path: string): string[] {
    this.tree ??= treeOf(this.state);
    return [...(this.tree.get(path) ?? [])];
  }

  /**
   * Marks a tensor as used.
   * @throws Departure where it is missing or has another shape.
   */
  take(key: string, expected: Expected): StateTensor {
    const tensor = this.found(key);
    const fits =
      tensor.dims.length === expected.length &&
      expected.every((size, axis) => size === undefined || size === tensor.dims[axis]);
    if (!fits) {
      throw new Departure(
        `"${key}" is ${shapeText(tensor.dims)} where ${shapeText(expected)} is expected`,
      );
    }
    this.taken.add(key);
    return tensor;
  }

  /** Marks what inference does not need as used: heads that only training has. */
  ignore(pattern: RegExp): void {
    for (const key of this.state.keys()) if (pattern.test(key)) this.taken.add(key);
  }

  isTaken(key: string): boolean {
    return this.taken.has(key);
  }

  /** Keys that nothing has taken, in the file's order. */
  left(): string[] {
    return [...this.state.keys()].filter((key) => !this.taken.has(key));
  }

  /** How much of the state dict was understood, 0 to 1. */
  share(): number {
    return this.taken.size / Math.max(1, this.state.size);
  }

  /** Takes a tensor and makes it a constant of the file under its key. Returns its ONNX name. */
  weight(key: string, expected: Expected): string {
    const tensor = this.take(key, expected);
    return this.constant(key, tensor.dims, () => tensor.floats());
  }

  /** A constant of the file; values are made when the file is written. Returns its name. */
  constant(
    name: string,
    dims: readonly number[],
    values: () => Float32Array | BigInt64Array,
    type: 'float32' | 'int64' = 'float32',
  ): string {
    const own = this.unique(name);
    this.weights.push({ name: own, dims, type, values });
    return own;
  }

  scalar(name: string, value: number): string {
    return this.constant(name, [], () => Float32Array.of(value));
  }

  integers(name: string, values: readonly number[]): string {
    return this.constant(name, [values.length], () => BigInt64Array.from(values, BigInt), 'int64');
  }

  input(name: string, dims: readonly number[]): Value {
    const value = { name: this.unique(name), dims };
    this.inputs.push(value);
    return value;
  }

  /** Adds a node with one output, which is called as the node is. dims: the output's shape. */
  node(
    op: string,
    name: string,
    inputs: readonly (Value | string)[],
    dims: readonly number[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    return this.split(op, name, inputs, [dims], attributes)[0] as Value;
  }

  /** Adds a node with an output a shape. */
  split(
    op: string,
    name: string,
    inputs: readonly (Value | string)[],
    shapes: readonly (readonly number[])[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value[] {
    const own = this.unique(name);
    const outputs = shapes.map((dims, index) => {
      if (dims.some((size) => !(size > 0))) {
        throw new Departure(`"${own}" would be ${shapeText(dims)}: its input is too small`);
      }
      return { name: index === 0 ? own : this.unique(`${own}.${index}`), dims };
    });
    this.nodes.push({
      name: own,
      op,
      inputs: inputs.map((input) => (typeof input === 'string' ? input : input.name)),
      outputs: outputs.map((output) => output.name),
      attributes,
    });
    return outputs;
  }

  /** What is given for an assumption, or its default; either way it is listed. */
  ask<T extends AssumedValue>(question: Question<T>): T {
    const value = answerTo(question, this.assume[question.name]);
    const { name, why, choices } = question;
    this.assumptions.push({ name, value, why, ...(choices ? { choices } : {}) });
    return value;
  }

  /** What the reader gives for an assumption, unchecked. */
  given(name: string): AssumedValue | undefined {
    return this.assume[name];
  }

  /** Names in `assume` that this network has not asked for. */
  unasked(): string[] {
    const asked = new Set(this.assumptions.map(({ name }) => name));
    return Object.keys(this.assume).filter(
      (name) => this.given(name) !== undefined && !asked.has(name),
    );
  }

  private found(key: string): StateTensor {
    const tensor = this.state.get(key);
    if (!tensor) throw new Departure(`there is no "${key}"`);
    return tensor;
  }

  private unique(name: string): string {
    let own = name;
    for (let count = 2; this.names.has(own); count++) own = `${name}_${count}`;
    this.names.add(own);
    return own;
  }
}
