// Two things side by side: networks, pictures, before and after, or PyTorch's own values.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import type { Comparison } from './state.js';
import { words } from './tab/words-en.js';
import './compare.css';

declare module '../../kit/playground.js' {
  interface AppState {
    comparison?: Comparison;
    /** Values that came and wait for what reads them. */
    comparedFile?: File;
    /** As a share of a layer's largest value: what is closer agrees. */
    tolerance: number;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  /** What is done stands in what is fetched later. */
  withComparison: (playground: Playground, work: (playground: Playground) => unknown): void =>
    void work(playground),
  setTolerance: ({ set }: Playground, tolerance: number): void => set({ tolerance }),
  /** file: an .npz file of values. */
  compareValues({ set, actions }: Playground, comparedFile: File): void {
    set({ comparedFile });
    actions.showView('compare');
  },
};

export const compare: Feature = {
  name: 'compare',
  state: { tolerance: 1e-3 },
  gestures,
  on: { modelReady: () => ({ comparison: undefined }) },
  tab: {
    id: 'compare',
    get title() {
      return words.title;
    },
  },
  rest: {
    isWanted: ({ view }) => view === 'compare',
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.showView('network'),
  },
};
