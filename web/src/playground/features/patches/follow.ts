// What the panel needs while it is on screen: the patches of the open layer, and the pictures that they are cut from.

import type { Playground } from '../../kit/playground.js';
import { collect, currentFound, fetchLost, targetOf } from './collect.js';
import { isSeen, neededPictures } from './shown.js';
import { sourcesOf } from './sources.js';
import { endWork } from './work.js';

/** So many pictures are looked through for another layer without being asked for. */
export const UNASKED = 60;

export function follow(playground: Playground): void {
  const { state } = playground;
  const { open, patches, shown, snapshot } = state;
  // The network of its own goes with the layer, once nothing is under way.
  if (!open && shown.view !== 'patches' && !patches.isBusy) endWork(playground);
  const column = targetOf(state);
  // The run on screen comes first.
  if (!isSeen(state) || !column || !snapshot) return;
  const found = currentFound(state);
  const { length } = sourcesOf(state);
  if (found?.layers.has(column.value)) {
    void fetchLost(playground, found, neededPictures(state, found, column));
  } else if (!patches.failure && length > 0 && length <= UNASKED) void collect(playground);
}
