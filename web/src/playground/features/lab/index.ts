// The convolution lab: padding, kernel size and stride on the picture's own numbers.

import type { Feature } from '../../kit/feature.js';
import type { Bound, Playground } from '../../kit/playground.js';
import { startTicker } from '../../kit/ticker.js';
import { takesPicture } from '../../run/suits.js';
import { onPicture, USUAL } from './state.js';
import { words } from './tab/words-en.js';
import './lab.css';

export { labPlace } from './lab-place.js';
export { onPicture } from './state.js';

/** Cells per second. */
const SPEED = 3;

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  /** Shows the layer that is open, with its channel and its cell. */
  tryInLab({ state, actions }: Playground): void {
    const { open, cell, model } = state;
    if (!open || !model?.columns[open.column]) return;
    actions.labLayer(open.column, open.channel, cell);
    actions.close();
    actions.showView('lab');
  },
  /** What an address says. layer: its name; undefined for the picture. */
  followLab({ state, set, actions }: Playground, code: string, layer: string | undefined): void {
    set({ lab: { ...state.lab, linked: { code, layer } } });
    actions.readLabLink();
  },
};

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
      return words.title;
    },
    suits: takesPicture,
  },
  rest: {
    isWanted: ({ view }) => view === 'lab',
    gestures: ['labLayer', 'readLabLink'],
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.showView('network'),
  },
  start: (playground) =>
    startTicker(playground, ({ open, view, lab }) =>
      !open && view === 'lab' && lab.playing
        ? { speed: SPEED, step: () => playground.actions.stepLab(1) }
        : undefined,
    ),
};
