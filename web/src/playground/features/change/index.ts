// Change the network: mute a channel, set a number of a kernel, swap an activation. It runs again at once.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { remember } from '../../kit/remembered.js';
import { KEPT, type Made, NO_CHANGES, type Refused, type Unchanged } from './state.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** Of the network on screen, in the order in which they were made. */
    changes: readonly Made[];
    /** What was changed of this network before another one came. */
    changesBefore: readonly Made[];
    /** Names of the files of weights that the changed network needs beside it. */
    changesNeed: readonly string[];
    /** True while a changed network is opened and run. */
    changing: boolean;
    /** True where a reload finds them again. */
    changesKept: boolean;
    /** The last change was not made. */
    changeRefused?: Refused;
    /** The answer before the changes. */
    unchanged?: Unchanged;
    /** The input channel whose kernel is shown to be changed. */
    changedInput: number;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  /** What is done with changes stands in what is fetched later. */
  withChanges: (playground: Playground, work: (playground: Playground) => unknown): void =>
    void work(playground),
  chooseChangedInput: ({ set }: Playground, changedInput: number): void => set({ changedInput }),
};

export const change: Feature = {
  name: 'change',
  state: {
    changes: NO_CHANGES,
    changesBefore: NO_CHANGES,
    changesNeed: [],
    changing: false,
    changesKept: false,
    changedInput: 0,
  },
  gestures,
  on: {
    modelReady: () => ({
      changes: NO_CHANGES,
      changesBefore: NO_CHANGES,
      changing: false,
      changeRefused: undefined,
      unchanged: undefined,
      changedInput: 0,
    }),
    forgotten: () => ({ changesKept: false }),
    opened: () => ({ changeRefused: undefined }),
    closed: () => ({ changeRefused: undefined }),
    runFinished({ changes, editor }, { scores, picture }) {
      const { edits } = editor;
      return changes.length > 0 ? {} : { unchanged: { scores, picture: picture.id, edits } };
    },
  },
  after: { forgotten: () => void remember(KEPT, null, 'session') },
  rest: {
    isWanted: ({ open, layer, changes }) =>
      changes.length > 0 || (open !== undefined && layer.tab === 'change'),
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.changeLayer({ tab: 'sum' }),
  },
};
