// What is pointed at, what has the focus, and which map and cell are open.

import type { AppState, Bound, Changes, Playground } from '../../kit/playground.js';
import { elementsOf, enlargedLayout } from '../../network/enlarged.js';
import type { Cell, MapAddress } from '../../network/places.js';
import { strongestChannels } from '../../network/strongest.js';
import type { LoadedModel } from '../../run/state.js';
import { moveCell } from './navigation.js';
import { stepOver } from './trace.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** The map that has, or last had, keyboard focus in the network. */
    focus: MapAddress;
    /** The map under the pointer. */
    hover?: MapAddress;
    /** The cell under the pointer in that map. */
    hoverCell?: Cell;
    /** The map that is enlarged. */
    open?: MapAddress;
    /** The cell that is read in the enlarged map. */
    cell?: Cell;
    /** True where the pointer no longer moves it: it was chosen. */
    held: boolean;
  }
  interface Events {
    /** A map is enlarged; before it another one may have been. */
    opened: [];
    closed: [];
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const selectionState = { focus: { column: 0, channel: 0 }, held: false };

/** The map that the readout and the legend speak of: under the pointer, else with the focus. */
export function activeMap({ hover, focus }: AppState): MapAddress {
  return hover ?? focus;
}

function inside(at: MapAddress, model: LoadedModel | undefined): boolean {
  const column = model?.columns[at.column];
  return column !== undefined && at.channel < Math.max(column.rows, column.layout.channels);
}

/** Keeps a cell only where the newly opened map has it. */
function opened({ model, open, cell, held }: AppState, at: MapAddress): Changes {
  const layout = model?.columns[at.column]?.layout;
  const before = open && model?.columns[open.column]?.layout;
  const same = layout && before && layout.height === before.height && layout.width === before.width;
  return same && cell ? { open: at, cell, held } : { open: at, cell: undefined, held: false };
}

export const SHUT: Changes = { open: undefined, cell: undefined, held: false };

export const gestures = {
  focus({ state, set }: Playground, at: MapAddress): void {
    if (inside(at, state.model)) set({ focus: at });
  },
  hover: ({ set }: Playground, at: MapAddress | undefined, cell?: Cell): void =>
    set({ hover: at, hoverCell: cell }),
  open({ state, emit }: Playground, at: MapAddress, cell?: Cell): void {
    if (!inside(at, state.model)) return;
    emit('opened', [], { ...opened(state, at), ...(cell ? { cell, held: true } : {}) });
  },
  /** The map that is open now: several keys may come before the next frame is drawn. */
  opened: ({ state }: Playground): MapAddress | undefined => state.open,
  close({ state, emit }: Playground): void {
    if (state.open) emit('closed', [], SHUT);
  },
  /** hold: true chooses the cell, so that the pointer no longer moves it; false lets it go. */
  readCell: ({ state, set }: Playground, cell: Cell | undefined, hold?: boolean): void =>
    set({ cell, held: hold ?? state.held }),
  /**
   * A key in the enlarged map that moves the cell. Keys count from the state of now: several may come
   * before the next frame is drawn.
   */
  moveCell({ state, set }: Playground, key: string): void {
    const column = state.open && state.model?.columns[state.open.column];
    const cell = column && moveCell(enlargedLayout(column), state.cell, key);
    if (cell) set({ cell, held: true });
  },
  /** To the next cells of the open map, round at its ends. */
  stepCell({ state, set }: Playground, by: number): void {
    const column = state.open && state.model?.columns[state.open.column];
    if (column) set({ cell: stepOver(column, state.cell, by), held: true });
  },
  /** Opens a layer at its strongest channel. */
  openStrongest({ state, actions }: Playground, column: number): void {
    const of = state.model?.columns[column];
    const value = of && state.snapshot?.values.get(of.value);
    const channels = of && value && !of.layout.flat ? strongestChannels(value, of.layout) : [];
    actions.open({ column, channel: channels[0] ?? 0 });
  },
  /** Opens the layer of that node of the graph. */
  openNode({ state, actions }: Playground, node: number): void {
    const column = state.model?.columns.find((candidate) => candidate.node === node);
    if (column) actions.open({ column: column.index, channel: 0 });
  },
  /** Opens the layer that makes a value, at an element of it. */
  openValue({ state, actions }: Playground, value: string, index: number): void {
    const column = state.model?.columns.find((candidate) => candidate.value === value);
    if (!column) return;
    const elements = elementsOf(column);
    const { width } = enlargedLayout(column);
    const [channel, within] = [Math.floor(index / elements), index % elements];
    const cell = { y: Math.floor(within / width), x: within % width };
    actions.open({ column: column.index, channel }, cell);
  },
};
