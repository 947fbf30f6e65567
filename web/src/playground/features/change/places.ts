// What is open and chosen by numbers, in the network as a change leaves it.

import type { AppState, Changes } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import type { MapAddress } from '../../network/places.js';
import type { LoadedModel } from '../../run/state.js';
import { onPicture } from '../lab/index.js';
import { findLayers } from '../map/index.js';
import { positionOf } from '../selection/index.js';
import { columnMover, idMover, movedIds, type ToNew } from './map-toggles.js';

function placeOf(columns: readonly Column[], isIt: (column: Column) => boolean) {
  return columns.find(isIt)?.index;
}

/** The lab shows a layer, not a value: where another one multiplies behind it, it stays on its own. */
function labIn({ lab, model }: AppState, { columns }: LoadedModel): AppState['lab'] {
  const before = lab.source && model?.columns[lab.source.column];
  if (!lab.source || !before) return lab;
  const { op, name, value } = before;
  const column =
    placeOf(columns, (of) => of.op === op && of.value === value) ??
    placeOf(columns, (of) => of.op === op && of.name === name);
  return column === undefined ? onPicture(lab) : { ...lab, source: { ...lab.source, column } };
}

/** What was searched for is searched for again: a layer may have come. */
function mapIn({ map, model }: AppState, after: LoadedModel, toNew: ToNew): AppState['map'] {
  const { columns } = after;
  const idIn = model ? idMover(model, after, toNew) : () => undefined;
  const hits = findLayers(columns, map.query);
  const gone = map.hit === undefined ? undefined : toNew(map.hits[map.hit] ?? -1);
  const hit = hits.indexOf(gone ?? -1);
  const [, layer] = /^layer-(\d+)$/.exec(map.focus ?? '') ?? [];
  const focused = layer === undefined ? undefined : toNew(Number(layer));
  const focus = focused === undefined ? (idIn(map.focus ?? '') ?? map.focus) : `layer-${focused}`;
  const toggled = map.toggled && movedIds(map.toggled, idIn);
  return { ...map, hits, hit: hit < 0 ? undefined : hit, focus, toggled };
}

/** A cell stays where the open map still has it. */
function cellIn({ cell, held }: AppState, column: Column | undefined): Changes {
  const isThere = cell && column && positionOf(column, 0, cell) !== undefined;
  return isThere ? { cell, held } : { cell: undefined, held: false };
}

/** Places that are counted by the layers stay on the values that they were on. */
export function placesIn(state: AppState, model: LoadedModel): Changes {
  const toNew = columnMover(state.model, model);
  const moved = (at: MapAddress): MapAddress | undefined => {
    const column = toNew(at.column);
    return column === undefined ? undefined : { ...at, column };
  };
  const open = state.open && moved(state.open);
  return {
    open,
    ...cellIn(state, open && model.columns[open.column]),
    focus: moved(state.focus) ?? { column: 0, channel: 0 },
    hover: undefined,
    hoverCell: undefined,
    layer: { ...state.layer, pinned: state.layer.pinned.flatMap((at) => moved(at) ?? []) },
    lab: labIn(state, model),
    map: mapIn(state, model, toNew),
  };
}
