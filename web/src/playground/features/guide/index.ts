// The guided path from the picture to the answer.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { headOf, needsOfWhy } from '../../network/linear-head.js';
import './guide-panel.css';

declare module '../../kit/playground.js' {
  interface AppState {
    /** Step of the guided path, from 0; undefined while nobody is on it. */
    guide?: number;
    /** Counts up whenever something is to be shown for a step. */
    guideTurn: number;
    /** Which option of the step's question was chosen. */
    guess?: number;
  }
  interface Actions extends Bound<typeof gestures> {
    /** Says where an address asks for a step that there is not. */
    checkStep(step: number): void;
  }
}

const gestures = {
  /** Shows what a step of the guided path speaks of, after its question where it has one. */
  goToStep({ state, set }: Playground, step: number): void {
    set({ guide: Math.max(0, step), guideTurn: state.guideTurn + 1, guess: undefined });
  },
  /** Answers the question of the step. */
  guess({ state, set }: Playground, option: number): void {
    set({ guess: option, guideTurn: state.guideTurn + 1 });
  },
  /** The focus goes back to where the tour began. */
  endGuide({ state, set, actions, root }: Playground): void {
    set({ guide: undefined, layer: { ...state.layer, playing: false } });
    const focus = (): void =>
      root.querySelector<HTMLElement>('[data-test="tour"]')?.focus({ preventScroll: true });
    focus();
    if (!state.open) return;
    // The step opened it, and until it is gone it lies over the button.
    actions.close();
    globalThis.requestAnimationFrame?.(focus);
  },
};

export const guide: Feature = {
  name: 'guide',
  state: { guideTurn: 0 },
  gestures,
  rest: {
    isWanted: ({ guide }) => guide !== undefined,
    gestures: ['checkStep'],
    load: () => import('./rest.js'),
    giveUp: ({ set }) => set({ guide: undefined }),
  },
  // One step is about the channel that adds most to the answer.
  wanted({ guide, model }) {
    const head = guide === undefined ? undefined : model && headOf(model.info.graph);
    return head ? needsOfWhy(head) : [];
  },
};
