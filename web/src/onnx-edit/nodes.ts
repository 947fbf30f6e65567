// One node with another operator, other sizes or another name of its output. Whatever else it says stays.

import { type Attribute, attribute } from '../pytorch/onnx/model.js';
import { message, type Piece, text } from '../pytorch/onnx/proto.js';
import type { Change } from './changes.js';
import { fieldsOf, integersOf, textOf } from './fields.js';
import type { Node } from './parts.js';
import { EditRefusal } from './refusal.js';

/** NodeProto: input 1, output 2, op_type 4, attribute 5, domain 7. */
const FIELD = { input: 1, output: 2, op: 4, attribute: 5, domain: 7 } as const;

/** What is another than in the file. attributes: undefined takes one away. */
export interface NodeEdit {
  op?: string;
  /** So many inputs stay. */
  inputs?: number;
  /** Names by the names before. */
  outputs?: ReadonlyMap<string, string>;
  attributes: ReadonlyMap<string, Attribute | undefined>;
  /** No attribute stays but those. */
  alone?: boolean;
}

const NONE: NodeEdit = { attributes: new Map() };

/** The later one wins. */
export function joinedEdits(first: NodeEdit = NONE, second: NodeEdit): NodeEdit {
  return {
    ...first,
    ...second,
    attributes: new Map([...first.attributes, ...second.attributes]),
  };
}

/** Integers of a node's attribute; undefined where it has none of that name. */
export function integersIn(node: Node, name: string): readonly number[] | undefined {
  // AttributeProto: name 1, i 3, ints 8.
  for (const { number, content } of node.fields) {
    if (number !== FIELD.attribute) continue;
    const fields = fieldsOf(content);
    if (textOf(fields, 1) === name) return [...integersOf(fields, 3), ...integersOf(fields, 8)];
  }
  return undefined;
}

const plain = (values: readonly number[] | undefined): boolean =>
  values?.every((value) => value === 1) ?? true;

/** Attributes that only one of the two kinds has go. */
function pooling(node: Node, to: string): NodeEdit {
  const isSpread = !plain(integersIn(node, 'dilations'));
  if (node.outputs.length > 1 || (to === 'AveragePool' && isSpread))
    throw new EditRefusal('operator', to);
  const gone = ['storage_order', 'count_include_pad', ...(isSpread ? [] : ['dilations'])];
  return { op: to, attributes: new Map(gone.map((name) => [name, undefined])) };
}

const SLOPE = { LeakyRelu: 0.01, Elu: 1 } as const;

/** As PyTorch has them by default. */
function activation(to: string): NodeEdit {
  const slope = to === 'LeakyRelu' || to === 'Elu' ? SLOPE[to] : undefined;
  const attributes = new Map(slope === undefined ? [] : [['alpha', { float: slope }] as const]);
  return { op: to, inputs: 1, attributes, alone: true };
}

type OfNode = Extract<Change, { node: string }>;

export function editOf(node: Node, change: OfNode): NodeEdit {
  if (change.kind === 'activation') return activation(change.to);
  if (change.kind === 'pool') return pooling(node, change.to);
  const { name, values } = change;
  // Both say where the borders are.
  const isBorder = name === 'pads';
  return {
    attributes: new Map<string, Attribute | undefined>([
      ...(isBorder ? [['auto_pad', undefined] as const] : []),
      [name, values],
    ]),
  };
}

export function editedNode(node: Node, edit: NodeEdit): Piece[] {
  const { op, inputs = Number.POSITIVE_INFINITY, outputs, attributes, alone = false } = edit;
  let place = 0;
  const pieces = node.fields.flatMap(({ number, whole, content }): Piece[] => {
    if (number === FIELD.input) return place++ < inputs ? [whole] : [];
    if (number === FIELD.output && outputs) {
      const name = new TextDecoder().decode(content);
      return text(FIELD.output, outputs.get(name) ?? name);
    }
    if (number === FIELD.op && op !== undefined) return text(FIELD.op, op);
    // Those that stand in another one's place are ONNX's own, which have no domain.
    if (number === FIELD.domain && op !== undefined) return [];
    if (number !== FIELD.attribute) return [whole];
    return alone || attributes.has(textOf(fieldsOf(content), 1)) ? [] : [whole];
  });
  const added = [...attributes].flatMap(([name, value]) =>
    value === undefined ? [] : message(FIELD.attribute, attribute(name, value)),
  );
  return [...pieces, ...added];
}
