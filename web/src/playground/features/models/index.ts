// Networks to choose from: those of the site, those to download, and a file of one's own.

import type { Feature } from '../../kit/feature.js';
import { gestures } from './state.js';
import './models-dialog.css';

export { placeOf } from './catalogue.js';
export type { KeptModel } from './state.js';

export const models: Feature = {
  name: 'models',
  state: { kept: [], choosing: false },
  gestures,
  rest: {
    isWanted: ({ choosing }) => choosing,
    load: () => import('./models-dialog.js'),
    giveUp: ({ actions }) => actions.closeModels(),
  },
};
