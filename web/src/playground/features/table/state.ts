import type { Playground } from '../../kit/playground.js';
import { copyText, exportName, saveFile, titled } from '../take-home/index.js';
import { type Figure, TABLE_ROWS, type TableSort, tableCsv } from './layer-table.js';
import { shownRows } from './layer-table-view.js';

export interface TableView {
  sort: TableSort;
  /** Words that a layer must have. */
  query: string;
  /** Rows shown: more come as one scrolls. */
  rows: number;
  /** The one figure beside the name, where there is no room for all. */
  figure: Figure;
}

declare module '../../kit/playground.js' {
  interface AppState {
    table: TableView;
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const USUAL_TABLE: TableView = {
  sort: { key: 'order', isDescending: false },
  query: '',
  rows: TABLE_ROWS,
  figure: 'ms',
};

const csv = ({ state }: Playground): string => tableCsv(shownRows(state));

export const gestures = {
  changeTable: ({ state, set }: Playground, change: Partial<TableView>): void =>
    set({ said: undefined, table: { ...state.table, rows: TABLE_ROWS, ...change } }),
  /** The rows shown, as CSV: to the clipboard, or as a file. */
  copyTable: (playground: Playground): void => void copyText(playground, csv(playground)),
  saveTable: (playground: Playground): void =>
    saveFile(
      exportName(titled(playground, ['layers']), 'csv'),
      new Blob([csv(playground)], { type: 'text/csv' }),
    ),
};
