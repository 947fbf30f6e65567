// What of the patches is on screen.

import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { type Kernels, kernelsOf } from '../../network/kernels.js';
import { weightOf } from '../../network/roles.js';
import { positionOf } from '../selection/index.js';
import type { Patch } from './best.js';
import { currentFound } from './collect.js';
import { fieldOf } from './field.js';
import { readsColours } from './kernel-colours.js';
import type { Found } from './state.js';

/** Patches of each channel in the list of all. */
export const FEW = 3;

export function isSeen({ open, layer, shown }: AppState): boolean {
  if (shown.view === 'patches') return true;
  return open !== undefined && layer.tab === 'patches' && shown.view !== 'sum';
}

/** The channel that is open, or the number of a vector that is. */
export function channelOf({ open, cell }: AppState, column: Column): number {
  if (!column.layout.flat) return open?.channel ?? 0;
  return (cell && positionOf(column, 0, cell)) ?? 0;
}

export function channelsOf({ layout }: Column): number {
  return layout.flat ? layout.width : layout.channels;
}

export function patchesOf(found: Found | undefined, column: Column, channel: number) {
  return found?.layers.get(column.value)?.of(channel) ?? [];
}

/** The pixels that a patch shows, and the picture that they are of; undefined while it is not there. */
export function pixelsOf(
  state: AppState,
  column: Column,
  channel: number,
  { picture, y, x }: Patch,
) {
  const found = currentFound(state);
  const fed = found?.fed.get(picture);
  if (!found || !fed) return undefined;
  const query = { value: column.value, channel, y, x };
  const box = fieldOf(fed.graph, found.preprocess.layout, query);
  return box && { fed, box };
}

/** Numbers of the pictures of which something is to be seen. */
export function neededPictures(state: AppState, found: Found, column: Column): Set<number> {
  const open = patchesOf(found, column, channelOf(state, column));
  const listed = Array.from({ length: Math.min(state.patches.listed, channelsOf(column)) });
  const others = listed.flatMap((_, channel) => patchesOf(found, column, channel).slice(0, FEW));
  return new Set([...open, ...others].map(({ picture }) => picture));
}

const nodeOf = ({ model }: AppState, { node }: Column) =>
  node === undefined ? undefined : model?.info.graph.nodes[node];

const lastKernels = lastOf<Map<number, Kernels | undefined>>();

/** The kernel of a channel; undefined for layers that have none, and while their weights are not read. */
export function kernelOf(state: AppState, column: Column, channel: number): Kernels | undefined {
  const { weights } = state;
  const node = nodeOf(state, column);
  if (!node) return undefined;
  const known = lastKernels(node, [weights], () => new Map());
  if (!known.has(channel)) known.set(channel, kernelsOf(node, weights, channel));
  return known.get(channel);
}

const ids = new WeakMap<object, number>();
let lastId = 0;

/** Of a layer's weights as they are now: a change of the network reads others. 0 while they are not read. */
function weightsId(state: AppState, column: Column): number {
  const node = nodeOf(state, column);
  const input = node && weightOf(node);
  const read = input === undefined ? undefined : state.weights.get(node?.inputs[input] ?? '');
  if (!read) return 0;
  const id = ids.get(read) ?? ++lastId;
  ids.set(read, id);
  return id;
}

/** In which order the network reads the colours. */
export const orderOf = ({ model }: AppState): 'RGB' | 'BGR' =>
  model?.info.preprocess.order ?? 'RGB';

/** What pictures of a layer's kernels depend on. */
export function kernelsKey(state: AppState, column: Column): string {
  return `${column.value} ${weightsId(state, column)} ${orderOf(state)}`;
}

/** True where kernels are shown in colour. */
export function hasColours(state: AppState, column: Column): boolean {
  const kernel = kernelOf(state, column, 0);
  const isThree = kernel?.layout.channels === 3 && !kernel.layout.flat;
  return isThree && state.model !== undefined && readsColours(state.model, column);
}
