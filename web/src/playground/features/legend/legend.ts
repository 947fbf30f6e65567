// The colour scale with the numbers it stands for right now.

import { html, type TemplateResult } from 'lit/html.js';
import { shortFloat } from '../../kit/format.js';
import type { Actions } from '../../kit/playground.js';
import { type Column, channelName } from '../../network/columns.js';
import { SCALE_MODES, type ScaleMode } from '../../network/scale.js';
import { words } from './words-en.js';

/** limit: value at the scale's right end; the left end is its negative. */
export function legend(limit: number, caption: string, test: string): TemplateResult {
  return html`<figure class="legend" data-test=${test} data-limit=${limit}>
    <canvas class="legend-scale" data-paint="legend" width="255" height="1" aria-hidden="true"></canvas>
    <div class="legend-numbers number">
      <span>${limit > 0 ? shortFloat(-limit) : ''}</span><span>0</span
      ><span>${limit > 0 ? `+${shortFloat(limit)}` : ''}</span>
    </div>
    <figcaption class="legend-caption">${caption}</figcaption>
  </figure>`;
}

/** Whom the numbers of the legend are for. */
export function scaleCaption(mode: ScaleMode, column: Column, channel: number): string {
  if (mode === 'network') return words.wholeNetwork;
  if (mode === 'layer' || column.kind !== 'maps') return column.name;
  return words.channelOf(column.name, channelName(column, channel));
}

/** name: of the radio group, different for every place it stands in. */
export function scaleChoice(mode: ScaleMode, name: string, actions: Actions): TemplateResult {
  return html`<fieldset class="segments">
    <legend>${words.scalePer}</legend>
    ${SCALE_MODES.map(
      (choice) => html`<label title=${words.help[choice]}>
        <input
          type="radio"
          name=${name}
          value=${choice}
          .checked=${mode === choice}
          @change=${() => actions.scale(choice)}
        /><span>${words.modes[choice]}</span>
      </label>`,
    )}
  </fieldset>`;
}
