// The answer before the edits, beside the one now.

import { percent } from '../../kit/format.js';
import type { AppState } from '../../kit/playground.js';
import type { Scores } from '../../run/predictions.js';
import { words as runWords } from '../../run/words-en.js';
import { words } from './words-en.js';

/** Probabilities by class index, before; undefined where the two cannot be compared. */
export type Ghost = ArrayLike<number>;

/** A changed network has no temperature any more: its softmax is compared with the softmax before, not with calibrated numbers. */
export function likeNow(before: Scores | undefined, now: Scores | undefined): Scores | undefined {
  return before?.raw && now && !now.raw ? { ...before, probabilities: before.raw } : before;
}

/** Scores that those on screen are compared with: of the network as its file has it, else of the picture without edits. */
export function scoresBefore(state: AppState): Scores | undefined {
  const { snapshot, unchanged, changes, editor, before } = state;
  if (!snapshot) return undefined;
  const isSame =
    changes.length > 0 &&
    unchanged?.picture === snapshot.picture.id &&
    unchanged.edits === editor.edits;
  if (isSame) return likeNow(unchanged.scores, snapshot.scores);
  return snapshot.edited ? before : undefined;
}

export function ghostOf(before: Scores | undefined, now: Scores | undefined): Ghost | undefined {
  if (!before || !now || before === now) return undefined;
  const { probabilities } = before;
  if (probabilities.length !== now.probabilities.length) return undefined;
  return probabilities.every(Number.isFinite) ? probabilities : undefined;
}

function best(probabilities: ArrayLike<number>): number {
  let at = 0;
  for (let i = 1; i < probabilities.length; i++) {
    if ((probabilities[i] as number) > (probabilities[at] as number)) at = i;
  }
  return at;
}

/** Whether a softmax stands in place of calibrated numbers that were on screen before. */
function isOtherScale(before: Scores | undefined, now: Scores): boolean {
  return before?.raw !== undefined && before.probabilities === before.raw && !now.raw;
}

/** What became of the answer, in words; undefined where nothing is compared. */
export function changeSaid(state: AppState): string | undefined {
  const before = scoresBefore(state);
  const now = state.snapshot?.scores;
  const ghost = ghostOf(before, now);
  if (!ghost || !now) return undefined;
  const text = changeText(ghost, now, state.model?.info.labels ?? []);
  return isOtherScale(before, now) ? `${text} ${words.otherScale}` : text;
}

/** "golf ball: 93.1% before, 12.0% now. The most likely class is now parachute with 61.0%." */
function changeText(ghost: Ghost, now: Scores, labels: readonly string[]): string {
  const name = (index: number) => labels[index] ?? runWords.classNumber(index);
  const was = best(ghost);
  const is = best(now.probabilities);
  const [before, after] = [percent(ghost[was] ?? 0), percent(now.probabilities[was] ?? 0)];
  const text = words.change(name(was), before, after);
  return is === was
    ? text
    : `${text} ${words.nowFirst(name(is), percent(now.probabilities[is] ?? 0))}`;
}
