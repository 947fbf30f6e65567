// How long a bar was before the picture was edited: an outline over the bar's track.

import { html, type TemplateResult } from 'lit/html.js';
import { percent } from '../state/format.js';
import { cssVariables } from './css-variable.js';

/**
 * Goes into the element with class prediction-track, which also needs the class has-ghost.
 * before: probability 0..1.
 */
export function ghostBar(before: number): TemplateResult {
  return html`<span class="ghost-bar" title="before ${percent(before)}" ${cssVariables({ '--before': String(before) })}></span
    ><span class="visually-hidden">, before ${percent(before)}</span>`;
}
