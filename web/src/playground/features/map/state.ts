// What a user does to the map of a deep network.

import type { AppState, Playground } from '../../kit/playground.js';
import { structureOf } from '../../network/structure.js';
import type { LoadedModel } from '../../run/state.js';
import { findLayers, pathTo } from './map-layout.js';
import { layoutOfMap, MAP_HEIGHT } from './map-view.js';

/** The map of a deep network. */
export interface MapView {
  /** Of its frame, px; 0 before it is measured. */
  width: number;
  /** Upper end of what is seen, px. */
  scroll: number;
  /** Ids of stages that are shut and of blocks that are open. */
  toggled: ReadonlySet<string>;
  query: string;
  /** Columns that match it, and the place of the one that was gone to. */
  hits: readonly number[];
  hit: number | undefined;
  /** Id of the item that has, or last had, keyboard focus. */
  focus: string;
  /** True until the element has it. */
  takesFocus: boolean;
}

declare module '../../kit/playground.js' {
  interface AppState {
    map: MapView;
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const EMPTY_MAP: MapView = {
  width: 0,
  scroll: 0,
  toggled: new Set(),
  query: '',
  hits: [],
  hit: undefined,
  focus: '',
  takesFocus: false,
};

/** Networks with fewer layers start with their blocks open. */
const OPEN = 40;

function blockIds(model: LoadedModel): string[] {
  const { stages } = structureOf(model.info.graph, model.columns);
  return stages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'block' ? [part.block.id] : [])),
  );
}

export function freshMap(model: LoadedModel): MapView {
  const { stages } = structureOf(model.info.graph, model.columns);
  return {
    ...EMPTY_MAP,
    toggled: new Set(model.columns.length <= OPEN ? blockIds(model) : []),
    focus: stages[0]?.id ?? '',
  };
}

function clampScroll(state: AppState, map: MapView, scroll: number): number {
  const height = layoutOfMap({ ...state, map })?.height ?? 0;
  return Math.round(Math.min(Math.max(scroll, 0), Math.max(0, height - MAP_HEIGHT)));
}

/** The map with that item in the middle, if it is not seen as it is. */
function scrolledTo(state: AppState, map: MapView, id: string): MapView {
  const item = layoutOfMap({ ...state, map })?.items.find((candidate) => candidate.id === id);
  if (!item) return map;
  const isSeen = item.y >= map.scroll && item.y + item.height <= map.scroll + MAP_HEIGHT;
  if (isSeen) return map;
  return { ...map, scroll: clampScroll(state, map, item.y - (MAP_HEIGHT - item.height) / 2) };
}

/** What is opened or shut stays where it was. */
function toggled(state: AppState, id: string): MapView {
  const { map } = state;
  const next = new Set(map.toggled);
  if (!next.delete(id)) next.add(id);
  const place = (of: MapView) =>
    layoutOfMap({ ...state, map: of })?.items.find((item) => item.id === id)?.y;
  const before = place(map);
  const changed = { ...map, toggled: next };
  const after = place(changed);
  const moved = before === undefined || after === undefined ? 0 : after - before;
  return { ...changed, focus: id, scroll: clampScroll(state, changed, map.scroll + moved) };
}

function opened(state: AppState, isOpen: boolean): MapView {
  const { map, model } = state;
  if (!model) return map;
  const blocks = new Set(blockIds(model));
  const kept = [...map.toggled].filter((id) => !blocks.has(id));
  const changed = { ...map, toggled: new Set(isOpen ? [...kept, ...blocks] : kept) };
  return { ...changed, scroll: clampScroll(state, changed, map.scroll) };
}

function stepped(state: AppState, by: number): MapView {
  const { map, model } = state;
  const { length } = map.hits;
  if (!model || length === 0) return map;
  const from = map.hit ?? (by > 0 ? -1 : 0);
  const hit = (from + by + length) % length;
  const column = map.hits[hit] as number;
  const structure = structureOf(model.info.graph, model.columns);
  const next = new Set(map.toggled);
  for (const id of pathTo(structure, column, map.toggled)) if (!next.delete(id)) next.add(id);
  const shown = { ...map, hit, toggled: next, focus: `layer-${column}` };
  return scrolledTo(state, shown, shown.focus);
}

export const gestures = {
  /** Width of the map's frame. */
  measureMap: ({ state, set }: Playground, width: number): void =>
    set({ map: { ...state.map, width } }),
  /** The frame was scrolled; scrollMap asks for it. */
  mapScrolled({ state, actions }: Playground, scroll: number): void {
    if (Math.abs(scroll - state.map.scroll) > 1) actions.scrollMap(scroll);
  },
  scrollMap: ({ state, set }: Playground, scroll: number): void =>
    set({ map: { ...state.map, scroll: clampScroll(state, state.map, scroll) } }),
  /** Opens or shuts a block or a stage. */
  toggleMap: ({ state, set }: Playground, id: string): void => set({ map: toggled(state, id) }),
  /** All blocks. */
  openBlocks: ({ state, set }: Playground, open: boolean): void =>
    set({ map: opened(state, open) }),
  searchMap({ state, set }: Playground, query: string): void {
    const hits = findLayers(state.model?.columns ?? [], query);
    set({ map: { ...state.map, query, hits, hit: undefined } });
  },
  /** To the next or previous match, round at the ends. */
  stepHit: ({ state, set }: Playground, by: number): void => set({ map: stepped(state, by) }),
  /** column: of the layer that is then spoken of. */
  focusMap({ state, set, actions }: Playground, id: string, column: number | undefined): void {
    if (column !== undefined) actions.focus({ column, channel: 0 });
    if (id !== state.map.focus) set({ map: { ...state.map, focus: id } });
  },
  /** Scrolls to an item; takes: gives it the focus. */
  goToMap: ({ state, set }: Playground, id: string, takes: boolean): void =>
    set({ map: { ...scrolledTo(state, state.map, id), focus: id, takesFocus: takes } }),
  focusTaken: ({ state, set }: Playground): void =>
    set({ map: { ...state.map, takesFocus: false } }),
};
