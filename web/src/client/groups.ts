// Classes in groups, such as "cat" within "animal", and what a network answers by group.

import { textOf } from './error.js';
import type { Prediction } from './scores.js';

/** A broad group has no `within` and no classes of its own: it holds the groups within it. */
export interface ClassGroup {
  /** Unique, such as "cat". */
  name: string;
  /** As it stands in a sentence, such as "a cat". */
  phrase: string;
  /** Name of the broad group it is part of. */
  within?: string;
  /** Output indices; a pair is a first and a last one. */
  classes?: readonly (number | readonly [number, number])[];
}

export interface GroupAnswer {
  name: string;
  phrase: string;
  /** Sum of its classes' scores. */
  score: number;
  /** Its classes among the given predictions, in their order. */
  predictions: readonly Prediction[];
}

export interface AnswerByGroup {
  /** The group with the largest sum. */
  specific: GroupAnswer;
  /** The broad group with the largest sum, which need not be the one that `specific` is within. */
  broad: GroupAnswer;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIndex = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

function isRange(value: unknown): value is number | [number, number] {
  if (!Array.isArray(value)) return isIndex(value);
  const [first, last] = value;
  return value.length === 2 && isIndex(first) && isIndex(last) && first <= last;
}

function isGroup(value: unknown): value is ClassGroup {
  if (!isRecord(value)) return false;
  const { name, phrase, within, classes } = value;
  if (typeof name !== 'string' || typeof phrase !== 'string') return false;
  if (within === undefined) return classes === undefined;
  return typeof within === 'string' && Array.isArray(classes) && classes.every(isRange);
}

/** Why a list of groups cannot be used; undefined where it can. */
function problemOf(value: unknown): string | undefined {
  if (!Array.isArray(value) || !value.every(isGroup)) {
    return 'they are not a JSON array of { name, phrase } and { name, phrase, within, classes }';
  }
  const groups: readonly ClassGroup[] = value;
  const names = new Set(groups.map(({ name }) => name));
  if (names.size < groups.length) return 'two have the same name';
  const broad = new Set(groups.filter(({ classes }) => !classes).map(({ name }) => name));
  const lost = groups.find(({ within }) => within !== undefined && !broad.has(within));
  return lost && `"${lost.name}" is within "${lost.within}", which is not among the broad ones`;
}

export interface GroupChoice {
  groups: readonly ClassGroup[] | undefined;
  notes: string[];
}

/** Groups of classes from the file's metadata: models/README.md's "groups", as JSON. */
export function readGroups(metadata: Record<string, string>): GroupChoice {
  const written = metadata.groups;
  if (written === undefined) return { groups: undefined, notes: [] };
  const refused = (why: string) => ({
    groups: undefined,
    notes: [`The file's "groups" cannot be used: ${why}.`],
  });
  try {
    const groups: unknown = JSON.parse(written);
    const problem = problemOf(groups);
    return problem ? refused(problem) : { groups: groups as ClassGroup[], notes: [] };
  } catch (thrown) {
    return refused(textOf(thrown));
  }
}

function holds({ classes = [] }: ClassGroup, index: number): boolean {
  return classes.some((range) =>
    typeof range === 'number' ? range === index : range[0] <= index && index <= range[1],
  );
}

type Sum = GroupAnswer & { predictions: Prediction[] };

/** Of equal sums the first. */
function best(answers: Iterable<GroupAnswer>): GroupAnswer | undefined {
  let found: GroupAnswer | undefined;
  for (const answer of answers) if (!found || answer.score > found.score) found = answer;
  return found;
}

/**
 * The answer by group. predictions: sorted, of all classes, as topK gives them; of a few only, sums
 * are of those. undefined where no prediction is in a group.
 *
 * @example
 * ```ts
 * import { answerByGroup, createClassifier } from 'cnn-playground';
 *
 * const classify = await createClassifier('net.onnx');
 * const predictions = await classify('cat.webp', { top_k: 1000 });
 * console.log(answerByGroup(predictions, classify.session.groups ?? [])?.specific.phrase);
 * ```
 */
export function answerByGroup(
  predictions: readonly Prediction[],
  groups: readonly ClassGroup[],
): AnswerByGroup | undefined {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const sums = { specific: new Map<string, Sum>(), broad: new Map<string, Sum>() };
  for (const prediction of predictions) {
    const specific = groups.find((group) => holds(group, prediction.index));
    const broad = byName.get(specific?.within ?? '');
    if (!specific || !broad) continue;
    for (const [{ name, phrase }, answers] of [
      [specific, sums.specific],
      [broad, sums.broad],
    ] as const) {
      const answer = answers.get(name) ?? { name, phrase, score: 0, predictions: [] };
      answer.score += prediction.score;
      answer.predictions.push(prediction);
      answers.set(name, answer);
    }
  }
  const specific = best(sums.specific.values());
  const broad = best(sums.broad.values());
  return specific && broad && { specific, broad };
}
