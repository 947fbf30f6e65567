// What leaves the page because somebody asked for it.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { copyText, pictureOf, saveTaken, saveValue, stripOf } from './save.js';
import type { Besides } from './sheet.js';

export { copyText, pictureOf, saveFile, stripOf, type Taken, titled } from './save.js';
export type { Besides } from './sheet.js';
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
  /** The canvas that the selector finds, as PNG that says what it shows, of which picture, and in which colours. */
  savePicture: (
    playground: Playground,
    selector: string,
    parts: readonly string[],
    besides: Besides = {},
  ): void => void pictureOf(playground, selector, parts, besides).then(saveTaken),
  /** The columns of a small network as PNG. */
  saveStrip: (playground: Playground): void => void stripOf(playground).then(saveTaken),
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
