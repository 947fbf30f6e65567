// In which form the network is looked at.

import type { Playground } from '../../kit/playground.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** Id of a tab; 'network' for the network itself. */
    view: string;
  }
  interface Events {
    viewShown: [view: string];
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const gestures = {
  showView: ({ emit }: Playground, view: string): void => emit('viewShown', [view], { view }),
};
