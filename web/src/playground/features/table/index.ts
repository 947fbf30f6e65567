// Every layer as a row.

import type { Feature } from '../../kit/feature.js';
import { TABLE_ROWS } from './layer-table.js';
import { layerTable } from './layer-table-view.js';
import { gestures, USUAL_TABLE } from './state.js';
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
    view: layerTable,
  },
};
