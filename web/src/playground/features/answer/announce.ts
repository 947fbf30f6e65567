// What a screen reader is told: one sentence a state, changed only when there is news.

import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import { notFinite } from '../../run/not-finite.js';
import { type Answer, answerOf, type Verdict, verdictOf } from '../../run/predictions.js';
import { detectionHeadline } from '../detections/index.js';
import { unfamiliarText } from './unfamiliar.js';
import { words } from './words-en.js';

// Of a thousand classes they take milliseconds, and are asked for several times a frame.
const lastAnswer = lastOf<Answer | undefined>();
const lastVerdict = lastOf<Verdict | undefined>();

/** The answer that belongs to the run on screen; undefined where there is none. */
export function currentAnswer({ model, snapshot }: AppState): Answer | undefined {
  const scores = snapshot?.scores;
  const labels = model?.info.labels;
  return scores && labels && lastAnswer(scores, [labels], () => answerOf(scores, labels));
}

/** What is said of it. */
export function currentVerdict(state: AppState): Verdict | undefined {
  const answer = currentAnswer(state);
  const info = state.model?.info;
  return answer && lastVerdict(answer, [info], () => verdictOf(answer, info));
}

/** '' while there is nothing to say; failures announce themselves (role alert). */
export function announcement(state: AppState): string {
  if (state.failure) return '';
  // The same word for every phase: a listener needs no running commentary.
  if (state.progress) return words.sayLoading;
  const { snapshot, model } = state;
  // A live picture would never be silent.
  if (snapshot?.picture.live) return words.sayCamera;
  if (!snapshot || !model) return '';
  const { name } = snapshot.picture;
  if (notFinite(state)) return words.sayNotFinite(name);
  const headline = currentVerdict(state)?.headline ?? detectionHeadline(state);
  if (headline === undefined) return words.sayNoClasses(name);
  const isUnlike = currentAnswer(state) && unfamiliarText(state);
  return [words.sayAnswer(name, headline), ...(isUnlike ? [`${words.unfamiliarLead}.`] : [])].join(
    ' ',
  );
}
