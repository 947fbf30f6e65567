// The network, in one of its forms: itself, or one of the tabs that features add.

import type { Feature } from '../../kit/feature.js';
import { WHOLE } from '../../kit/shown.js';
import { networkCard } from './network-card.js';
import { gestures } from './state.js';
import './network-card.css';

export const network: Feature = {
  name: 'network',
  state: { view: 'network', shown: WHOLE },
  gestures,
  views: { main: networkCard },
  rest: {
    // Without it a row of tabs does not scroll by itself.
    isWanted: () => false,
    load: () => import('./rest.js'),
    giveUp: () => {},
  },
};
