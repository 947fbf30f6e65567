// Walks over the cells of the open map, or of the lab's output, while the state says so.

import type { AppState } from '../../app-state.js';
import type { Store } from '../../kit/store.js';
import type { Action } from '../../reducer.js';

/** Cells a second in the lab. */
const LAB_SPEED = 3;

interface Walk {
  speed: number;
  step: Action;
}

function walkOf({ open, layer, view, lab }: AppState): Walk | undefined {
  if (open)
    return layer.playing ? { speed: layer.speed, step: { type: 'cell-step', by: 1 } } : undefined;
  const isLab = view === 'lab' && lab.playing;
  return isLab ? { speed: LAB_SPEED, step: { type: 'lab-step', by: 1 } } : undefined;
}

/** Stops by itself: when the layer is shut, and while nobody sees the page. */
export function startPlayer(store: Store): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  let ticking = '';

  function follow(): void {
    const walk = document.hidden ? undefined : walkOf(store.state);
    const key = walk ? `${walk.step.type} ${walk.speed}` : '';
    if (key === ticking) return;
    ticking = key;
    clearInterval(timer);
    timer = walk && setInterval(() => store.dispatch(walk.step), 1000 / walk.speed);
  }

  store.subscribe(follow);
  document.addEventListener('visibilitychange', follow);
}
