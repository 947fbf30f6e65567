// Changes of networks that gave way to another one: they are offered when theirs comes back.

import type { Playground } from '../../kit/playground.js';
import { networkOf } from './kept.js';
import { type Made, NO_CHANGES } from './state.js';

type Source = NonNullable<ReturnType<Playground['controller']['sources']>['model']>;

interface Past {
  /** By network. */
  left: Map<string, readonly Made[]>;
  /** What was on screen last. */
  source: Source;
  network: string;
  changes: readonly Made[];
}

const pasts = new WeakMap<Playground, Past>();

/** After everything that was drawn: another network on screen leaves the changes of the one before it behind. */
export function rememberPast(playground: Playground): void {
  const { state, controller, set } = playground;
  const { model: source } = controller.sources();
  const network = networkOf(playground);
  if (!source || !state.snapshot || network === undefined) return;
  const { changes } = state;
  const before = pasts.get(playground);
  const left = before?.left ?? new Map<string, readonly Made[]>();
  if (before && before.source !== source && before.changes.length > 0)
    left.set(before.network, before.changes);
  if (changes.length > 0) left.delete(network);
  pasts.set(playground, { left, source, network, changes });
  const changesBefore = left.get(network) ?? NO_CHANGES;
  if (changesBefore !== state.changesBefore) set({ changesBefore });
}

export function forgetPast(playground: Playground): void {
  const { left, network } = pasts.get(playground) ?? {};
  if (network !== undefined) left?.delete(network);
  playground.set({ changesBefore: NO_CHANGES });
}
