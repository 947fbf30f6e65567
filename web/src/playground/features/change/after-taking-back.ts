// Where the focus goes when the change that had it is taken back.

import { focusNext } from '../../kit/focus.js';
import type { Playground } from '../../kit/playground.js';
import { type Made, NO_CHANGES } from './state.js';

/** The list that was drawn last. */
const lists = new WeakMap<Playground, readonly Made[]>();

/** The place in the list of the first that is gone; undefined where none is. */
function placeOfGone(before: readonly Made[], now: readonly Made[]): number | undefined {
  const at = before.findIndex(({ key }) => now.every((made) => made.key !== key));
  return at < 0 ? undefined : at;
}

/** After everything that was drawn: to the change that is in its place now, the last one, or the heading of the network. */
export function focusAfterTakingBack(playground: Playground): void {
  const { changes } = playground.state;
  const before = lists.get(playground) ?? NO_CHANGES;
  if (changes === before) return;
  lists.set(playground, changes);
  const at = placeOfGone(before, changes);
  // Another network has ended them: the focus is none of theirs.
  if (at === undefined || changes === NO_CHANGES) return;
  const next = Math.min(at, changes.length - 1) + 1;
  const button = `[data-test="changes"] li:nth-child(${next}) [data-test="take-back"]`;
  focusNext(playground, changes.length > 0 ? button : '[id$="network-heading"]');
}
