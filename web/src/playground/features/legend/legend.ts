// The colour scale with the numbers it stands for right now.

import { html, type TemplateResult } from 'lit/html.js';
import { shortFloat } from '../../kit/format.js';
import type { Actions } from '../../kit/playground.js';
import { type Column, channelName } from '../../network/columns.js';
import { SCALE_MODES, type ScaleMode } from '../../network/scale.js';

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
  if (mode === 'network') return 'whole network';
  if (mode === 'layer' || column.kind !== 'maps') return column.name;
  return `${column.name}, ${channelName(column, channel)}`;
}

const NAMES: Record<ScaleMode, string> = {
  layer: 'Layer',
  channel: 'Channel',
  network: 'Network',
};

const HELP: Record<ScaleMode, string> = {
  layer: 'Maps of one layer can be compared with each other',
  channel: 'Every map uses the whole scale; brightness cannot be compared between maps',
  network: 'All maps of the network can be compared with each other',
};

/** name: of the radio group, different for every place it stands in. */
export function scaleChoice(mode: ScaleMode, name: string, actions: Actions): TemplateResult {
  return html`<fieldset class="segments">
    <legend>Colour scale per</legend>
    ${SCALE_MODES.map(
      (choice) => html`<label title=${HELP[choice]}>
        <input
          type="radio"
          name=${name}
          value=${choice}
          .checked=${mode === choice}
          @change=${() => actions.scale(choice)}
        /><span>${NAMES[choice]}</span>
      </label>`,
    )}
  </fieldset>`;
}
