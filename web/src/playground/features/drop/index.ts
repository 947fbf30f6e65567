// Files from outside: dropped, pasted or picked.

import { html, nothing } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import { listenForFiles } from './incoming.js';
import { words } from './words-en.js';

export { openFiles, pickFiles } from './incoming.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** True while a file is dragged over the playground. */
    dragging: boolean;
  }
}

export const drop: Feature = {
  name: 'drop',
  state: { dragging: false },
  start: listenForFiles,
  views: {
    over: ({ dragging }) =>
      dragging
        ? html`<div class="drop-veil" aria-hidden="true"><p>${words.drop}</p></div>`
        : nothing,
  },
};
