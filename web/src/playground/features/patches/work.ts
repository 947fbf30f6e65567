// What a playground has under way for its patches and has to end with it: a network of its own.

import type { AppState, Playground } from '../../kit/playground.js';

interface Work {
  end(): void;
  /** Of the network that it has. */
  changes: AppState['changes'];
}

const works = new WeakMap<Playground, Work>();

export function holdWork(playground: Playground, end: () => void): void {
  works.set(playground, { end, changes: playground.state.changes });
}

export function endWork(playground: Playground): void {
  works.get(playground)?.end();
  works.delete(playground);
}

/** Ends what is under way with the network as it was before it was changed. */
export function endOutdated(playground: Playground): void {
  const work = works.get(playground);
  if (work && work.changes !== playground.state.changes) endWork(playground);
}
