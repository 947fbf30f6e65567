// What a playground has under way for its patches and has to end with it: a network of its own.

import type { Playground } from '../../kit/playground.js';

const works = new WeakMap<Playground, () => void>();

export function holdWork(playground: Playground, end: () => void): void {
  works.set(playground, end);
}

export function endWork(playground: Playground): void {
  works.get(playground)?.();
  works.delete(playground);
}
