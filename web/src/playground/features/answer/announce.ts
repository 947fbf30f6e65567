// What a screen reader is told: one sentence a state, changed only when there is news.

import type { AppState } from '../../kit/playground.js';
import { notFinite } from '../../run/not-finite.js';
import { type Answer, answerOf, verdictOf } from '../../run/predictions.js';

/** The answer that belongs to the run on screen; undefined where there is none. */
export function currentAnswer({ model, snapshot }: AppState): Answer | undefined {
  return model && snapshot && answerOf(snapshot.scores, model.info.labels);
}

function headline(state: AppState): string {
  const answer = currentAnswer(state);
  const verdict = answer && verdictOf(answer, state.model?.info);
  return verdict?.headline ?? 'the network ran; its output is not a list of classes';
}

/** '' while there is nothing to say; failures announce themselves (role alert). */
export function announcement(state: AppState): string {
  if (state.failure) return '';
  // The same word for every phase: a listener needs no running commentary.
  if (state.progress) return 'Loading.';
  const { snapshot, model } = state;
  // A live picture would never be silent.
  if (snapshot?.picture.live) return 'The camera is on.';
  if (!snapshot || !model) return '';
  const said = notFinite(state)
    ? 'no prediction, the network computed NaN or infinity'
    : headline(state);
  return `${snapshot.picture.name}: ${said}.`;
}
