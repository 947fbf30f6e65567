// What is pointed at and open: columns, map, layer view and table all speak of it.

import type { Feature } from '../../kit/feature.js';
import { gestures, SHUT, selectionState } from './state.js';

export * from './navigation.js';
export { activeMap } from './state.js';
export * from './trace.js';

export const selection: Feature = {
  name: 'selection',
  state: selectionState,
  gestures,
  on: {
    modelReady: () => ({
      ...SHUT,
      hover: undefined,
      hoverCell: undefined,
      focus: { column: 0, channel: 0 },
    }),
    cleared: () => ({ ...SHUT, hover: undefined }),
  },
};
