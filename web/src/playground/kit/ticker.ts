// Does something again and again while the state says so.

import type { AppState, Playground } from './playground.js';

export interface Walk {
  /** Steps per second. */
  speed: number;
  step(): void;
}

/** Stops by itself while nobody sees the page. Returns what ends it. */
export function startTicker(
  playground: Playground,
  walkOf: (state: AppState) => Walk | undefined,
): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  let ticking: number | undefined;
  const follow = (): void => {
    const walk = document.hidden ? undefined : walkOf(playground.state);
    if (walk?.speed === ticking) return;
    ticking = walk?.speed;
    clearInterval(timer);
    timer = walk && setInterval(walk.step, 1000 / walk.speed);
  };
  const unsubscribe = playground.subscribe(follow);
  document.addEventListener('visibilitychange', follow);
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', follow);
    clearInterval(timer);
  };
}
