// Files from outside: dropped, pasted or picked.

import { html, nothing } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import { listenForFiles } from './incoming.js';

export { pickFiles } from './incoming.js';

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
        ? html`<div class="drop-veil" aria-hidden="true"><p>Drop a picture, an .onnx model, or a list of class names</p></div>`
        : nothing,
  },
};
