// The whole picture of a patch, with the part that its cell sees.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { fieldBox } from '../../kit/field-box.js';
import { exactFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { openPatch } from './acts.js';
import { channelOf, patchesOf, pixelsOf } from './shown.js';
import type { Found } from './state.js';
import { words } from './words-en.js';

export function wholePicture(
  state: AppState,
  column: Column,
  found: Found,
  actions: Actions,
): TemplateResult | typeof nothing {
  const { whole } = state.patches;
  const channel = channelOf(state, column);
  const patch = patchesOf(found, column, channel)[whole];
  const source = patch && found.sources[patch.picture];
  if (!patch || !source) return nothing;
  if (found.fed.gone.has(patch.picture)) return html`<p class="note">${words.lost}</p>`;
  const pixels = pixelsOf(state, column, channel, patch);
  if (!pixels) return nothing;
  const { fed, box } = pixels;
  const { flat } = column.layout;
  const cell = flat ? undefined : { y: patch.y, x: patch.x };
  const value = exactFloat(patch.value);
  return html`<figure class="patch-whole" data-test="patch-whole" data-box="${box.y},${box.x},${box.height},${box.width}">
    <div class="field-picture">
      <canvas data-paint="patch-whole" width=${fed.width} height=${fed.height} aria-hidden="true"></canvas>
      ${fieldBox({ ...box, side: 'before' }, fed.height, fed.width)}
    </div>
    <figcaption>
      <p class="note">${words.whole({ picture: source.name, cell, value })}</p>
      ${state.shown.view === 'patches' ? nothing : html`<button type="button" class="button" data-test="open-patch" @click=${() => actions.withPatches((playground) => openPatch(playground, source, patch))}>${flat ? words.openForUnit : words.open}</button>`}
    </figcaption>
  </figure>`;
}
