// The guided path as it is seen: fetched when somebody takes it.

import { nothing } from 'lit/html.js';
import type { Rest } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { currentStep, guideSteps, isAsking } from './guide.js';
import { guidePanel } from './guide-panel.js';
import { askStep, bringIntoView, focusQuestion, markGuided, showStep } from './guide-step.js';
import { words } from './words-en.js';

/** Of each playground: the turn that is on screen, and whether its question has the focus or its sum is in view. */
const shown = new WeakMap<Playground, { turn: number; isSettled: boolean }>();

function show(playground: Playground): void {
  const { state } = playground;
  const step = currentStep(state);
  if (!step || !state.snapshot) return;
  const last = shown.get(playground);
  if (last?.turn !== state.guideTurn) {
    shown.set(playground, { turn: state.guideTurn, isSettled: false });
    if (isAsking(state)) askStep(playground, step);
    else showStep(playground, step);
    return;
  }
  // What it opened or closed is drawn a frame later.
  if (last.isSettled) return;
  last.isSettled = isAsking(state)
    ? focusQuestion(playground, step)
    : bringIntoView(playground, step);
}

function checkStep({ state, set }: Playground, step: number): void {
  const steps = guideSteps(state).length;
  if (step < steps) return;
  set({ guide: steps - 1, notThere: [...state.notThere, words.noStep(step, steps)] });
}

export const rest: Rest = {
  gestures: { checkStep },
  views: {
    // An open layer has it inside.
    over: (state, actions) => (state.open ? nothing : guidePanel(state, actions)),
    layer: guidePanel,
  },
  drawn(playground) {
    const { root, state } = playground;
    markGuided(root, currentStep(state));
    show(playground);
  },
};
