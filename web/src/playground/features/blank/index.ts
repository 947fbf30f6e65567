// What the network answers when there is nothing to see: a baseline for every other answer.

import type { Feature } from '../../kit/feature.js';
import { hasClasses } from '../../run/suits.js';
import './blank.css';
import { words } from './words-en.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** Probabilities of all classes, for each of LEVELS (blank.ts). */
    blank?: readonly Float32Array[];
  }
}

export const blank: Feature = {
  name: 'blank',
  on: { modelReady: () => ({ blank: undefined }) },
  tab: {
    id: 'blank',
    get title() {
      return words.title;
    },
    suits: hasClasses,
  },
  rest: {
    isWanted: ({ view }) => view === 'blank',
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.showView('network'),
  },
};
