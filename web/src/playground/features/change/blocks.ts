// A network that comes back after another one has the blocks of its map open that were open before.

import type { AppState, Playground } from '../../kit/playground.js';
import type { LoadedModel } from '../../run/state.js';
import { networkOf } from './kept.js';
import { columnMover, idMover, movedIds } from './map-toggles.js';

/** A network, and what was opened and shut in its map. */
interface Left {
  model: LoadedModel;
  toggled: ReadonlySet<string>;
}

interface Seen {
  network: string | undefined;
  model: LoadedModel | undefined;
  toggled: AppState['map']['toggled'];
  /** Of networks that were on screen, by what tells them from others; the last one that was left stands at the end. */
  left: Map<string, Left>;
}

/** Networks whose descriptions are kept. */
const MOST_LEFT = 4;

function leave({ network, model, toggled, left }: Seen): void {
  if (network === undefined || !model || !toggled) return;
  left.delete(network);
  left.set(network, { model, toggled });
  for (const oldest of [...left.keys()].slice(0, -MOST_LEFT)) left.delete(oldest);
}

/** What was open in the network as it was left, by the names of its values: changes may have moved its layers. */
function toggledIn(before: Left, model: LoadedModel): ReadonlySet<string> {
  const toNew = columnMover(before.model, model);
  return movedIds(before.toggled, idMover(before.model, model, toNew));
}

function follow(playground: Playground, seen: Seen): void {
  const { model, map } = playground.state;
  const isNew = model !== seen.model;
  // Of a network that has just come, nothing is opened yet.
  if (isNew && map.toggled === undefined) leave(seen);
  Object.assign(seen, { model, toggled: map.toggled });
  if (!isNew || !model) return;
  seen.network = networkOf(playground);
  const before = seen.left.get(seen.network ?? '');
  const toggled = before && map.toggled === undefined && toggledIn(before, model);
  if (toggled && toggled.size > 0) playground.set({ map: { ...map, toggled } });
}

const followed = new WeakSet<Playground>();

/** Call it once something is drawn. From then on the map is as it was left before it is drawn. */
export function followBlocks(playground: Playground): void {
  if (followed.has(playground)) return;
  followed.add(playground);
  const seen: Seen = { network: undefined, model: undefined, toggled: undefined, left: new Map() };
  follow(playground, seen);
  playground.subscribe(() => follow(playground, seen));
}
