// The map on screen: its layout as the state has it, what its boxes say, and what of it is seen.

import { shapeText } from '../../kit/format.js';
import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import { hasNetwork } from '../../kit/shown.js';
import type { Column } from '../../network/columns.js';
import { shortKind } from '../../network/kinds.js';
import { type Block, type Structure, structureOf } from '../../network/structure.js';
import { isMapped } from './is-mapped.js';
import { itemsBetween, type MapItem, type MapLayout, mapLayout } from './map-layout.js';
import { words } from './words-en.js';

/** Of the window onto the map, px. */
export const MAP_HEIGHT = 640;

export function structureShown({ model }: AppState): Structure | undefined {
  return model && structureOf(model.info.graph, model.columns);
}

/** Networks with fewer layers start with their blocks open. */
const OPEN = 40;

export function blockIds({ stages }: Structure): string[] {
  return stages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'block' ? [part.block.id] : [])),
  );
}

const atFirst = lastOf<ReadonlySet<string>>();

/** Ids of stages that are shut and of blocks that are open. */
export function toggledIn(state: AppState): ReadonlySet<string> {
  const structure = structureShown(state);
  if (state.map.toggled || !structure) return state.map.toggled ?? new Set();
  const isOpen = structure.sources.length <= OPEN;
  return atFirst(structure, [], () => new Set(isOpen ? blockIds(structure) : []));
}

/** Id of the item that has, or last had, keyboard focus; of the first one where that is gone. */
export function focusIn(state: AppState): string {
  const { focus } = state.map;
  const items = layoutOfMap(state)?.items ?? [];
  const isThere = items.some(({ id }) => id === focus);
  return (isThere ? focus : items[0]?.id) ?? '';
}

const lastLayout = lastOf<MapLayout>();

/** undefined without a network, or before its room is measured. */
export function layoutOfMap(state: AppState): MapLayout | undefined {
  const { model, map } = state;
  const structure = structureShown(state);
  if (!model || !structure || map.width <= 0) return undefined;
  const { width } = map;
  const toggled = toggledIn(state);
  return lastLayout(structure, [width, toggled], () =>
    mapLayout(structure, model.columns, { width, toggled }),
  );
}

export function visibleItems(state: AppState): MapItem[] {
  const layout = layoutOfMap(state);
  if (!layout) return [];
  return itemsBetween(layout, state.map.scroll, state.map.scroll + MAP_HEIGHT);
}

/** Values of the boxes that are seen. */
export function valuesOnMap(state: AppState): string[] {
  const { model, view } = state;
  if (!model || !hasNetwork(state.shown) || view !== 'network' || !isMapped(state)) return [];
  return visibleItems(state).flatMap(({ column }) =>
    column === undefined ? [] : [model.columns[column]?.value ?? ''],
  );
}

export interface ItemText {
  title: string;
  op: string;
  detail: string;
}

const names = new WeakMap<Block, string>();

function nameOfBlock(block: Block, columns: readonly Column[]): string {
  const known = names.get(block);
  if (known !== undefined) return known;
  const name = block.name ?? commonName(block.columns.map((member) => columns[member]?.name ?? ''));
  names.set(block, name);
  return name;
}

/** "features.3" of "features.3.conv" and "features.3.add": what the names of a block have in common. */
function commonName(names: readonly string[]): string {
  const [first = '', ...rest] = names.map((name) => name.split(/(?<=[./_])/));
  let length = 0;
  while (length < first.length && rest.every((parts) => parts[length] === first[length])) length++;
  return (first as string[])
    .slice(0, length)
    .join('')
    .replace(/^[./_]+|[./_]+$/g, '');
}

/** What a box says, and a screen reader of it. */
export function itemText(state: AppState, { kind, block, stage, column }: MapItem): ItemText {
  const { model, map } = state;
  const columns = model?.columns ?? [];
  if (stage && kind === 'stage') {
    return { title: stage.size ? words.maps(...stage.size) : words.vectors, op: '', detail: '' };
  }
  const shown = columns[column ?? -1];
  if (block) {
    const isModule = block.kind === 'module' && block.name !== undefined;
    const name = isModule ? '' : nameOfBlock(block, columns);
    const title = isModule
      ? (block.name ?? '')
      : words.block(words.kinds[block.kind], block.number);
    const found = map.hits.filter((hit) => block.columns.includes(hit)).length;
    const layers = words.layers(block.columns.length);
    const op = [name, layers, found > 0 ? words.found(found) : ''].filter(Boolean).join(', ');
    return { title, op, detail: shown ? shapeText(shown.shape) : '' };
  }
  if (stage)
    return {
      title: words.allLayers,
      op: '',
      detail: shown ? shapeText(shown.shape) : '',
    };
  return {
    title: shown?.name ?? '',
    op: shortKind(shown?.op ?? ''),
    detail: shown ? shapeText(shown.shape) : '',
  };
}
