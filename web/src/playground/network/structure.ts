// Blocks and stages of a network, found from its branches and joins, and from the names of modules where there are
// some. After some layers only one value is still needed: there the network can be cut. What lies between two such cuts
// is one layer, or layers that branch and meet again: a block. All in one pass over the layers, in running order.

import type { Column } from './columns.js';
import { joinModules, type Piece as NamedPiece } from './modules.js';
import type { GraphDescription, NodeDescription } from './network.js';
import {
  isActivation,
  isAddition,
  isConvolution,
  isDepthwise,
  isJoin,
  isMeanOfMaps,
  isProduct,
  isScaling,
  mixesChannels,
  staysInPlace,
} from './roles.js';
import { sourcesOf } from './sources.js';

export type BlockKind =
  /** Branches meet in an Add. */
  | 'residual'
  /** The same, or a chain, around a depthwise convolution. */
  | 'inverted residual'
  /** Three or more branches meet in a Concat. */
  | 'inception'
  /** Two branches, of 1 x 1 and 3 x 3 kernels, meet in a Concat. */
  | 'fire'
  /** Several Concats that read the same earlier value. */
  | 'dense'
  /** A branch that looks at whole maps scales the other one. */
  | 'squeeze and excite'
  /** Any other branches that meet. */
  | 'branched'
  /** A chain that is one module or function by its name. */
  | 'module';

export interface Block {
  /** Unique in the network; the same whenever it is found again. */
  id: string;
  kind: BlockKind;
  /** Counted over blocks of its kind, from 1. */
  number: number;
  /** Of the module or function that it is. */
  name?: string;
  /** Column indices, in running order; the last one is where it ends. */
  columns: readonly number[];
}

export type Part = { kind: 'layer'; column: number } | { kind: 'block'; block: Block };

export interface Stage {
  id: string;
  /** Height and width of its maps; undefined for vectors. */
  size: readonly [height: number, width: number] | undefined;
  parts: readonly Part[];
}

export interface Structure {
  stages: readonly Stage[];
  /** Of each column, as sourcesOf says. */
  sources: readonly (readonly number[])[];
}

/** Runs of columns between the places where one value alone is needed. */
function segmentsOf(sources: readonly (readonly number[])[]): number[][] {
  const last = sources.map(() => 0);
  sources.forEach((from, reader) => {
    for (const source of from) last[source] = reader;
  });
  const segments: number[][] = [];
  let segment: number[] = [];
  let needed = 0;
  sources.forEach((_, column) => {
    segment.push(column);
    // Of all that came before, nothing is read later than here.
    if (needed <= column) {
      segments.push(segment);
      segment = [];
    }
    needed = Math.max(needed, last[column] ?? 0);
  });
  if (segment.length > 0) segments.push(segment);
  return segments;
}

/** False where there is no layer. */
function isA(node: NodeDescription | undefined, test: (node: NodeDescription) => boolean): boolean {
  return node !== undefined && test(node);
}

interface Network {
  columns: readonly Column[];
  sources: readonly (readonly number[])[];
  nodeOf(column: number): NodeDescription | undefined;
}

function kernelOf(node: NodeDescription | undefined): number {
  return Math.max(1, ...(node?.inputShapes[1]?.slice(2) ?? []));
}

export function isPointwise(node: NodeDescription | undefined): boolean {
  return isConvolution(node) && mixesChannels(node as NodeDescription) && kernelOf(node) === 1;
}

/** x * sigmoid(x): two layers that are one activation. */
function isGate({ nodeOf }: Network, segment: readonly number[]): boolean {
  const [first, second, ...rest] = segment.map(nodeOf);
  return rest.length === 0 && isA(first, isActivation) && isA(second, isProduct);
}

function readsShared({ sources, nodeOf }: Network, segment: readonly number[]): boolean {
  const concats = segment.filter((column) => isA(nodeOf(column), isJoin));
  const seen = new Set<number>();
  for (const concat of concats) {
    for (const source of sources[concat] ?? []) {
      if (seen.has(source)) return true;
      seen.add(source);
    }
  }
  return false;
}

function concatKind(network: Network, segment: readonly number[]): BlockKind {
  if (readsShared(network, segment)) return 'dense';
  const branches = network.sources[segment.at(-1) ?? 0]?.length ?? 0;
  if (branches >= 3) return 'inception';
  const kernels = segment.map(network.nodeOf).filter(isConvolution).map(kernelOf);
  return kernels.length === 2 && kernels.includes(1) && kernels.includes(3) ? 'fire' : 'branched';
}

function kindOf(network: Network, segment: readonly number[]): BlockKind {
  const nodes = segment.map(network.nodeOf);
  const last = nodes.at(-1);
  if (isA(last, isAddition)) return nodes.some(isDepthwise) ? 'inverted residual' : 'residual';
  if (isA(last, isJoin)) return concatKind(network, segment);
  const looksAtMaps = nodes.some((node) => isA(node, isMeanOfMaps));
  return isA(last, isProduct) && looksAtMaps ? 'squeeze and excite' : 'branched';
}

