// The network as columns in the order data flows, made from the graph alone.

import { type InputPixels, inputPixels } from './input-pixels.js';
import { pathOf } from './module-path.js';
import {
  type GraphDescription,
  type Layout,
  layoutOf,
  type NodeDescription,
  type Preprocess,
  withoutBatch,
} from './network.js';
import { helpOf } from './operator-help.js';
import { isShare, mixesChannels, readsNothing } from './roles.js';
import { words } from './words-en.js';

/** Channels drawn in one column; the rest is counted below it. */
export const MAX_ROWS = 10;
/** A vector of at most this many numbers is listed number by number. */
const MAX_LISTED = 12;

export interface Column {
  index: number;
  /** ONNX name of the value shown. */
  value: string;
  /** Name of the node that makes it, or of the input. */
  name: string;
  /** Modules and functions that it lies in, and itself: see module-path.ts. Empty for an input. */
  path: readonly string[];
  /** Operator, or 'Input'. */
  op: string;
  help: string;
  /** True where that is the engine's sentence, and the page has none of its own. */
  isHelpEnglish: boolean;
  /** Without the batch dimension. */
  shape: readonly number[];
  layout: Layout;
  /** maps: one feature map per channel; list: a short vector; strip: a long one. */
  kind: 'maps' | 'list' | 'strip';
  /** Maps or numbers drawn; a strip counts as one. */
  rows: number;
  /** Index into graph.nodes; undefined for an input. */
  node?: number;
  params: number;
  macs: number;
  plainKernel: boolean;
  /** True where every output channel reads every input channel. */
  mixes: boolean;
  /** True for shares that add up to 1: probabilities. */
  isShare: boolean;
  /** True where the column to the left is what this one reads, so that lines may be drawn. */
  follows: boolean;
  /** For the input, where its maps are the colours of the picture. */
  pixels?: InputPixels;
}

function arrange(shape: readonly number[]): Pick<Column, 'shape' | 'layout' | 'kind' | 'rows'> {
  const layout = layoutOf(shape);
  const own = withoutBatch(shape);
  if (!layout.flat) {
    return { shape: own, layout, kind: 'maps', rows: Math.min(layout.channels, MAX_ROWS) };
  }
  const listed = layout.width <= MAX_LISTED;
  return { shape: own, layout, kind: listed ? 'list' : 'strip', rows: listed ? layout.width : 1 };
}

/** A strip is folded so that a flattened map keeps its width: rows of the map stay rows. */
function fold(column: Column, left: Column | undefined): Layout {
  const size = column.layout.width;
  const inherited = left?.layout.flat === false ? left.layout.width : 0;
  const width = inherited && size % inherited === 0 ? inherited : Math.ceil(Math.sqrt(size / 8));
  return { channels: 1, height: Math.ceil(size / width), width, flat: true };
}

function fromNode(
  node: NodeDescription,
  index: number,
  left: Column | undefined,
  modules: Modules | undefined,
): Omit<Column, 'index'> {
  return {
    ...arrange(node.outputShapes[0] ?? []),
    value: node.outputs[0] ?? '',
    name: node.name,
    path: pathOf(node.name, modules?.get(node.name)),
    op: node.op,
    ...helpOf(node),
    node: index,
    params: node.params,
    macs: node.macs,
    plainKernel: node.plainKernel,
    mixes: mixesChannels(node),
    isShare: isShare(node),
    follows: left !== undefined && node.inputs.includes(left.value),
  };
}

/** By the name of a node the PyTorch module it comes from. */
type Modules = ReadonlyMap<string, string>;

/**
 * Columns of a graph: its first input, then one per node, in the file's (topological) order.
 * preprocess: how the picture is prepared; undefined where the input may be anything. modules: where the file says.
 */
export function columnsOf(
  graph: GraphDescription,
  preprocess?: Preprocess,
  modules?: Modules,
): Column[] {
  const columns: Column[] = [];
  const input = graph.inputs[0];
  if (input) {
    const arranged = arrange(input.shape);
    const pixels = preprocess && inputPixels(preprocess, arranged.layout);
    columns.push({
      ...arranged,
      ...(pixels ? { pixels } : {}),
      index: 0,
      value: input.name,
      name: input.name,
      path: [],
      op: 'Input',
      help: preprocess ? words.inputHelp : words.numbersHelp,
      isHelpEnglish: false,
      params: 0,
      macs: 0,
      plainKernel: false,
      mixes: false,
      isShare: false,
      follows: false,
    });
  }
  graph.nodes.forEach((node, position) => {
    if (readsNothing(node)) return;
    const left = columns.at(-1);
    columns.push({ ...fromNode(node, position, left, modules), index: columns.length });
  });
  for (const column of columns) {
    if (column.kind === 'strip') column.layout = fold(column, columns[column.index - 1]);
  }
  return columns;
}

type Pixelated = { pixels?: InputPixels | undefined };

/** Name of a channel for people: its number, and in the input its colour. */
export function channelName({ pixels }: Pixelated, channel: number): string {
  const colour = pixels?.colours[channel];
  return colour ? words.colourChannel(channel, words.colours[colour]) : words.channel(channel);
}

/** Short name of a map of the input; undefined for others, whose number is all there is to say. */
export function colourName({ pixels }: Pixelated, channel: number): string | undefined {
  const colour = pixels?.colours[channel];
  return colour && words.colours[colour];
}
