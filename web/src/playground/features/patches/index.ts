// What a channel looks for: its kernel, and the parts of many pictures that excite it most.

import type { Feature } from '../../kit/feature.js';
import type { AppState } from '../../kit/playground.js';
import { gestures, USUAL_PATCHES, withoutOutdated } from './state.js';
import { endOutdated, endWork } from './work.js';
import './patches.css';

const atFirst = ({ patches }: AppState) => ({ patches: { ...patches, whole: 0 } });

export const patches: Feature = {
  name: 'patches',
  state: { patches: USUAL_PATCHES },
  gestures,
  on: {
    // Pictures of the reader stay chosen from network to network.
    modelReady: ({ patches: { chosen } }) => ({ patches: { ...USUAL_PATCHES, chosen } }),
    opened: atFirst,
    runFinished: withoutOutdated,
  },
  after: { modelReady: endWork, runFinished: endOutdated },
  rest: {
    isWanted: ({ open, layer, shown }) =>
      shown.view === 'patches' || (open !== undefined && layer.tab === 'patches'),
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.changeLayer({ tab: 'sum' }),
  },
  start: (playground) => () => endWork(playground),
};
