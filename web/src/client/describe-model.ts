// What an ONNX file says of itself: who wrote it, in which version, and what is in it. Its weights are stepped over, so
// that a file of any size takes as long as it has nodes and weights. Nothing is checked: that is the engine's work.

import type { ElementCount } from '../protocol/index.js';

/** An ONNX file as its own fields describe it (ModelProto in onnx/onnx.proto); '' and 0 where it says nothing. */
export interface ModelFile {
  /** Of the file itself, without weights that lie in other files. */
  readonly bytes: number;
  readonly irVersion: number;
  /** The program that wrote it, such as "pytorch" and "2.9.1". */
  readonly producerName: string;
  readonly producerVersion: string;
  readonly domain: string;
  readonly modelVersion: number;
  readonly graphName: string;
  /** Sets of operators and their versions; domain '' is ONNX's own. */
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  /** Nodes of the graph as they are written, those within functions and branches not counted. */
  readonly nodes: number;
  /** Names of the functions that the file defines. */
  readonly functions: readonly string[];
  /** Those of functions and branches are not among them. */
  readonly weights: readonly ElementCount[];
  /** By the name of a node the PyTorch module it comes from, such as "layer1.0.conv1", where exporters say so. */
  readonly modules: ReadonlyMap<string, string>;
}

/** TensorProto.DataType. */
const TYPES =
  'undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 complex128 bfloat16 float8e4m3fn float8e4m3fnuz float8e5m2 float8e5m2fnuz uint4 int4 float4e2m1'.split(
    ' ',
  );

/** Fields that are looked at in one file. */
const MOST_FIELDS = 2 ** 22;
/** Bytes of a name. */
const MOST_TEXT = 1024;
const MOST_FUNCTIONS = 1000;

interface Field {
  readonly number: number;
  /** Of a number; 0 for what lies in bytes. */
  readonly value: number;
  /** Where its bytes lie; the same twice for a number. */
  readonly start: number;
  readonly end: number;
}

class Walk {
  private left = MOST_FIELDS;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Ends where the bytes are no fields any more, or there are too many. */
  *fields(start: number, end: number): Generator<Field> {
    let at = start;
    while (at < end && this.left-- > 0) {
      this.at = at;
      const tag = this.varint();
      const wire = tag % 8;
      const value = wire === 0 || wire === 2 ? this.varint() : 0;
      const length = wire === 2 ? value : wire === 1 ? 8 : wire === 5 ? 4 : 0;
      const from = this.at;
      at = from + length;
      if (!(at <= end) || wire === 3 || wire === 4 || wire > 5) return;
      yield { number: Math.floor(tag / 8), value: wire === 0 ? value : 0, start: from, end: at };
    }
  }

  text({ start, end }: Field): string {
    return new TextDecoder().decode(this.bytes.subarray(start, Math.min(end, start + MOST_TEXT)));
  }

  /** NaN where the bytes end. Exact below 2^53, and a negative number is one far above. */
  varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = this.bytes[this.at++] ?? Number.NaN;
      value += (byte % 128) * scale;
      if (!(byte >= 128)) return value;
    }
    return Number.NaN;
  }

  /** Numbers of a repeated field that is written in one piece. */
  packed({ start, end }: Field): number[] {
    const values: number[] = [];
    for (this.at = start; this.at < end; ) values.push(this.varint());
    return values;
  }
}

/** Of a StringStringEntryProto. */
function entry(walk: Walk, of: Field): [key: string, value: Field | undefined] {
  let key = '';
  let value: Field | undefined;
  for (const field of walk.fields(of.start, of.end)) {
    if (field.number === 1) key = walk.text(field);
    if (field.number === 2) value = field;
  }
  return [key, value];
}

/** "['', 'layer1', 'layer1.0', 'relu']" and ": ResNet/layer1: Sequential/layer1.0: Block/relu: aten.relu.default". */
function moduleIn(key: string, text: string): string | undefined {
  const scopes =
    key === 'pkg.torch.onnx.name_scopes'
      ? Array.from(text.matchAll(/'([^']*)'/g), ([, scope = '']) => scope)
      : text.split('/').map((scope) => scope.split(':')[0] ?? '');
  // The last one is the operation itself.
  return scopes.at(-2)?.trim() || undefined;
}

