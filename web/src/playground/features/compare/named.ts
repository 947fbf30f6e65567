// What an address names to compare with: a network of the catalogue or a bundled sample.

import type { AppState, Playground } from '../../kit/playground.js';
import type { CatalogEntry } from '../../run/state.js';
import type { Against } from './state.js';
import { words } from './words-en.js';

/** What a click downloads from elsewhere is not compared with before it is there. */
export const isThere = ({ file, sha256 }: CatalogEntry, { kept }: AppState): boolean =>
  file !== undefined || kept.some((each) => each.sha256 === sha256);

/** The network or the sample that an address names. */
function namedIn(state: AppState, name: string): Against | undefined {
  const entry = state.models.find(({ id }) => id === name);
  if (entry && isThere(entry, state)) return { kind: 'network', entry };
  const sample = state.samples.find(({ file }) => file === name);
  return sample && { kind: 'sample', sample };
}

export function named({ state, set, actions }: Playground, name: string): void {
  const against = namedIn(state, name);
  if (against) actions.compareWith(against);
  else set({ notThere: [...state.notThere, words.notThere(name)] });
}
