// What a channel looks for, beside its map: its kernel, the nine patches, and the same of all channels.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { shortFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { drop } from './acts.js';
import { channelList } from './channel-list.js';
import { currentFound, targetOf } from './collect.js';
import { kernelFigure, kernelOverview } from './kernels-view.js';
import { nameOf } from './name.js';
import { picturesView } from './pictures-view.js';
import { channelOf, isSeen, patchesOf, pixelsOf } from './shown.js';
import type { Found } from './state.js';
import { wholePicture } from './whole-picture.js';
import { words } from './words-en.js';

function nine(
  state: AppState,
  column: Column,
  found: Found,
  actions: Actions,
): TemplateResult | typeof nothing {
  const channel = channelOf(state, column);
  const patches = patchesOf(found, column, channel);
  if (patches.length === 0) return html`<p class="note">${words.none}</p>`;
  const { whole } = state.patches;
  const { flat } = column.layout;
  return html`<ol class="patch-grid" data-test="patches">
    ${patches.map(({ picture, y, x, value }, place) => {
      const name = found.sources[picture]?.name ?? '';
      return html`<li>
        <button
          type="button"
          class="patch"
          title=${name}
          aria-pressed=${whole === place}
          aria-label=${words.patch({ picture: name, cell: flat ? undefined : { y, x }, value: shortFloat(value) })}
          @click=${() => actions.changePatches({ whole: place })}
        >
          <canvas data-paint="patch" data-place=${place}></canvas>
          <span class="number">${shortFloat(value)}</span>
        </button>
      </li>`;
    })}
  </ol>`;
}

/** How much of the input the first of the patches is; the others are as large, or cut at the border. */
function area(state: AppState, column: Column, found: Found): string {
  const channel = channelOf(state, column);
  const seen = patchesOf(found, column, channel).flatMap(
    (patch) => pixelsOf(state, column, channel, patch) ?? [],
  );
  const [first] = seen;
  if (!first) return '';
  const height = Math.max(...seen.map(({ box }) => box.height));
  const width = Math.max(...seen.map(({ box }) => box.width));
  return words.area({ height, width, rows: first.fed.height, columns: first.fed.width });
}

function isExcited(found: Found, column: Column, channel: number): boolean {
  return (patchesOf(found, column, channel)[0]?.value ?? 1) > 0;
}

function patchesOfChannel(state: AppState, column: Column, actions: Actions): TemplateResult {
  const current = currentFound(state);
  const found = current?.layers.has(column.value) ? current : undefined;
  const channel = channelOf(state, column);
  return html`${kernelOverview(state, column, actions)}
    <h3 id="patches-heading">${words.heading(nameOf(state, column, channel))}</h3>
    ${kernelFigure(state, column)}
    <p class="note">${column.layout.flat ? words.ruleOfUnit : words.rule} ${found ? area(state, column, found) : ''}</p>
    ${found && !isExcited(found, column, channel) ? html`<p class="note" data-test="not-excited">${words.notExcited}</p>` : nothing}
    ${found ? html`<div class="patches-found">${nine(state, column, found, actions)} ${wholePicture(state, column, found, actions)}</div>` : nothing}
    ${picturesView(state, column, actions)}
    ${found ? channelList(state, column, actions) : nothing}`;
}

export function patchesPanel(state: AppState, actions: Actions): unknown {
  if (!isSeen(state)) return nothing;
  const column = targetOf(state);
  if (!column) {
    const { hasNoPicture } = state.model?.info ?? {};
    return html`<p class="note">${hasNoPicture ? words.noPicture : words.isInput}</p>`;
  }
  return html`<section
    class="patches"
    aria-labelledby="patches-heading"
    data-test="patches-panel"
    @drop=${(event: DragEvent) => actions.withPatches((playground) => drop(playground, event))}
  >
    ${patchesOfChannel(state, column, actions)}
  </section>`;
}
