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
  let { model } = playground.state;
  let isEager = false;

  async function fetchRest(index: number): Promise<void> {
    const feature = features[index];
    if (!feature?.rest || asked.has(index) || isOver) return;
    asked.add(index);
    const loaded = await feature.rest.load().catch(() => undefined);
    if (isOver) return;
    if (loaded) {
      features[index] = whole(feature, loaded.rest);
      playground.learn(loaded.rest.gestures ?? {});
      arrived();
      return;
    }
    asked.delete(index);
    playground.unask(feature.rest.gestures ?? []);
    if (!feature.rest.isWanted(playground.state)) return;
    feature.rest.giveUp(playground);
    playground.set({ failure: partMissing() });
  }

  function look(): void {
    const { state } = playground;
    // What was asked was of that network.
    if (state.model !== model) playground.unask();
    ({ model } = state);
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
