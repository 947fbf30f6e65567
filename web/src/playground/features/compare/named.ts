// What an address names to compare with: a network of the catalogue or a bundled sample.

import type { AppState, Playground } from '../../kit/playground.js';
import type { CatalogEntry } from '../../run/state.js';
import { comparedWith } from './index.js';
import type { Against } from './state.js';
import { words } from './words-en.js';

/** What a click downloads from elsewhere is not compared with before it is there. */
export const isThere = ({ file, sha256 }: CatalogEntry, { kept }: AppState): boolean =>
  file !== undefined || kept.some((each) => each.sha256 === sha256);

type Found = { against: Against } | { why: string };

/** The network or the sample that an address names, or why there is none. */
function namedIn(state: AppState, name: string): Found {
  const entry = state.models.find(({ id }) => id === name);
  if (entry && isThere(entry, state)) return { against: { kind: 'network', entry } };
  if (entry) return { why: words.notDownloaded(entry.title) };
  const sample = state.samples.find(({ file }) => file === name);
  return sample ? { against: { kind: 'sample', sample } } : { why: words.notThere(name) };
}

/** After everything that was drawn: what an address has named meanwhile. */
export function followNamed({ state, set, actions }: Playground): void {
  const { comparisonNamed: name, view, notThere } = state;
  if (name === undefined) return;
  // Back to the comparison that is on screen makes nothing anew.
  if (comparedWith(state).with === name) {
    if (view === 'compare') set({ comparisonNamed: undefined });
    else actions.showView('compare');
    return;
  }
  const found = namedIn(state, name);
  if ('against' in found) actions.compareWith(found.against);
  else set({ comparisonNamed: undefined, notThere: [...notThere, found.why] });
}
