// The convolution lab: padding, kernel size and stride on the picture's own numbers.

import type { Feature } from '../../kit/feature.js';
import { startTicker } from '../../kit/ticker.js';
import { labView } from './lab-panel.js';
import { paintLab } from './paint-lab.js';
import { gestures, USUAL } from './state.js';
import { words } from './words-en.js';
import './lab.css';

export { formatLab, parseLab } from './lab.js';

/** Cells per second. */
const SPEED = 3;

export const lab: Feature = {
  name: 'lab',
  state: { lab: USUAL },
  gestures,
  on: { viewShown: ({ lab }) => ({ lab: { ...lab, playing: false } }) },
  tab: {
    id: 'lab',
    get title() {
      return words.tab;
    },
    view: labView,
  },
  painters: {
    'lab-input': (canvas, state) => paintLab(canvas, state, 'input'),
    'lab-output': (canvas, state) => paintLab(canvas, state, 'output'),
  },
  start: (playground) =>
    startTicker(playground, ({ open, view, lab }) =>
      !open && view === 'lab' && lab.playing
        ? { speed: SPEED, step: () => playground.actions.stepLab(1) }
        : undefined,
    ),
};
