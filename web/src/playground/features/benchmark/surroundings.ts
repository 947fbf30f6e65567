// Time, chance and sight, as the page has them.

import type { Surroundings } from './turns.js';

const pause = (ms: number): Promise<void> => new Promise((then) => setTimeout(then, ms));

/** check: throws where nobody waits any more. end() takes its listener away. */
export function pageSurroundings(check: () => void): Surroundings & { end(): void } {
  let hidden = 0;
  const look = (): void => {
    if (document.hidden) hidden++;
  };
  document.addEventListener('visibilitychange', look);
  return {
    now: () => performance.now(),
    random: Math.random,
    async pause(ms) {
      check();
      await pause(ms);
    },
    timesHidden: () => hidden,
    async visible() {
      while (document.hidden) {
        check();
        await pause(200);
      }
    },
    end: () => document.removeEventListener('visibilitychange', look),
  };
}
