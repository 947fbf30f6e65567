// Files from outside: dropped, pasted or picked.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import type { AppState } from '../../kit/playground.js';
import { listenForFiles } from './incoming.js';
import { words } from './words-en.js';
import './several.css';

export { openFiles, pickFiles } from './incoming.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** True while a file is dragged over the playground. */
    dragging: boolean;
    /** Of several pictures that came together: the one on screen, and whether the others are to be found. */
    several?: { count: number; shown: string; hasRow: boolean };
  }
}

/** Always there: only then screen readers say what comes into it. */
function severalPictures({ several }: AppState): TemplateResult {
  return html`<p class="note several" role="status" data-test="several">${several ? words.several(several.count, several.shown, several.hasRow) : ''}</p>`;
}

export const drop: Feature = {
  name: 'drop',
  state: { dragging: false },
  start: listenForFiles,
  on: { pictureWished: () => ({ several: undefined }) },
  views: {
    choose: severalPictures,
    over: ({ dragging }) =>
      dragging
        ? html`<div class="drop-veil" aria-hidden="true"><p>${words.drop}</p></div>`
        : nothing,
  },
};
