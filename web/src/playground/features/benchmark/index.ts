// How fast networks run here, on every engine module that this browser has.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import type { Benchmark } from './state.js';
import { words } from './tab/words-en.js';
import './benchmark.css';

declare module '../../kit/playground.js' {
  interface AppState {
    benchmark?: Benchmark;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  /** What is done stands in what is fetched later. */
  withBenchmark: (playground: Playground, work: (playground: Playground) => unknown): void =>
    void work(playground),
};

export const benchmark: Feature = {
  name: 'benchmark',
  gestures,
  on: { modelReady: () => ({ benchmark: undefined }) },
  tab: {
    id: 'benchmark',
    get title() {
      return words.title;
    },
  },
  rest: {
    isWanted: ({ view }) => view === 'benchmark',
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.showView('network'),
  },
};
