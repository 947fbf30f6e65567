// What a user does to the map of a deep network.

import type { AppState, LoadedModel, MapView } from '../../app-state.js';
import { structureOf } from '../../network/structure.js';
import { findLayers, pathTo } from './map-layout.js';
import { layoutOfMap, MAP_HEIGHT } from './map-view.js';

export type MapAction =
  | { type: 'map-measured'; width: number }
  | { type: 'map-scrolled'; scroll: number }
  | { type: 'map-toggled'; id: string }
  /** All blocks. */
  | { type: 'map-blocks'; open: boolean }
  | { type: 'map-search'; query: string }
  /** To the next or previous match, round at the ends. */
  | { type: 'map-hit'; by: number }
  | { type: 'map-focus'; id: string }
  /** Scrolls to an item; takes: gives it the focus. */
  | { type: 'map-go'; id: string; takes: boolean }
  | { type: 'map-focused' };

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
    width: 0,
    scroll: 0,
    toggled: new Set(model.columns.length <= OPEN ? blockIds(model) : []),
    query: '',
    hits: [],
    hit: undefined,
    focus: stages[0]?.id ?? '',
    takesFocus: false,
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

export function reduceMap(state: AppState, action: MapAction): MapView {
  const { map } = state;
  switch (action.type) {
    case 'map-measured':
      return { ...map, width: action.width };
    case 'map-scrolled':
      return { ...map, scroll: clampScroll(state, map, action.scroll) };
    case 'map-toggled':
      return toggled(state, action.id);
    case 'map-blocks':
      return opened(state, action.open);
    case 'map-search': {
      const hits = findLayers(state.model?.columns ?? [], action.query);
      return { ...map, query: action.query, hits, hit: undefined };
    }
    case 'map-hit':
      return stepped(state, action.by);
    case 'map-focus':
      return { ...map, focus: action.id };
    case 'map-go':
      return { ...scrolledTo(state, map, action.id), focus: action.id, takesFocus: action.takes };
    case 'map-focused':
      return { ...map, takesFocus: false };
  }
}
