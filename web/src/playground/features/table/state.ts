import type { Playground } from '../../kit/playground.js';
import { copyText, exportName, saveFile, titled } from '../take-home/index.js';
import type { Figure, TableSort } from './layer-table.js';

/** Rows that are drawn at once: so many take a few milliseconds. */
export const TABLE_ROWS = 40;

/** The rows as they were copied. */
export const COPIED = 'table';

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

/** Whoever asks for it has the table on screen: its code is there. */
async function csv({ state }: Playground): Promise<string> {
  const { shownRows, tableCsv } = await import('./layer-table-view.js');
  return tableCsv(shownRows(state));
}

export const gestures = {
  changeTable: ({ state, set }: Playground, change: Partial<TableView>): void =>
    set({ said: undefined, table: { ...state.table, rows: TABLE_ROWS, ...change } }),
  /** The rows shown, as CSV: to the clipboard, or as a file. */
  copyTable: (playground: Playground): void =>
    void csv(playground).then((text) => copyText(playground, text, COPIED)),
  saveTable: (playground: Playground): void =>
    void csv(playground).then((text) =>
      saveFile(
        exportName(titled(playground, ['layers']), 'csv'),
        new Blob([text], { type: 'text/csv' }),
      ),
    ),
};
