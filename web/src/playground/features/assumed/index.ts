// What a file does not say and the page had to assume: how pixels are prepared, and what the classes are called. It is
// said beside the answer, with the likeliest other choice.

import type { Feature } from '../../kit/feature.js';
import type { AppState, Playground } from '../../kit/playground.js';
import './assumed.css';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

export type Likely = 'pixels' | 'names';

const gestures = {
  async takeLikely(playground: Playground, what: Likely): Promise<void> {
    const { takeLikely } = await import('./rest.js');
    await takeLikely(playground, what);
  },
};

export const assumed: Feature = {
  name: 'assumed',
  gestures,
  rest: {
    // Of the page's own networks all is known.
    isWanted: ({ model }: AppState) => model !== undefined && model.id === undefined,
    load: () => import('./rest.js'),
    giveUp: () => {},
  },
};
