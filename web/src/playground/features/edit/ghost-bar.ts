// How long a bar was before the picture was edited: an outline over the bar's track.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { percent } from '../../kit/format.js';
import { words } from './words-en.js';

/** A bar that has not grown or shrunk by this much looks the same: an outline would only be noise. */
const VISIBLE = 0.005;

/**
 * Goes into the element with class prediction-track, which also needs the class has-ghost.
 * before, now: probabilities 0..1.
 */
export function ghostBar(before: number, now: number): TemplateResult {
  const outline = html`<span
    class="ghost-bar"
    title=${words.barBefore(percent(before))}
    ${cssVariables({ '--before': String(before) })}
  ></span>`;
  return html`${Math.abs(before - now) >= VISIBLE ? outline : nothing}
    <span class="visually-hidden">, ${words.barBefore(percent(before))}</span>`;
}
