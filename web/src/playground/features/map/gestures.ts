// What a user does to the map of a deep network.

import type { AppState, Bound, Playground } from '../../kit/playground.js';
import { findLayers } from './find-layers.js';
import { pathTo } from './map-layout.js';
import { blockIds, layoutOfMap, MAP_HEIGHT, structureShown, toggledIn } from './map-view.js';
import type { MapView } from './state.js';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {
    /** For paper; and off it again. */
    layMapOut(): void;
    putMapAway(): void;
  }
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
  const next = new Set(toggledIn(state));
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
  const { map } = state;
  const structure = structureShown(state);
  if (!structure) return map;
  const blocks = new Set(blockIds(structure));
  const kept = [...toggledIn(state)].filter((id) => !blocks.has(id));
  const changed = { ...map, toggled: new Set(isOpen ? [...kept, ...blocks] : kept) };
  return { ...changed, scroll: clampScroll(state, changed, map.scroll) };
}

/** The layer in a box of its own, in sight: what it is in is opened. */
function revealed(state: AppState, column: number): MapView {
  const { map } = state;
  const structure = structureShown(state);
  if (!structure) return map;
  const before = toggledIn(state);
  const next = new Set(before);
  for (const id of pathTo(structure, column, before)) if (!next.delete(id)) next.add(id);
  const shown = { ...map, toggled: next, focus: `layer-${column}` };
  return scrolledTo(state, shown, shown.focus);
}

function stepped(state: AppState, by: number): MapView {
  const { map } = state;
  const { length } = map.hits;
  if (length === 0) return map;
  const from = map.hit ?? (by > 0 ? -1 : 0);
  const hit = (from + by + length) % length;
  return { ...revealed(state, map.hits[hit] as number), hit };
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
  /** Scrolls to an item that there is, and gives it the focus. */
  goToMap: ({ state, set }: Playground, id: string): void =>
    set({ map: { ...scrolledTo(state, state.map, id), focus: id, takesFocus: true } }),
  /** Brings a layer into sight. */
  showInMap: ({ state, set }: Playground, column: number): void =>
    set({ map: revealed(state, column) }),
  focusTaken: ({ state, set }: Playground): void =>
    set({ map: { ...state.map, takesFocus: false } }),
};
