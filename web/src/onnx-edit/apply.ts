// Changes of a network, made in its ONNX file. What they do not touch stays byte for byte.

import { MAX_BYTES } from '../pytorch/onnx/model.js';
import { joined, lengthOf, message, type Piece } from '../pytorch/onnx/proto.js';
import { ACTIVATIONS, type Change, isActivation, otherPool } from './changes.js';
import { changedMark, isDropped } from './mark.js';
import { editedNode, editOf, joinedEdits, type NodeEdit } from './nodes.js';
import { freeName, GRAPH, MODEL, type Parts, takeApart, weightBehind } from './parts.js';
import { EditRefusal } from './refusal.js';
import { mulBehind, type Scale, scaleRows, weightsToScale } from './scale.js';
import { editedTensor, type Numbers, tensorName } from './tensor.js';
import { openShape } from './write.js';

type Edit = (numbers: Numbers) => void;

/** What is done to a file, by where. */
interface Work {
  readonly weights: Map<string, Edit[]>;
  readonly nodes: Map<number, NodeEdit>;
  /** Nodes and initializers that are written behind a node. */
  readonly behind: Map<number, Piece[]>;
  /** True where values get other shapes. */
  isReshaped: boolean;
}

/** Before it inputs of Clip and attributes of others mean something else. */
const OLDEST_OPSET = 6;

function nodeNamed({ producer }: Parts, output: string): number {
  const index = producer.get(output);
  if (index === undefined) throw new EditRefusal('no-node', output);
  return index;
}

function checkOperator(op: string, change: Change): void {
  if (change.kind === 'activation') {
    const isKnown = (ACTIVATIONS as readonly string[]).includes(change.to);
    if (!isActivation(op) || !isKnown) throw new EditRefusal('operator', op);
  }
  if (change.kind === 'pool' && otherPool(op) !== change.to) throw new EditRefusal('operator', op);
}

function changeNode(parts: Parts, change: Extract<Change, { node: string }>, work: Work): void {
  const index = nodeNamed(parts, change.node);
  const node = parts.nodes[index];
  if (!node) return;
  if (parts.opset < OLDEST_OPSET) throw new EditRefusal('opset', String(parts.opset));
  checkOperator(node.op, change);
  work.nodes.set(index, joinedEdits(work.nodes.get(index), editOf(node, change)));
  if (change.kind === 'attribute') work.isReshaped = true;
}

function addEdit({ weights }: Work, weight: string, edit: Edit): void {
  weights.set(weight, [...(weights.get(weight) ?? []), edit]);
}

function changeNumbers(parts: Parts, change: Extract<Change, { weight: string }>, work: Work) {
  const found = weightBehind(parts, change.weight);
  if (!found) throw new EditRefusal('no-weight', change.weight);
  addEdit(work, found.weight, (numbers) => {
    for (const [index, value] of change.numbers) {
      if (!(Number.isInteger(index) && index >= 0 && index < numbers.length))
        throw new EditRefusal('no-number', `${change.weight}[${index}]`);
      numbers.set(index, value);
    }
  });
}

function changeScale(parts: Parts, scale: Scale, work: Work): void {
  const index = nodeNamed(parts, scale.value);
  const node = parts.nodes[index];
  if (!node) return;
  const rows = weightsToScale(parts, node, scale);
  if (rows) {
    for (const { weight, axis } of rows)
      addEdit(work, weight, (numbers) => scaleRows(numbers, axis, scale.factors));
    return;
  }
  const before = freeName(parts, `${scale.value}_before`);
  const outputs = new Map([[scale.value, before]]);
  work.nodes.set(index, joinedEdits(work.nodes.get(index), { outputs, attributes: new Map() }));
  const mul = mulBehind(parts, scale, before);
  work.behind.set(index, [...(work.behind.get(index) ?? []), ...mul.node, ...mul.factors]);
}

/** All factors of a value together: the last one of a channel counts. */
function scalesOf(changes: readonly Change[]): Scale[] {
  const scales = new Map<string, Scale & { factors: Map<number, number> }>();
  for (const change of changes) {
    if (change.kind !== 'scale') continue;
    const { value, shape, channel, factor } = change;
    const scale = scales.get(value) ?? { value, shape, factors: new Map() };
    scale.factors.set(channel, factor);
    scales.set(value, scale);
  }
  return [...scales.values()];
}

function plan(parts: Parts, changes: readonly Change[]): Work {
  const work: Work = {
    weights: new Map(),
    nodes: new Map(),
    behind: new Map(),
    isReshaped: false,
  };
  for (const change of changes) {
    if (change.kind === 'numbers') changeNumbers(parts, change, work);
    else if (change.kind !== 'scale') changeNode(parts, change, work);
  }
  // Numbers that were set are multiplied, too.
  for (const scale of scalesOf(changes)) changeScale(parts, scale, work);
  return work;
}

function graphPieces({ graph, nodes }: Parts, work: Work): Piece[] {
  let index = -1;
  return graph.flatMap(({ number, whole, content }): Piece[] => {
    if (number === GRAPH.node) {
      index++;
      const node = nodes[index];
      const edit = work.nodes.get(index);
      const own = node && edit ? message(GRAPH.node, editedNode(node, edit)) : [whole];
      return [...own, ...(work.behind.get(index) ?? [])];
    }
    if (number === GRAPH.initializer) {
      const edits = work.weights.get(tensorName(content));
      if (!edits) return [whole];
      const all: Edit = (numbers) => {
        for (const edit of edits) edit(numbers);
      };
      return message(GRAPH.initializer, editedTensor(content, all));
    }
    if (!work.isReshaped) return [whole];
    if (number === GRAPH.output) return message(GRAPH.output, openShape(content));
    return number === GRAPH.info ? [] : [whole];
  });
}

/**
 * bytes: an ONNX file. The file with all changes made; numbers first, then factors. It says of itself that it is
 * changed, and no longer what was measured of the network before.
 *
 * @throws EditRefusal where one of them cannot be made.
 */
export function applyChanges(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  const parts = takeApart(bytes);
  const graph = graphPieces(parts, plan(parts, changes));
  const kept = changes.length > 0 ? parts.model.filter((field) => !isDropped(field)) : parts.model;
  const own = kept.flatMap(({ number, wire, whole }): Piece[] =>
    number === MODEL.graph && wire === 2 ? message(MODEL.graph, graph) : [whole],
  );
  const pieces = changes.length > 0 ? [...own, ...changedMark()] : own;
  if (lengthOf(pieces) > MAX_BYTES) throw new EditRefusal('size', '');
  return joined(pieces);
}
