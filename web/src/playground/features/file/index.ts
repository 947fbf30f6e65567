// What kind of file the network is from: one line, and behind it what the file says of itself.

import type { Feature } from '../../kit/feature.js';
import type { AppState } from '../../kit/playground.js';
import { fileLine } from './line.js';
import './file.css';

declare module '../../kit/playground.js' {
  interface AppState {
    /** The code of this feature could not be fetched. */
    fileMissing: boolean;
    /** Somebody wants to see what is behind the line. */
    fileOpen: boolean;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  openFileFacts: ({ set }: { set(changes: Partial<AppState>): void }): void =>
    set({ fileOpen: true }),
};

export const file: Feature = {
  name: 'file',
  state: { fileMissing: false, fileOpen: false },
  gestures,
  views: { choose: (state, actions) => fileLine(state, actions) },
  rest: {
    isWanted: ({ fileOpen, fileMissing }) => fileOpen && !fileMissing,
    load: () => import('./rest.js'),
    giveUp: ({ set }) => set({ fileMissing: true }),
  },
};
