// Light or dark, as the page around an element is: its color-scheme is inherited, and light-dark() follows it.

import type { Surroundings } from '../playground/kit/theme.js';

/** probe: an element whose colour is light-dark(black, white), with a transition. */
export function hostSurroundings(probe: HTMLElement): Surroundings {
  return {
    now: () => (getComputedStyle(probe).color === 'rgb(0, 0, 0)' ? 'light' : 'dark'),
    follow(changed) {
      probe.addEventListener('transitionend', changed);
      return () => probe.removeEventListener('transitionend', changed);
    },
  };
}
