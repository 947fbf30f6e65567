// Walks over the cells of the open map while the state says so.

import type { Store } from '../state/store.js';

/** Stops by itself: when the layer is shut, and while nobody sees the page. */
export function startPlayer(store: Store): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  let ticking = 0;

  function follow(): void {
    const { open, layer } = store.state;
    const speed = open && layer.playing && !document.hidden ? layer.speed : 0;
    if (speed === ticking) return;
    ticking = speed;
    clearInterval(timer);
    timer = undefined;
    if (speed > 0)
      timer = setInterval(() => store.dispatch({ type: 'cell-step', by: 1 }), 1000 / speed);
  }

  store.subscribe(follow);
  document.addEventListener('visibilitychange', follow);
}
