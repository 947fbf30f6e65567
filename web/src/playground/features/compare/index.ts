// Two things side by side: networks, pictures, before and after, or PyTorch's own values.

import type { Feature } from '../../kit/feature.js';
import type { AppState, Playground } from '../../kit/playground.js';
import type { Against, Comparison } from './state.js';
import { words } from './tab/words-en.js';
import './compare.css';

declare module '../../kit/playground.js' {
  interface AppState {
    comparison?: Comparison;
    /** What an address names to compare with, until it is known whether it is there. */
    comparisonNamed?: string | undefined;
    /** As a share of a layer's largest value: what is closer agrees. */
    tolerance: number;
  }
  interface Actions extends Bound<typeof gestures> {}
}

/** What an address says of it: nothing of what is the user's own. */
export function comparedWith({ comparison }: AppState): { with?: string } {
  const { against } = comparison ?? {};
  if (against?.kind === 'network') return { with: against.entry.id };
  return against?.kind === 'sample' ? { with: against.sample.file } : {};
}

const gestures = {
  /** What is done stands in what is fetched later. */
  withComparison: (playground: Playground, work: (playground: Playground) => unknown): void =>
    void work(playground),
  setTolerance: ({ set }: Playground, tolerance: number): void => set({ tolerance }),
  /** What an address names; undefined where it names nothing. */
  compareNamed: ({ set }: Playground, comparisonNamed: string | undefined): void =>
    set({ comparisonNamed }),
  /** What is on screen with that; it is made once the tab is seen. */
  compareWith({ state, set, actions }: Playground, against: Against | undefined): void {
    set({ comparison: against && { against, progress: 0 }, comparisonNamed: undefined });
    if (against && state.view !== 'compare') actions.showView('compare');
  },
};

export const compare: Feature = {
  name: 'compare',
  state: { tolerance: 1e-3 },
  gestures,
  on: {
    // Values of PyTorch are compared with the next network, too: the first one was the wrong one, perhaps.
    modelReady({ comparison: before }) {
      const { against } = before ?? {};
      const comparison = against?.kind === 'values' ? { against, progress: 0 } : undefined;
      return { comparison, comparisonNamed: undefined };
    },
    // Who has left is not called back.
    viewShown: () => ({ comparisonNamed: undefined }),
  },
  start: (playground) => () => playground.set({ comparison: undefined }),
  tab: {
    id: 'compare',
    get title() {
      return words.title;
    },
  },
  rest: {
    isWanted: ({ view, comparisonNamed }) => view === 'compare' || comparisonNamed !== undefined,
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.showView('network'),
  },
};
