// From class scores to a sorted list of classes, and an honest sentence about it.

import { count, percent } from '../kit/format.js';
import type { Accuracy } from '../network/network.js';

export interface Scores {
  /** One a class, 0..1. */
  probabilities: Float32Array;
  softmaxAdded: boolean;
}

export interface Prediction {
  index: number;
  label: string;
  /** 0..1. */
  probability: number;
}

export interface Answer {
  /** Every class, most probable first. */
  predictions: readonly Prediction[];
  /** True where softmax was applied after the network, because it ends in logits. */
  softmaxAdded: boolean;
}

/** Below this the page says "not sure": the best class is then no more likely than all others. */
export const SURE = 0.5;

/** undefined where the scores are not numbers (a network that overflowed). */
export function answerOf(
  scores: Scores | undefined,
  labels: readonly string[],
): Answer | undefined {
  if (!scores || scores.probabilities.length < 2) return undefined;
  if (!scores.probabilities.every(Number.isFinite)) return undefined;
  const predictions = Array.from(scores.probabilities, (probability, index) => ({
    index,
    label: labels[index] ?? `class ${index}`,
    probability,
  }));
  predictions.sort((a, b) => b.probability - a.probability || a.index - b.index);
  return { predictions, softmaxAdded: scores.softmaxAdded };
}

export interface Verdict {
  sure: boolean;
  /** "golf ball, 93.1%" or "Not sure: ...". */
  headline: string;
  /** What that number does and does not mean. */
  explanation: string;
}

function recordOf(accuracy: Accuracy): string {
  return ` On ${count(accuracy.count)} pictures it had never seen, its first answer was right ${percent(accuracy.top1)} of the time.`;
}

export function verdictOf(answer: Answer, accuracy?: Accuracy): Verdict | undefined {
  const [first, second] = answer.predictions;
  if (!first || !second) return undefined;
  const classes = answer.predictions.length;
  const closed = `It only knows these ${classes} classes and always picks among them, whatever the picture shows.`;
  const record = accuracy ? recordOf(accuracy) : '';
  if (first.probability >= SURE) {
    return {
      sure: true,
      headline: `${first.label}, ${percent(first.probability)}`,
      explanation: `${closed}${record}`,
    };
  }
  return {
    sure: false,
    headline: `Not sure: ${first.label} ${percent(first.probability)}, ${second.label} ${percent(second.probability)}`,
    explanation: `No class gets even half of the probability. ${closed}${record}`,
  };
}
