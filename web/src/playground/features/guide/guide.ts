// The guided path from the picture to the answer, made of the network and the picture that are open.

import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import { beginning } from './guide-beginning.js';
import { ending } from './guide-ending.js';
import { middle } from './guide-layers.js';
import type { GuideStep } from './step.js';

/** Stands for a network that is not there. */
const NONE = {};

const lastSteps = lastOf<GuideStep[]>();

/** What a network does not have is left out. Remembers the last ones: they are asked for every frame. */
export function guideSteps(state: AppState): GuideStep[] {
  const { model, snapshot } = state;
  return lastSteps(model ?? NONE, [snapshot, state.weights, state.detections], () => {
    const network = { state, columns: model?.columns ?? [] };
    return [...beginning(network), ...middle(network), ...ending(network)];
  });
}

/** Undefined while nobody is on the path. */
export function currentStep(state: AppState): GuideStep | undefined {
  const { guide } = state;
  if (guide === undefined) return undefined;
  const steps = guideSteps(state);
  return steps[Math.min(guide, steps.length - 1)];
}

/** In place of an option: the reader asked for the answer. */
export const UNANSWERED = -1;

/** Its question waits for an answer, so that nothing is shown yet. */
export function isAsking(state: AppState): boolean {
  return currentStep(state)?.question !== undefined && state.guess === undefined;
}
