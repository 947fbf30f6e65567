// Every layer as a row.

import type { Feature } from '../../kit/feature.js';
import { gestures, TABLE_ROWS, USUAL_TABLE } from './state.js';
import { words } from './words-en.js';
import './layer-table.css';

export const table: Feature = {
  name: 'table',
  state: { table: USUAL_TABLE },
  gestures,
  on: { modelReady: ({ table }) => ({ table: { ...table, query: '', rows: TABLE_ROWS } }) },
  tab: {
    id: 'table',
    get title() {
      return words.tab;
    },
  },
  rest: {
    isWanted: ({ view }) => view === 'table',
    load: () => import('./layer-table-view.js'),
    giveUp: ({ actions }) => actions.showView('network'),
  },
};
