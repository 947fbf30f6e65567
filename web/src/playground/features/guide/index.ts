// The guided path from the picture to the answer.

import { nothing } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { guideSteps } from './guide.js';
import { guidePanel } from './guide-panel.js';
import { markGuided, showStep } from './guide-step.js';
import './guide-panel.css';

export { guidePanel } from './guide-panel.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** Step of the guided path, from 0; undefined while nobody is on it. */
    guide?: number;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  /** Shows what a step of the guided path speaks of. */
  goToStep(playground: Playground, step: number): void {
    const steps = guideSteps(playground.state);
    const guide = Math.max(0, Math.min(step, steps.length - 1));
    playground.set({ guide });
    showStep(playground, steps[guide]);
  },
  /** The focus goes back to where the tour began. */
  endGuide({ set, root }: Playground): void {
    set({ guide: undefined });
    root.querySelector<HTMLElement>('[data-test="tour"]')?.focus({ preventScroll: true });
  },
};

export const guide: Feature = {
  name: 'guide',
  gestures,
  // An open layer has it inside, where the page below takes no clicks.
  views: { over: (state, actions) => (state.open ? nothing : guidePanel(state, actions)) },
  drawn({ root, state }) {
    const { guide } = state;
    markGuided(root, guide === undefined ? undefined : guideSteps(state)[guide]);
  },
};
