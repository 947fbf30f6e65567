// Times of a network's first runs are no measure: browsers make its code fast while it runs. When the page has
// come to rest, the run on screen is made again, so that the times on screen are those that last.

import type { Playground } from '../kit/playground.js';

/** After the last run; the worker runs the network by itself meanwhile. */
const REST_MS = 2000;
/** A network that is still not fast then is not waited for. */
const TRIES = 3;

interface Rest {
  timer?: ReturnType<typeof setTimeout>;
  tries: number;
}
const rests = new WeakMap<Playground, Rest>();

function restOf(playground: Playground): Rest {
  const known = rests.get(playground);
  if (known) return known;
  const made = { tries: 0 };
  rests.set(playground, made);
  return made;
}

/** Another network: its runs are timed anew. */
export function forgetTimes(playground: Playground): void {
  stopTiming(playground);
  restOf(playground).tries = 0;
}

export function stopTiming(playground: Playground): void {
  clearTimeout(restOf(playground).timer);
}

/** Call when a run is on screen. */
export function timeAgain(playground: Playground): void {
  const rest = restOf(playground);
  clearTimeout(rest.timer);
  const { snapshot } = playground.state;
  if (!snapshot || snapshot.warm || snapshot.picture.live || rest.tries >= TRIES) return;
  rest.timer = setTimeout(() => {
    const { snapshot: now, progress } = playground.state;
    if (now?.id !== snapshot.id || progress) return;
    // What the network is lent for would be cut short.
    if (playground.controller.isLent()) return timeAgain(playground);
    rest.tries += 1;
    void playground.controller.edit();
  }, REST_MS);
}
