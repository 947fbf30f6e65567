// What leaves the page because somebody asked for it.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { copyText, savePicture, saveStrip, saveValue, titled } from './save.js';
import { words } from './words-en.js';

export { copyText, saveFile, titled } from './save.js';
export { exportName } from './take-home.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** What was done last, in a few words: "Copied." */
    said?: string;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  copyText: (playground: Playground, text: string): void => void copyText(playground, text),
  /** The canvas that the selector finds, as PNG with a line that says what it is. */
  savePicture: (playground: Playground, selector: string, parts: readonly string[]): void =>
    void savePicture(playground.root, selector, titled(playground, parts)),
  /** The columns of a small network as PNG. */
  saveStrip: (playground: Playground): void =>
    void saveStrip(playground.root, titled(playground, [words.layers])),
  /** The open channel as CSV, or the whole layer as NPY or CSV. */
  saveValue: ({ state }: Playground, what: 'channel' | 'npy' | 'csv'): void =>
    saveValue(state, what),
};

export const takeHome: Feature = {
  name: 'take-home',
  gestures,
  on: {
    modelReady: () => ({ said: undefined }),
    viewShown: () => ({ said: undefined }),
  },
};
