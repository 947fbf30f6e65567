// What goes on, and what went wrong.

import { html } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import type { Failure } from '../../run/failures.js';
import { failureBanner } from './failure-banner.js';
import { progressLine } from './progress-line.js';
import './failure-banner.css';
import './progress-line.css';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  openPart: ({ controller }: Playground, until: readonly string[]): void =>
    void controller.openUntil(until),
  dismiss: ({ set }: Playground): void => set({ failure: undefined }),
};

/** The failure that was brought into view. */
const told = new WeakMap<Playground, Failure | undefined>();

export const progress: Feature = {
  name: 'progress',
  gestures,
  views: {
    status: failureBanner,
    over: (state, actions) =>
      html`<div class="status">${progressLine(state.progress, actions)}</div>`,
  },
  /** It stands above the picture, and what failed may have been dropped further down. */
  drawn(playground) {
    const { root, state } = playground;
    if (state.failure === told.get(playground)) return;
    told.set(playground, state.failure);
    root.querySelector('[data-test="failure"]')?.scrollIntoView({ block: 'nearest' });
  },
};
