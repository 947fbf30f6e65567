// Text out of scores for characters: the best one of each step, repeats and blanks left out (greedy CTC decoding).

import type { TextForm } from './forms.js';

export interface FoundText {
  text: string;
  /** Mean over the characters of the score each was chosen by; undefined where scores are no probabilities. */
  score?: number;
}

/** data: steps of one score a character; undefined where it is not all numbers. */
export function textIn(
  { steps, alphabet }: TextForm,
  data: ArrayLike<number>,
): FoundText | undefined {
  const classes = alphabet.length;
  const scores: number[] = [];
  let text = '';
  let before = 0;
  let areShares = true;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    for (let index = 0; index < classes; index++) {
      const value = data[step * classes + index] ?? Number.NaN;
      if (!Number.isFinite(value)) return undefined;
      areShares &&= value >= 0 && value <= 1;
      if (value > (data[step * classes + best] as number)) best = index;
    }
    // A character again is another one only where a blank stands between.
    if (best !== 0 && best !== before) {
      text += alphabet[best];
      scores.push(data[step * classes + best] as number);
    }
    before = best;
  }
  if (!areShares || scores.length === 0) return { text };
  return { text, score: scores.reduce((sum, score) => sum + score, 0) / scores.length };
}