/** NodeProto: name 3, metadata_props 9. */
function moduleOf(walk: Walk, node: Field): [name: string, module: string] | undefined {
  let name = '';
  const found = new Map<string, string>();
  for (const field of walk.fields(node.start, node.end)) {
    if (field.number === 3) name = walk.text(field);
    if (field.number !== 9) continue;
    const [key, value] = entry(walk, field);
    if (value && (key === 'pkg.torch.onnx.name_scopes' || key === 'namespace'))
      found.set(key, moduleIn(key, walk.text(value)) ?? '');
  }
  const module = found.get('pkg.torch.onnx.name_scopes') || found.get('namespace');
  return name && module ? [name, module] : undefined;
}

/** TensorProto: dims 1, data_type 2. */
function tensorOf(walk: Walk, tensor: Field): [type: string, elements: number] {
  let type = 0;
  let elements = 1;
  for (const field of walk.fields(tensor.start, tensor.end)) {
    if (field.number === 2) type = field.value;
    if (field.number !== 1) continue;
    const dims = field.end > field.start ? walk.packed(field) : [field.value];
    for (const dim of dims) elements *= dim;
  }
  return [TYPES[type] ?? `type ${type}`, elements];
}

/** GraphProto: node 1, name 2, initializer 5. */
function graphOf(walk: Walk, graph: Field) {
  const weights = new Map<string, number>();
  const modules = new Map<string, string>();
  let graphName = '';
  let nodes = 0;
  for (const field of walk.fields(graph.start, graph.end)) {
    if (field.number === 2) graphName = walk.text(field);
    if (field.number === 1) {
      nodes += 1;
      const found = moduleOf(walk, field);
      if (found) modules.set(...found);
    }
    if (field.number !== 5) continue;
    const [type, elements] = tensorOf(walk, field);
    weights.set(type, (weights.get(type) ?? 0) + (Number.isFinite(elements) ? elements : 0));
  }
  const sorted = [...weights].sort(([, a], [, b]) => b - a);
  return {
    graphName,
    nodes,
    modules,
    weights: sorted.map(([type, elements]) => ({ type, elements })),
  };
}

/**
 * What an ONNX file says of itself, read from its bytes without copying them. undefined where it holds no graph, as no
 * ONNX file does; of a file that is cut short, what is there. It promises nothing: the engine may refuse the file.
 *
 * @example
 * ```ts
 * import { describeModel } from 'cnn-playground';
 *
 * const bytes = new Uint8Array(await (await fetch('net.onnx')).arrayBuffer());
 * const file = describeModel(bytes);
 * console.log(file?.producerName, file?.producerVersion, file?.opsets);
 * ```
 */
export function describeModel(bytes: Uint8Array): ModelFile | undefined {
  const walk = new Walk(bytes);
  const numbers = new Map<number, number>();
  const texts = new Map<number, string>();
  const opsets: { domain: string; version: number }[] = [];
  const functions: string[] = [];
  let graph: ReturnType<typeof graphOf> | undefined;
  for (const field of walk.fields(0, bytes.length)) {
    const { number, value, start, end } = field;
    // ModelProto: ir_version 1, producer_name 2, producer_version 3, domain 4, model_version 5.
    if (number === 1 || number === 5) numbers.set(number, value);
    if (number >= 2 && number <= 4) texts.set(number, walk.text(field));
    if (number === 7 && end > start) graph = graphOf(walk, field);
    if (number === 8) {
      const parts = [...walk.fields(start, end)];
      const domain = parts.find((part) => part.number === 1);
      const version = parts.find((part) => part.number === 2)?.value ?? 0;
      opsets.push({ domain: domain ? walk.text(domain) : '', version });
    }
    if (number === 25 && functions.length < MOST_FUNCTIONS) {
      const name = [...walk.fields(start, end)].find((part) => part.number === 1);
      if (name) functions.push(walk.text(name));
    }
  }
  if (!graph || graph.nodes + graph.weights.length === 0) return undefined;
  return {
    bytes: bytes.length,
    irVersion: numbers.get(1) ?? 0,
    producerName: texts.get(2) ?? '',
    producerVersion: texts.get(3) ?? '',
    domain: texts.get(4) ?? '',
    modelVersion: numbers.get(5) ?? 0,
    opsets,
    functions,
    ...graph,
  };
}
