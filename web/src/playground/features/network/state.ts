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

/** The map that has the keyboard's focus, else the first of its boxes, else the network's heading. */
const STOPS = ['.strip [tabindex="0"]', '.network-card .map-item', '.network-card h2'];

export const gestures = {
  showView: ({ emit }: Playground, view: string): void => emit('viewShown', [view], { view }),
  /** The way past everything that stands before the network. */
  focusNetwork({ root }: Playground): void {
    const found = STOPS.flatMap((stop) => root.querySelector<HTMLElement>(stop) ?? []);
    found[0]?.focus();
  },
};
