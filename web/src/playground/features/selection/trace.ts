// The cell that is looked at, and everything it depends on and reaches.

import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { elementsOf, enlargedLayout } from '../../network/enlarged.js';
import type { Cell, MapAddress } from '../../network/places.js';
import { dependsOn, type Regions, reaches } from '../../network/receptive-field.js';
import { type Box, boxOf, cellOf, planeOf, type Region } from '../../network/regions.js';

/** Flat index into the column's value; undefined where the cell is outside of it. */
export function positionOf(column: Column, channel: number, cell: Cell): number | undefined {
  const { width } = enlargedLayout(column);
  const elements = elementsOf(column);
  const index = cell.y * width + cell.x;
  return cell.x < width && index < elements ? channel * elements + index : undefined;
}

export interface Trace {
  at: MapAddress;
  cell: Cell;
  /** Regions of values before and after it, and of its own. */
  before: Regions;
  after: Regions;
}

/** The cell that is open, else the one under the pointer. */
function lookedAt(state: AppState): { at: MapAddress; cell: Cell } | undefined {
  const { open, cell, hover, hoverCell } = state;
  if (open) return cell && { at: open, cell };
  return hover && hoverCell && { at: hover, cell: hoverCell };
}

const lastTrace = lastOf<Trace>();

/** undefined where no cell is looked at. Remembers the last one: every view asks for it. */
export function traceOf(state: AppState): Trace | undefined {
  const looked = lookedAt(state);
  const { model } = state;
  const column = looked && model?.columns[looked.at.column];
  if (!looked || !model || !column) return undefined;
  const { at, cell } = looked;
  const { graph } = model.info;
  const position = positionOf(column, at.channel, cell);
  if (position === undefined) return undefined;
  return lastTrace(graph, [at.column, position], () => {
    const region = cellOf(shapeOf(state, column), position);
    return {
      at,
      cell,
      before: dependsOn(graph, column.value, region),
      after: reaches(graph, column.value, region),
    };
  });
}

function shapeOf({ model }: AppState, column: Column): readonly number[] {
  const { graph } = model?.info ?? { graph: undefined };
  const node = column.node === undefined ? undefined : graph?.nodes[column.node];
  return node?.outputShapes[0] ?? graph?.inputs[0]?.shape ?? [];
}

export interface Field extends Box {
  /** What the cell depends on, what it reaches, or the cell itself. */
  side: 'before' | 'after' | 'own';
  /** True where the field is the whole map. */
  isWhole: boolean;
}

function fieldFrom(region: Region | undefined, side: Field['side']): Field | undefined {
  const box = boxOf(region);
  const plane = region && planeOf(region);
  if (!box || !plane) return undefined;
  const isWhole = box.height === plane[0].length && box.width === plane[1].length;
  return { ...box, side, isWhole };
}

/** The box of a traced cell on the maps of a value; undefined for vectors and what is not touched. */
export function fieldOn(trace: Trace | undefined, value: string): Field | undefined {
  if (!trace) return undefined;
  const [before, after] = [trace.before.get(value), trace.after.get(value)];
  if (before && after) return fieldFrom(before, 'own');
  return fieldFrom(before, 'before') ?? fieldFrom(after, 'after');
}

/** One step over the cells of a map, row by row, and round at its ends. */
export function stepOver(column: Column, cell: Cell | undefined, by: number): Cell {
  const { width } = enlargedLayout(column);
  const elements = elementsOf(column);
  if (!cell) return { y: 0, x: 0 };
  const index = (cell.y * width + cell.x + by + elements) % elements;
  return { y: Math.floor(index / width), x: index % width };
}

/** The cell of a map with the largest absolute value. */
export function strongestCell(
  column: Column,
  data: Float32Array,
  channel: number,
): Cell | undefined {
  const { width } = enlargedLayout(column);
  const elements = elementsOf(column);
  let best = -1;
  let most = -1;
  for (let i = 0; i < elements; i++) {
    const size = Math.abs(data[channel * elements + i] as number);
    if (size > most) [best, most] = [i, size];
  }
  return best < 0 ? undefined : { y: Math.floor(best / width), x: best % width };
}
