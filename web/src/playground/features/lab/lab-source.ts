// Whose numbers the lab shows: the picture's, or those of a layer: one of its kernels, over one of the maps
// that it reads.

import type { Plane } from '../../kit/feature-map.js';
import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import { type Column, channelName } from '../../network/columns.js';
import { graphIndex } from '../../network/graph-index.js';
import { kernelsOf } from '../../network/kernels.js';
import { layoutOf, type NodeDescription } from '../../network/network.js';
import { weightOf } from '../../network/roles.js';
import { type SquareConvolution, squareConvolution } from '../../network/square-convolution.js';
import type { LoadedModel } from '../../run/state.js';
import type { LabField, LabSettings, LabSource } from './settings.js';

export interface SourceLayer {
  column: Column;
  node: NodeDescription;
  convolution: SquareConvolution;
}

function layerAt({ info, columns }: LoadedModel, index: number): SourceLayer | undefined {
  const column = columns[index];
  const node = column?.node === undefined ? undefined : info.graph.nodes[column.node];
  const convolution = node && squareConvolution(node);
  if (!column || !node || typeof convolution !== 'object') return undefined;
  // A kernel that is computed, or of whole numbers, is never read as weights.
  const weight = graphIndex(info.graph).weights.get(node.inputs[weightOf(node) ?? -1] ?? '');
  return weight?.type === 'float32' ? { column, node, convolution } : undefined;
}

const lastLayers = lastOf<SourceLayer[]>();

/** The layers that the lab can show. */
export function sourceLayers({ model }: AppState): readonly SourceLayer[] {
  if (!model) return [];
  return lastLayers(model, [], () =>
    model.columns.flatMap(({ index }) => layerAt(model, index) ?? []),
  );
}

export function sourceLayer(state: AppState): SourceLayer | undefined {
  const at = state.lab.source?.column;
  return sourceLayers(state).find(({ column }) => column.index === at);
}

/** How many input channels each kernel reads. */
export const inputsOf = ({ convolution }: SourceLayer): number =>
  convolution.inChannels / convolution.groups;

/** Channels that a layer does not have become its last. undefined for a layer that the lab cannot show. */
export function sourceAt(
  state: AppState,
  index: number,
  { unit, input }: Pick<LabSource, 'unit' | 'input'>,
): LabSource | undefined {
  const layer = sourceLayers(state).find(({ column }) => column.index === index);
  if (!layer) return undefined;
  const within = (at: number, channels: number) => Math.min(Math.max(at, 0), channels - 1);
  return {
    column: index,
    unit: within(unit, layer.convolution.outChannels),
    input: within(input, inputsOf(layer)),
  };
}

export function settingsOf(state: AppState, source: LabSource): LabSettings | undefined {
  const layer = sourceLayers(state).find(({ column }) => column.index === source.column);
  if (!layer) return undefined;
  const entries = Object.entries(layer.convolution).map(([field, value]) => [field, String(value)]);
  return Object.fromEntries(entries) as Record<LabField, string>;
}

/** The layer's own numbers; undefined until they are read. */
export interface SourceNumbers {
  plane: Plane;
  /** Row by row. */
  kernel: Float32Array;
  /** Number of the input channel among all of them. */
  channel: number;
}

export function sourceNumbers(state: AppState): SourceNumbers | undefined {
  const { source } = state.lab;
  const layer = sourceLayer(state);
  if (!source || !layer) return undefined;
  const value = state.snapshot?.values.get(layer.node.inputs[0] ?? '');
  const kernels = kernelsOf(layer.node, state.weights, source.unit);
  if (!value || !kernels) return undefined;
  const { height, width } = layoutOf(value.dims);
  const channel = kernels.firstInput + source.input;
  const area = layer.convolution.kernel ** 2;
  return {
    plane: { data: value.data, offset: channel * height * width, height, width },
    kernel: kernels.data.subarray(source.input * area, (source.input + 1) * area),
    channel,
  };
}

/** "relu_1_1, channel 3": what the map that the layer reads is called. */
export function inputName({ model }: AppState, { node }: SourceLayer, channel: number): string {
  const from = model?.columns.find(({ value }) => value === node.inputs[0]);
  return from ? `${from.name}, ${channelName(from, channel)}` : (node.inputs[0] ?? '');
}
