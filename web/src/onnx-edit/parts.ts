// An ONNX file taken apart as far as changes need it: ModelProto and GraphProto in onnx/onnx.proto.

import { type Field, fieldsOf, integersOf, textOf, textsOf } from './fields.js';
import { EditRefusal } from './refusal.js';
import { tensorName } from './tensor.js';

/** ModelProto: graph 7, opset_import 8, metadata_props 14. */
export const MODEL = { graph: 7, opset: 8, metadata: 14 } as const;
/** GraphProto: node 1, initializer 5, input 11, output 12, value_info 13. */
export const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, info: 13 } as const;

/** NodeProto: input 1, output 2, name 3, op_type 4, attribute 5, domain 7. */
export interface Node {
  readonly fields: readonly Field[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name: string;
  readonly op: string;
}

export interface Parts {
  readonly model: readonly Field[];
  readonly graph: readonly Field[];
  /** In the file's order. */
  readonly nodes: readonly Node[];
  /** Index into `nodes` by the name of an output. */
  readonly producer: ReadonlyMap<string, number>;
  /** Content of the initializers by name. */
  readonly weights: ReadonlyMap<string, Uint8Array>;
  /** How many inputs of nodes a value is. */
  readonly uses: ReadonlyMap<string, number>;
  /** All names of values, weights and nodes. */
  readonly names: ReadonlySet<string>;
  /** Version of ONNX's own operators. */
  readonly opset: number;
}

function nodeOf({ content }: Field): Node {
  const fields = fieldsOf(content);
  return {
    fields,
    inputs: textsOf(fields, 1),
    outputs: textsOf(fields, 2),
    name: textOf(fields, 3),
    op: textOf(fields, 4),
  };
}

/** The version of the set with the domain ''. */
function opsetOf(model: readonly Field[]): number {
  const sets = model.filter(({ number }) => number === MODEL.opset);
  const versions = sets.map(({ content }) => {
    const fields = fieldsOf(content);
    const domain = textOf(fields, 1);
    return domain === '' || domain === 'ai.onnx' ? (integersOf(fields, 2)[0] ?? 0) : 0;
  });
  return Math.max(0, ...versions);
}

/** @throws EditRefusal 'damaged' where the bytes are no ONNX file. */
export function takeApart(bytes: Uint8Array): Parts {
  const model = fieldsOf(bytes);
  const graphField = model.find(({ number, wire }) => number === MODEL.graph && wire === 2);
  if (!graphField) throw new EditRefusal('damaged', '');
  const graph = fieldsOf(graphField.content);
  const nodes = graph.filter(({ number }) => number === GRAPH.node).map(nodeOf);
  const producer = new Map<string, number>();
  const uses = new Map<string, number>();
  nodes.forEach(({ inputs, outputs }, index) => {
    for (const name of outputs) producer.set(name, index);
    for (const name of inputs) uses.set(name, (uses.get(name) ?? 0) + 1);
  });
  const initializers = graph.filter(({ number }) => number === GRAPH.initializer);
  const weights = new Map(initializers.map(({ content }) => [tensorName(content), content]));
  const inputs = graph.filter(({ number }) => number === GRAPH.input);
  const names = new Set([
    ...producer.keys(),
    ...weights.keys(),
    ...uses.keys(),
    ...inputs.map(({ content }) => textOf(fieldsOf(content), 1)),
    ...nodes.map(({ name }) => name),
  ]);
  return { model, graph, nodes, producer, weights, uses, names, opset: opsetOf(model) };
}

/** A name that nothing has: a changed file may be changed again. */
export function freeName({ names }: Parts, wish: string): string {
  let name = wish;
  while (names.has(name)) name += '_';
  return name;
}

/** Operators that hand a weight on as it is, or as another type. */
const HANDED_ON = ['Cast', 'Identity'];

/** The initializer that a node's input is in the end, with all names on the way; undefined where it is none. */
export function weightBehind(
  { weights, producer, nodes }: Parts,
  name: string,
): { weight: string; way: readonly string[] } | undefined {
  const way = [name];
  for (let at = name; !weights.has(at); way.push(at)) {
    const node = nodes[producer.get(at) ?? -1];
    const [input] = node?.inputs ?? [];
    if (!node || input === undefined || !HANDED_ON.includes(node.op)) return undefined;
    // A file that goes in circles is none that the engine opened.
    if (way.includes(input)) return undefined;
    at = input;
  }
  return { weight: way.at(-1) ?? name, way };
}
