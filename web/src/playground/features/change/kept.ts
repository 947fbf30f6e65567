// Changes stay in their tab: a reload makes them anew in the network that they are of.

import type { Playground } from '../../kit/playground.js';
import { remember, remembered } from '../../kit/remembered.js';
import { isModelKept } from '../keep/index.js';
import { makeAgain } from './acts.js';
import { KEPT, type Made, NO_CHANGES } from './state.js';
import { type Kept, keptIn } from './valid.js';

/** A page that ends twice while it makes them has crashed: a reload alone ends it once. */
const MOST_TRIES = 2;

/** What tells the network on screen from others: files are known by their name and size. */
export function networkOf({ controller }: Playground): string | undefined {
  const { model } = controller.sources();
  if (!model) return undefined;
  return model.kind === 'catalog' ? model.entry.id : `${model.name} ${model.file.size}`;
}

/** Of each playground: the changes that were seen last, and those of before a reload while they are made. */
interface Seen {
  network: string;
  changes: readonly Made[];
  trying?: Kept;
}
const seen = new WeakMap<Playground, Seen>();

const keep = (kept: Kept): boolean => remember(KEPT, JSON.stringify(kept), 'session');
export const forgetKept = (): boolean => remember(KEPT, null, 'session');

function keepNow(network: string, changes: readonly Made[]): void {
  if (changes.length > 0) keep({ network, changes, tries: 0 });
  else forgetKept();
}

/** Makes what the tab has kept. Until the end is known, it stays. */
function begin(playground: Playground, network: string): void {
  const { changes } = playground.state;
  const kept = keptIn(remembered(KEPT, 'session'));
  const isWanted = kept?.network === network && kept.changes.length > 0 && changes.length === 0;
  if (!kept || !isWanted || kept.tries >= MOST_TRIES) {
    seen.set(playground, { network, changes });
    keepNow(network, changes);
    return;
  }
  const trying = { ...kept, tries: kept.tries + 1 };
  seen.set(playground, { network, changes, trying });
  keep(trying);
  playground.actions.withChanges(makeAgain(kept.changes));
}

/** What cannot be made is forgotten; what only was not made this time, the next reload tries again. */
function finish({ state }: Playground, network: string, trying: Kept): void {
  const { changes, changeRefused } = state;
  const isOther = network !== trying.network;
  if (isOther || changes.length > 0 || changeRefused?.isForGood) keepNow(network, changes);
  else keep({ ...trying, tries: 0 });
}

function follow(playground: Playground, network: string): void {
  const { changes, changing } = playground.state;
  const before = seen.get(playground);
  if (!before) begin(playground, network);
  else if (before.trying) {
    if (changing && network === before.trying.network) return;
    seen.set(playground, { network, changes });
    finish(playground, network, before.trying);
  } else if (before.changes !== changes || before.network !== network) {
    seen.set(playground, { network, changes });
    // Opened again, as after a crash of the engine: they are offered, and stay until somebody says no (past.ts).
    if (changes !== NO_CHANGES || before.network !== network) keepNow(network, changes);
  }
}

/** Whether a reload finds them: they are kept, and so is the network that they are of. */
function areKept({ state, controller }: Playground): boolean {
  if (state.changes.length === 0 || remembered(KEPT, 'session') === null) return false;
  return controller.sources().model?.kind === 'catalog' || isModelKept();
}

/** After everything that was drawn. A playground among others on a page keeps nothing. */
export function keepChanges(playground: Playground): void {
  const { state, wide, set } = playground;
  const network = networkOf(playground);
  if (!wide || !state.keeping || !state.snapshot || network === undefined) return;
  follow(playground, network);
  const changesKept = areKept(playground);
  if (changesKept !== playground.state.changesKept) set({ changesKept });
}
