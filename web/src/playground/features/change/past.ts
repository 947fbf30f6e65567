// Changes that are not made any more, because another network came or theirs was opened again: they are offered when it
// is there.

import { focusNext } from '../../kit/focus.js';
import type { Playground } from '../../kit/playground.js';
import { makeAgain } from './acts.js';
import { forgetKept, networkOf } from './kept.js';
import { withMade } from './made.js';
import { type Made, NO_CHANGES } from './state.js';

interface Past {
  /** By network: what is offered until somebody says yes or no. */
  left: Map<string, readonly Made[]>;
  /** What was on screen last. */
  network: string;
  changes: readonly Made[];
  /** Those of the offer that are made again now. */
  asked?: readonly Made[] | undefined;
}

const pasts = new WeakMap<Playground, Past>();

const HEADING = '[data-test="change-heading"]';

function leave({ left, network, changes }: Past): void {
  if (changes.length > 0) left.set(network, changes.reduce(withMade, left.get(network) ?? []));
}

/** True where they were made; what could not be made stays on offer. */
function areMade({ changes }: Playground['state'], asked: readonly Made[]): boolean {
  return asked.every(({ key }) => changes.some((made) => made.key === key));
}

/** After everything that was drawn. */
export function rememberPast(playground: Playground): void {
  const { state, set } = playground;
  const network = networkOf(playground);
  if (!state.snapshot || network === undefined) return;
  const { changes } = state;
  const before = pasts.get(playground);
  // The same network, too: after a crash of the engine it is opened again.
  if (before && changes === NO_CHANGES) leave(before);
  const left = before?.left ?? new Map<string, readonly Made[]>();
  const asked = before?.network === network ? before.asked : undefined;
  const isOver = asked !== undefined && !state.changing && areMade(state, asked);
  if (isOver) left.delete(network);
  pasts.set(playground, { left, network, changes, asked: state.changing ? asked : undefined });
  const changesBefore = left.get(network) ?? NO_CHANGES;
  if (changesBefore !== state.changesBefore) set({ changesBefore });
  if (isOver) focusNext(playground, HEADING);
}

/** Makes what is offered in the network as it is now. */
export function makePastAgain(playground: Playground): void {
  const past = pasts.get(playground);
  const { changesBefore } = playground.state;
  if (past) past.asked = changesBefore;
  makeAgain(changesBefore)(playground);
}

export function forgetPast(playground: Playground): void {
  const { left, network } = pasts.get(playground) ?? {};
  if (network !== undefined) left?.delete(network);
  if (playground.state.changes.length === 0) forgetKept();
  playground.set({ changesBefore: NO_CHANGES });
  focusNext(playground, `${HEADING}, [id$="network-heading"]`);
}
