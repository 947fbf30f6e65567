// What leaves the page because somebody asked for it.

import type { Feature } from '../../kit/feature.js';
import type { AppState, Playground } from '../../kit/playground.js';
import { partMissing } from '../../run/failures.js';
import { copyText } from './leave.js';
import type { Besides } from './sheet.js';

export { copyText, saveFile, titled } from './leave.js';
export { exportName } from './names.js';
export type { Besides } from './sheet.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** What was done last, in a few words ("Copied."), and with which text. */
    said?: { words: string; of: string };
  }
  interface Actions extends Bound<typeof gestures> {}
}

/** What only saving needs comes when something is saved. */
export const picturesToSave = () => import('./save.js');

function saving(
  { set }: Playground,
  save: (code: typeof import('./save.js')) => Promise<void>,
): void {
  picturesToSave()
    .then(save)
    .catch(() => set({ failure: partMissing() }));
}

/** What was last done with that text: '' where it was something else. */
export const saidOf = ({ said }: AppState, text: string): string =>
  said?.of === text ? said.words : '';

const gestures = {
  copyText: (playground: Playground, text: string): void => void copyText(playground, text),
  /** The canvas that the selector finds, as PNG that says what it shows, of which picture, and in which colours. */
  savePicture: (
    playground: Playground,
    selector: string,
    parts: readonly string[],
    besides: Besides = {},
  ): void =>
    saving(playground, async ({ pictureOf, saveTaken }) =>
      saveTaken(await pictureOf(playground, selector, parts, besides)),
    ),
  /** The columns of a small network as PNG. */
  saveStrip: (playground: Playground): void =>
    saving(playground, async ({ stripOf, saveTaken }) => saveTaken(await stripOf(playground))),
  /** The open channel as CSV, or the whole layer as NPY or CSV. */
  saveValue(playground: Playground, what: 'channel' | 'npy' | 'csv'): void {
    // What is open now: another layer may be once the code has come.
    const { state } = playground;
    saving(playground, async ({ saveValue }) => saveValue(state, what));
  },
};

export const takeHome: Feature = {
  name: 'take-home',
  gestures,
  on: {
    modelReady: () => ({ said: undefined }),
    viewShown: () => ({ said: undefined }),
  },
};
