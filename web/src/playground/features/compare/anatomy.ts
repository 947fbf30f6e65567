// What a network is made of, read from its graph: how deep it is, its kinds of layers and blocks, what it costs.

import type { Column } from '../../network/columns.js';
import type { Accuracy, NodeDescription } from '../../network/network.js';
import {
  isActivation,
  isAddition,
  isConvolution,
  isDepthwise,
  isMeanOfMaps,
  isScaling,
  slides,
  weightOf,
} from '../../network/roles.js';
import { isChain } from '../../network/sources.js';
import {
  type Block,
  type BlockKind,
  isPointwise,
  type Part,
  type Structure,
  structureOf,
} from '../../network/structure.js';
import { type KernelSize, kernelSizesOf } from './kernel-sizes.js';
import type { Side } from './state.js';

export interface Anatomy {
  /** Of the input, without the batch: of a picture channels, height and width, in whatever order the network reads them. */
  input: readonly number[];
  takesPicture: boolean;
  /** One score each; undefined where its output is no list of classes. */
  classes: number | undefined;
  /** Convolutions and dense layers: what the depth of a network is counted in. */
  weighted: number;
  convolutions: number;
  /** Each channel has a kernel of its own. */
  depthwise: number;
  /** Kernels of 1 x 1, which only mix channels. */
  pointwise: number;
  /** Of all convolutions, in the order in which they come first. */
  kernels: readonly KernelSize[];
  dense: number;
  pools: number;
  norms: number;
  activations: number;
  /** Places where two branches are added up. */
  shortcuts: number;
  /** True where every layer reads the one before it alone. */
  isChain: boolean;
  /** Kinds of blocks by number, the most frequent first. Modules that are named alike and chains are none. */
  blocks: readonly (readonly [kind: BlockKind, blocks: number])[];
  /** Height and width of the maps, from stage to stage, with their channels at its end. */
  stages: readonly { height: number; width: number; channels: number }[];
  params: number;
  macs: number;
  accuracy?: Accuracy;
}

/** As it ran. */
type Ran = Pick<NonNullable<Side['network']>, 'info' | 'columns' | 'scores'>;

/** A single score is none of several. */
function classesOf(scores: Ran['scores']): number | undefined {
  const classes = scores?.probabilities.length ?? 0;
  return classes > 1 ? classes : undefined;
}

function blocksOf({ stages }: Structure): Anatomy['blocks'] {
  const parts = stages.flatMap((stage) => stage.parts);
  const blocks = parts.flatMap((part): Block[] => (part.kind === 'block' ? [part.block] : []));
  const counts = new Map<BlockKind, number>();
  for (const { kind } of blocks) {
    if (kind !== 'module' && kind !== 'branched') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** isTurned: the channels come last. */
function inputOf([input]: readonly Column[], isTurned: boolean): Anatomy['input'] {
  const shape = input?.shape ?? [];
  return isTurned ? [...shape.slice(-1), ...shape.slice(0, -1)] : shape;
}

/** What its maps are told of: all layers of a chain, also where it is a module, and the end of every other block. */
function endsOf(part: Part): readonly number[] {
  if (part.kind === 'layer') return [part.column];
  const { kind, columns } = part.block;
  return kind === 'module' ? columns : columns.slice(-1);
}

/** isTurned: the channels of the input come last, and so do those of what follows at its size. */
function stagesOf(
  { stages }: Structure,
  columns: readonly Column[],
  isTurned: boolean,
): Anatomy['stages'] {
  const ends = stages.flatMap(({ parts }) => parts.flatMap(endsOf));
  // Five dimensions are those of a shuffle of channels: it is on the way.
  const maps = ends.flatMap((end) => {
    const { layout, shape } = columns[end] ?? {};
    return layout && !layout.flat && (shape?.length ?? 0) <= 3 ? [layout] : [];
  });
  const found = lastOfSize(maps).map(({ channels, height, width }, at) =>
    isTurned && at === 0
      ? { height: channels, width: height, channels: width }
      : { height, width, channels },
  );
  // Where the channels were brought to the front, the same maps go on.
  return lastOfSize(found);
}

/** Of those that follow each other with the same size, the last. */
function lastOfSize<Maps extends { height: number; width: number }>(maps: readonly Maps[]): Maps[] {
  return maps.filter(({ height, width }, at) => {
    const next = maps[at + 1];
    return next?.height !== height || next.width !== width;
  });
}

/** Weights of its own: an input that no layer gives. */
function isDense(node: NodeDescription, given: ReadonlySet<string>): boolean {
  const weight = weightOf(node);
  return weight !== undefined && !slides(node) && !given.has(node.inputs[weight] ?? '');
}

export function anatomyOf({ info, columns, scores }: Ran): Anatomy {
  const { graph, accuracy } = info;
  const isTurned = !info.hasNoPicture && info.preprocess.layout === 'NHWC';
  const structure = structureOf(graph, columns);
  const own = columns.flatMap(({ node }) => (node === undefined ? [] : [graph.nodes[node]]));
  const nodes = own.filter((node) => node !== undefined);
  const given = new Set(columns.map(({ value }) => value));
  const number = (test: (node: NodeDescription) => boolean): number => nodes.filter(test).length;
  const [convolutions, dense] = [number(isConvolution), number((node) => isDense(node, given))];
  const isJoined = ({ node, index }: Column): boolean => {
    const found = node === undefined ? undefined : graph.nodes[node];
    return (structure.sources[index]?.length ?? 0) > 1 && found !== undefined && isAddition(found);
  };
  return {
    input: inputOf(columns, isTurned),
    takesPicture: !info.hasNoPicture,
    classes: classesOf(scores),
    ...{ weighted: convolutions + dense, convolutions, dense },
    depthwise: number(isDepthwise),
    pointwise: number(isPointwise),
    kernels: kernelSizesOf(nodes),
    pools: number((node) => isMeanOfMaps(node) || (slides(node) && weightOf(node) === undefined)),
    norms: number(isScaling),
    activations: number(isActivation),
    shortcuts: columns.filter(isJoined).length,
    isChain: isChain(graph, columns),
    blocks: blocksOf(structure),
    stages: stagesOf(structure, columns, isTurned),
    ...{ params: graph.params, macs: graph.macs },
    ...(accuracy ? { accuracy } : {}),
  };
}