type Piece = NamedPiece<BlockKind>;

/** One piece a segment; a gate is no block. The activation behind an Add belongs to the block. */
function piecesOf(network: Network, segments: readonly number[][]): Piece[] {
  const pieces: Piece[] = [];
  for (const segment of segments) {
    const [first] = segment;
    const before = pieces.at(-1);
    const bends = isA(network.nodeOf(first ?? 0), isActivation);
    const isTail = segment.length === 1 && bends && endsInAdd(network, before);
    if (isTail && before) before.columns.push(...segment);
    else if (segment.length === 1) pieces.push({ columns: [...segment], kind: undefined });
    else {
      const kind = isGate(network, segment) ? undefined : kindOf(network, segment);
      pieces.push({ columns: [...segment], kind });
    }
  }
  return pieces;
}

function endsInAdd({ nodeOf }: Network, piece: Piece | undefined): boolean {
  return piece?.kind === 'residual' && isA(nodeOf(piece.columns.at(-1) ?? 0), isAddition);
}

/** A layer that only follows another one inside a block. */
function isBetween({ nodeOf }: Network, { columns, kind }: Piece): boolean {
  if (kind === 'squeeze and excite') return true;
  const first = nodeOf(columns[0] ?? 0);
  return kind === undefined && (columns.length > 1 || isA(first, staysInPlace));
}

/**
 * Inverted residuals without a shortcut: where sizes change there is nothing to add. A depthwise
 * convolution, the pointwise one before it if that widens, and the pointwise one after it.
 */
function chainAround(
  network: Network,
  pieces: readonly Piece[],
  at: number,
): [number, number] | undefined {
  const node = (index: number) => network.nodeOf(pieces[index]?.columns[0] ?? -1);
  const single = (index: number) => pieces[index]?.columns.length === 1;
  let start = at - 1;
  while (start > 0 && isBetween(network, pieces[start] as Piece)) start--;
  const wide = node(start);
  const widens =
    isPointwise(wide) && (wide?.outputShapes[0]?.[1] ?? 0) > (wide?.inputShapes[0]?.[1] ?? 0);
  if (!single(start) || !widens) start = at;
  let end = at + 1;
  while (end < pieces.length && isBetween(network, pieces[end] as Piece)) end++;
  if (!single(end) || !isPointwise(node(end))) return undefined;
  const isNorm = isA(node(end + 1), isScaling) && single(end + 1);
  return [start, isNorm ? end + 1 : end];
}

function joinChains(network: Network, pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece;
    joined.push(piece);
    const isSingle = piece.columns.length === 1 && piece.kind === undefined;
    if (!isSingle || !isDepthwise(network.nodeOf(piece.columns[0] ?? 0))) continue;
    const range = chainAround(network, pieces, at);
    if (!range) continue;
    const [start, end] = range;
    joined.splice(joined.length - (at - start + 1));
    const columns = pieces.slice(start, end + 1).flatMap((part) => part.columns);
    joined.push({ columns, kind: 'inverted residual' });
    at = end;
  }
  return joined;
}

function sizeOf({ layout }: Column): readonly [number, number] | undefined {
  return layout.flat ? undefined : [layout.height, layout.width];
}

/** Runs of parts that end in maps of the same size. */
function stagesOf({ columns }: Network, pieces: readonly Piece[]): Stage[] {
  const stages: { id: string; size: Stage['size']; parts: Part[] }[] = [];
  const counts = new Map<BlockKind, number>();
  for (const { columns: members, kind, name } of pieces) {
    const end = columns[members.at(-1) ?? 0] as Column;
    const current = stages.at(-1);
    // A shuffle of channels goes through five dimensions and back: it is on the way, not a stage.
    const size = end.shape.length > 3 ? current?.size : sizeOf(end);
    const parts = current && String(current.size) === String(size) ? current.parts : [];
    if (parts !== current?.parts) stages.push({ id: `stage-${end.index}`, size, parts });
    if (!kind) {
      for (const column of members) parts.push({ kind: 'layer', column });
      continue;
    }
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const id = `block-${members[0]}`;
    parts.push({
      kind: 'block',
      block: { id, kind, number, columns: members, ...(name === undefined ? {} : { name }) },
    });
  }
  return stages;
}

const known = new WeakMap<readonly Column[], Structure>();

export function structureOf(graph: GraphDescription, columns: readonly Column[]): Structure {
  const found = known.get(columns);
  if (found) return found;
  const sources = sourcesOf(graph, columns);
  const nodeOf = (column: number) => {
    const node = columns[column]?.node;
    return node === undefined ? undefined : graph.nodes[node];
  };
  const network = { columns, sources, nodeOf };
  const chained = joinChains(network, piecesOf(network, segmentsOf(sources)));
  const paths = columns.map(({ path }) => path);
  const pieces = joinModules(chained, paths, 'module');
  const made = { stages: stagesOf(network, pieces), sources };
  known.set(columns, made);
  return made;
}
