// From class scores to a sorted list of classes, and an honest sentence about it.

import { answerByGroup, type ClassGroup, type GroupAnswer } from '../../client/index.js';
import { percent } from '../kit/format.js';
import type { Accuracy } from '../network/network.js';
import { words } from './words-en.js';

export interface Scores {
  /** One a class, 0..1; calibrated where the network's file says how. */
  probabilities: Float32Array;
  /** What the network's softmax says itself, where that differs. */
  raw?: Float32Array;
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
    label: labels[index] ?? words.classNumber(index),
    probability,
  }));
  predictions.sort((a, b) => b.probability - a.probability || a.index - b.index);
  return { predictions, softmaxAdded: scores.softmaxAdded };
}

export interface Verdict {
  sure: boolean;
  /** "Closest of its 10 classes", where so few are known that the right one is often not among them. */
  lead: string;
  /** "golf ball, 93.1%", "a cat: Egyptian cat 38.0%, tiger cat 33.0%" or "Not sure: ...". */
  headline: string;
  /** What that number does and does not mean. */
  explanation: string;
}

/** Networks of up to so many classes do not know most of what a picture may show. */
const FEW = 20;
/** A class with less than this is not named beside others of its group. */
const NAMED = 0.05;

type Worded = Pick<Verdict, 'sure' | 'headline'> & { why: string };

/** A name that is a number, as of digits, would be read as one more number. */
const told = (label: string): string => (/^\d+$/.test(label) ? words.quoted(label) : label);

const named = ({ label, probability }: Prediction): string =>
  `${told(label)} ${percent(probability)}`;

/** undefined where no group of classes is more likely than all others together. */
function byGroup(answer: Answer, groups: readonly ClassGroup[]): Worded | undefined {
  const scores = answer.predictions.map(({ index, label, probability: score }) => ({
    index,
    label,
    score,
  }));
  const found = answerByGroup(scores, groups);
  if (!found) return undefined;
  const { specific, broad } = found;
  const members = ({ predictions }: GroupAnswer) =>
    predictions
      .filter(({ score }, place) => place === 0 || score >= NAMED)
      .slice(0, 3)
      .map(({ label, score }) => `${label} ${percent(score)}`)
      .join(', ');
  const among = ({ phrase, score }: GroupAnswer) => words.groupMajority(phrase, percent(score));
  if (specific.score >= SURE)
    return {
      sure: true,
      headline: words.sureOfGroup(specific.phrase, members(specific)),
      why: among(specific),
    };
  if (broad.score < SURE) return undefined;
  const headline = words.unsureInGroup(broad.phrase, members(broad));
  return { sure: false, headline, why: among(broad) };
}

function worded(answer: Answer, groups: readonly ClassGroup[] | undefined): Worded | undefined {
  const [first, second] = answer.predictions;
  if (!first || !second) return undefined;
  if (first.probability >= SURE)
    return {
      sure: true,
      headline: words.sure(told(first.label), percent(first.probability)),
      why: '',
    };
  const grouped = groups && byGroup(answer, groups);
  if (grouped) return grouped;
  return {
    sure: false,
    headline: words.unsure(named(first), named(second)),
    why: words.noMajority,
  };
}

/** What is known of the network that answered. */
export interface Knowledge {
  accuracy?: Accuracy;
  groups?: readonly ClassGroup[];
}

export function verdictOf(
  answer: Answer,
  { accuracy, groups }: Knowledge = {},
): Verdict | undefined {
  const said = worded(answer, groups);
  if (!said) return undefined;
  const classes = answer.predictions.length;
  const isFew = classes <= FEW;
  const closed = isFew ? words.onlyThese(classes) : words.onlySoMany(classes);
  const record = accuracy && words.record(accuracy.count, percent(accuracy.top1));
  return {
    sure: said.sure,
    lead: isFew ? words.closest(classes) : '',
    headline: said.headline,
    explanation: [said.why, closed, record].filter(Boolean).join(' '),
  };
}
