// The colour scale with the numbers it stands for right now.

import { html, type TemplateResult } from 'lit/html.js';
import { shortFloat } from '../../kit/format.js';
import type { Actions } from '../../kit/playground.js';
import { type Column, channelName, colourName } from '../../network/columns.js';
import { type Ends, SCALE_MODES, type ScaleMode } from '../../network/scale.js';
import { words } from './words-en.js';

/** The colours from one end to the other. */
export function scaleBar(isGrey: boolean): TemplateResult {
  return html`<span class=${isGrey ? 'legend-scale is-grey' : 'legend-scale'} aria-hidden="true"></span>`;
}

/** limit: value at the scale's right end; the left end is its negative. */
export function legend(limit: number, caption: string, test: string): TemplateResult {
  return legendOf({ isGrey: false, low: -limit, high: limit }, caption, test);
}

function numbers({ isGrey, low, high }: Ends): [string, string, string] {
  if (isGrey) return [shortFloat(low), '', shortFloat(high)];
  return high > 0 ? [shortFloat(low), '0', `+${shortFloat(high)}`] : ['', '0', ''];
}

export function legendOf(ends: Ends, caption: string, test: string): TemplateResult {
  return html`<figure class="legend" data-test=${test}>
    ${scaleBar(ends.isGrey)}
    <div class="legend-numbers number">${numbers(ends).map((text) => html`<span>${text}</span>`)}</div>
    <figcaption class="legend-caption">${caption}</figcaption>
  </figure>`;
}

/** Whom the numbers of the legend are for. */
export function scaleCaption(mode: ScaleMode, column: Column, channel: number): string {
  if (mode === 'network' && !column.pixels) return words.wholeNetwork;
  const isOwn = mode === 'channel' && column.kind === 'maps';
  const own = colourName(column, channel) ?? channelName(column, channel);
  const name = isOwn ? words.channelOf(column.name, own) : column.name;
  return column.pixels ? words.pixelsOf(name) : name;
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
