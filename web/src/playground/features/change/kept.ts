// Changes stay in their tab: a reload makes them anew in the network that they are of.

import type { Playground } from '../../kit/playground.js';
import { remember, remembered } from '../../kit/remembered.js';
import { makeAgain } from './acts.js';
import type { Made } from './state.js';

const KEY = 'cnn-playground-changes';

interface Kept {
  network: string;
  changes: readonly Made[];
}

/** What tells the network on screen from others: files are known by their name and size. */
function networkOf({ controller }: Playground): string | undefined {
  const { model } = controller.sources();
  if (!model) return undefined;
  return model.kind === 'catalog' ? model.entry.id : `${model.name} ${model.file.size}`;
}

function keptBefore(): Kept | undefined {
  try {
    const found = JSON.parse(remembered(KEY, 'session') ?? 'null') as Kept | null;
    return Array.isArray(found?.changes) ? (found ?? undefined) : undefined;
  } catch {
    // Of another page on this host.
    return undefined;
  }
}

/** Of each playground: the changes that were seen last; none before those of the tab were looked for. */
const seen = new WeakMap<Playground, readonly Made[]>();

function restore(playground: Playground, network: string): void {
  const kept = keptBefore();
  // Where they cannot be made, they are not tried again.
  remember(KEY, null, 'session');
  if (kept?.network === network && kept.changes.length > 0)
    playground.actions.withChanges(makeAgain(kept.changes));
}

/** After everything that was drawn. A playground among others on a page keeps nothing. */
export function keepChanges(playground: Playground): void {
  const { state, wide } = playground;
  const { changes, snapshot, keeping } = state;
  const network = networkOf(playground);
  if (!wide || !keeping || !snapshot || network === undefined) return;
  const before = seen.get(playground);
  if (before === changes) return;
  seen.set(playground, changes);
  if (before === undefined) restore(playground, network);
  else {
    const kept: Kept = { network, changes };
    remember(KEY, changes.length > 0 ? JSON.stringify(kept) : null, 'session');
  }
}
