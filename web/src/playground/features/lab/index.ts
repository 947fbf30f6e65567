// The convolution lab: padding, kernel size and stride on the picture's own numbers.

import type { Feature } from '../../kit/feature.js';
import { startTicker } from '../../kit/ticker.js';
import { takesPicture } from '../../run/suits.js';
import { sourceLayer } from './lab-source.js';
import { gestures, onPicture, USUAL } from './state.js';
import { words } from './words-en.js';
import './lab.css';

export { labPlace } from './lab-place.js';
export { onPicture } from './state.js';

/** Cells per second. */
const SPEED = 3;

export const lab: Feature = {
  name: 'lab',
  state: { lab: USUAL },
  gestures,
  on: {
    viewShown: ({ lab }) => ({ lab: { ...lab, playing: false } }),
    modelReady: ({ lab }) => ({ lab: onPicture(lab) }),
  },
  tab: {
    id: 'lab',
    get title() {
      return words.tab;
    },
    suits: takesPicture,
  },
  rest: {
    isWanted: ({ view }) => view === 'lab',
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.showView('network'),
  },
  // Of a large network only what is on screen is read.
  wanted(state) {
    const layer = state.view === 'lab' ? sourceLayer(state) : undefined;
    return layer ? layer.node.inputs : [];
  },
  start: (playground) =>
    startTicker(playground, ({ open, view, lab }) =>
      !open && view === 'lab' && lab.playing
        ? { speed: SPEED, step: () => playground.actions.stepLab(1) }
        : undefined,
    ),
};
