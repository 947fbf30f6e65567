// Fetches what features left for later.

import { type Feature, whole } from './kit/feature.js';
import type { Playground } from './kit/playground.js';
import { idly, nextTask } from './kit/task.js';
import { partMissing } from './run/failures.js';

/**
 * Each rest as soon as it is wanted, and all of them after the first run. features: those of the playground,
 * which become whole. arrived: one has. Returns what ends it.
 */
export function startFetching(
  playground: Playground,
  features: Feature[],
  arrived: () => void,
): () => void {
  /** Asked for, and there or on their way. */
  const asked = new Set<number>();
  let isOver = false;
  let isEager = false;

  async function fetchRest(index: number): Promise<void> {
    const feature = features[index];
    if (!feature?.rest || asked.has(index) || isOver) return;
    asked.add(index);
    try {
      const { rest } = await feature.rest.load();
      if (isOver) return;
      features[index] = whole(feature, rest);
      playground.learn(rest.gestures ?? {});
      arrived();
    } catch {
      asked.delete(index);
      if (isOver || !feature.rest.isWanted(playground.state)) return;
      feature.rest.giveUp(playground);
      playground.set({ failure: partMissing() });
    }
  }

  function look(): void {
    const { state } = playground;
    features.forEach(({ rest }, index) => {
      if (rest?.isWanted(state)) void fetchRest(index);
    });
    if (isEager || !state.snapshot) return;
    isEager = true;
    idly(() => void fetchAll());
  }

  /**
   * One after the other, a task for each: to ask for all of them at once takes a slow machine a fifth of a second, and so
   * does what they begin with.
   */
  async function fetchAll(): Promise<void> {
    for (let index = 0; index < features.length && !isOver; index++) {
      if (!features[index]?.rest) continue;
      await fetchRest(index);
      await nextTask();
    }
  }

  const unsubscribe = playground.subscribe(look);
  look();
  return () => {
    isOver = true;
    unsubscribe();
  };
}
