// All that is shown of how one number is made.

import { shortFloat } from '../../kit/format.js';
import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { elementsOf } from '../../network/enlarged.js';
import type { NodeDescription } from '../../network/network.js';
import {
  type Patch,
  patchOf,
  placeOf,
  type Sources,
  type Sum,
  sumOf,
} from '../../network/sum/index.js';
import type { LoadedModel } from '../../run/state.js';
import { positionOf } from '../selection/index.js';
import { type Apportioned, apportioned, printed, rounded } from './digits.js';
import { isThere, type Made, made } from './forms.js';
import { MOST, type Row } from './rows.js';
import { type Marked, mapsOf, readingOf } from './spots.js';

export interface Scene extends Required<Omit<Made, 'divisor' | 'size'>> {
  divisor: number | undefined;
  size: Made['size'];
  sum: Sum;
  position: number;
  /** The network's own float32. */
  own: number;
  /** Steps of one product. */
  atoms: number;
  /** Lines of the list, but for a rounding: as many for every cell of the layer. */
  lines: number;
  /** Maps that there is room for, whichever cell of the layer is shown. */
  slots: number;
  patch(channel: number): Patch | undefined;
}

/** Few maps of one layer are all shown, whichever of them the largest terms read. */
function allOf(maps: readonly Marked[], combined: number): readonly Marked[] {
  const column = maps[0]?.column;
  const isOne = column !== undefined && maps.every((map) => map.column === column);
  if (!isOne || combined === 0 || column.layout.channels > MOST) return maps;
  return Array.from({ length: column.layout.channels }, (_, channel) => {
    const found = maps.find((map) => map.channel === channel);
    return found ?? { column, channel, spots: [] };
  });
}

function slotsOf(maps: readonly Marked[], combined: number): number {
  const channels = maps[0]?.column.layout.channels ?? 0;
  return combined > 0 ? Math.min(MOST, channels) : maps.length;
}

function linesOf({ size, form, rows }: Made): number {
  // Cells in the padding have no line.
  if (size && form !== 'kernel') return Math.min(MOST + 1, size[0] * size[1]);
  return rows.filter(({ kind }) => kind !== 'rounding').length;
}

/** How that number of a layer is made; undefined while something it needs is not read. */
export function sceneAt(
  model: LoadedModel,
  node: NodeDescription,
  position: number,
  sources: Sources,
  isBySize: boolean,
): Scene | undefined {
  const sum = sumOf(node, position, sources);
  const own = sources.values.get(node.outputs[0] ?? '')?.data[position];
  if (!sum || own === undefined) return undefined;
  const reading = readingOf(model, node, position);
  const of = made({ ...reading, sources, position, sum, own, isBySize });
  const maps =
    of.maps ?? allOf(mapsOf(of.rows.map(({ spot }) => spot).filter(isThere)), of.combined ?? 0);
  const place = placeOf(node, position, sources);
  return {
    divisor: undefined,
    ownClass: 0,
    combined: 0,
    padded: 0,
    size: undefined,
    ...of,
    sum,
    position,
    own,
    atoms: of.rows.reduce((all, { atoms }) => all + atoms, 0),
    maps,
    lines: linesOf(of),
    slots: of.maps ? maps.length : slotsOf(maps, of.combined ?? 0),
    patch: (channel) => patchOf(place, channel),
  };
}

export interface Opened {
  column: Column;
  node: NodeDescription;
  channel: number;
  position: number | undefined;
  scene: Scene | undefined;
}

const lastScene = lastOf<Scene | undefined>();

/** The open layer; undefined where none is open, and for an input, which is computed from nothing. */
export function openedIn({
  model,
  open,
  cell,
  snapshot,
  weights,
  slide,
}: AppState): Opened | undefined {
  const column = open && model?.columns[open.column];
  const node = column?.node === undefined ? undefined : model?.info.graph.nodes[column.node];
  if (!model || !column || !node) return undefined;
  const { channel } = open;
  const position = cell && positionOf(column, channel, cell);
  const of = { column, node, channel, position };
  if (position === undefined || !snapshot) return { ...of, scene: undefined };
  const { isBySize } = slide;
  const scene = lastScene(node, [position, snapshot, weights, isBySize], () =>
    sceneAt(model, node, position, { values: snapshot.values, weights }, isBySize),
  );
  return { ...of, scene };
}

/** Names of the classes where each number of the layer stands for one; else none. */
export function labelsOf({ model }: AppState, column: Column): readonly string[] {
  const labels = model?.info.labels ?? [];
  return column.layout.flat && labels.length === elementsOf(column) ? labels : [];
}

/** Printed products of one term, which add up to the printed term. */
export function productsOf(
  { decimals }: Scene,
  { values, weights }: Patch,
  units: number,
): Apportioned {
  const products = values.map((value, k) => (value ?? 0) * (weights[k] ?? 0));
  return apportioned(products, decimals, units);
}

/** Letters of a formula have nothing to do with each other's decimals: a variance may be far below the number itself. */
const isApart = ({ form }: Pick<Scene, 'form'>): boolean =>
  form === 'rule' || form === 'moved' || form === 'unknown';

/** What a row gives, as it is printed. units: of what is there of it. */
export function amountText(
  scene: Pick<Scene, 'form' | 'decimals'>,
  { amount }: Pick<Row, 'amount'>,
  units: number,
): string {
  return isApart(scene) ? shortFloat(amount) : printed(units, scene.decimals);
}

/** The result as it is printed: of a mean, what the sum comes to once it is divided. */
export function resultText(scene: Pick<Scene, 'form' | 'decimals' | 'own'>): string {
  if (isApart(scene)) return shortFloat(scene.own);
  const decimals = scene.form === 'share' ? SHARE_DECIMALS : scene.decimals;
  return printed(rounded(scene.own, decimals), decimals);
}

/** Of a share, which is below 1 however large the powers are. */
const SHARE_DECIMALS = 4;
