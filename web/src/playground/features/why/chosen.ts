// Of which classes it is asked why.

import type { AppState } from '../../kit/playground.js';

/** The class with the largest score; of equal ones the first. */
export function firstOf(scores: Float32Array): number {
  let best = 0;
  scores.forEach((score, i) => {
    if (score > (scores[best] as number)) best = i;
  });
  return best;
}

/** The classes that were chosen, else the network's first answer and no other. */
export function chosenClasses({ why, snapshot }: AppState): {
  index: number;
  against: number | undefined;
} {
  const scores = snapshot?.scores?.probabilities ?? new Float32Array();
  const within = (index: number | undefined) =>
    index !== undefined && index < scores.length ? index : undefined;
  const index = within(why.index) ?? firstOf(scores);
  const against = within(why.against);
  return { index, against: against === index ? undefined : against };
}
