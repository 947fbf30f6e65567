// From the network's last value to a sorted list of classes, and an honest sentence about it.

import { percent } from './format.js';
import type { Accuracy, GraphDescription, KeptValue } from './network.js';

export interface Prediction {
  index: number;
  label: string;
  /** 0..1. */
  probability: number;
}

export interface Answer {
  /** Every class, most probable first. */
  predictions: readonly Prediction[];
  /** True where the page applied the softmax because the network ends in logits. */
  softmaxAdded: boolean;
}

/** Below this the page says "not sure": the best class is then no more likely than all others. */
export const SURE = 0.5;

function softmax(logits: Float32Array): number[] {
  let top = Number.NEGATIVE_INFINITY;
  for (const logit of logits) top = Math.max(top, logit);
  const powers = Array.from(logits, (logit) => Math.exp(logit - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function endsInSoftmax(graph: GraphDescription): boolean {
  const output = graph.outputs[0]?.name;
  return graph.nodes.some((node) => node.op === 'Softmax' && node.outputs[0] === output);
}

/** undefined where the output is not a list of class scores. */
export function answerOf(
  graph: GraphDescription,
  labels: readonly string[],
  output: KeptValue | undefined,
): Answer | undefined {
  if (!output || output.data.length < 2) return undefined;
  const sizes = output.dims.filter((size) => size !== 1);
  if (sizes.length !== 1) return undefined;
  const softmaxAdded = !endsInSoftmax(graph);
  const scores = softmaxAdded ? softmax(output.data) : Array.from(output.data);
  const predictions = scores
    .map((probability, index) => ({
      index,
      label: labels[index] ?? `class ${index}`,
      probability,
    }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index);
  if (!predictions.every(({ probability }) => Number.isFinite(probability))) return undefined;
  return { predictions, softmaxAdded };
}

export interface Verdict {
  sure: boolean;
  /** "golf ball, 93.1%" or "Not sure: ...". */
  headline: string;
  /** What that number does and does not mean. */
  explanation: string;
}

function inTen(accuracy: Accuracy): string {
  return `On ${accuracy.count.toLocaleString('en')} pictures it had never seen, its first answer was right ${percent(accuracy.top1)} of the time.`;
}

export function verdictOf(answer: Answer, accuracy?: Accuracy): Verdict | undefined {
  const [first, second] = answer.predictions;
  if (!first || !second) return undefined;
  const classes = answer.predictions.length;
  const closed = `It only knows these ${classes} classes and always picks among them, whatever the picture shows.`;
  const record = accuracy ? ` ${inTen(accuracy)}` : '';
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
