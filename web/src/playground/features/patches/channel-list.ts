// All channels of the layer, each with its kernel in colour and its strongest patches.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { nameOf } from './name.js';
import { openChannel } from './open-channel.js';
import { ROW_HEIGHT, rowWidth } from './paint.js';
import { channelOf, channelsOf, FEW, hasColours } from './shown.js';
import { LISTED } from './state.js';
import { words } from './words-en.js';

export function channelList(
  state: AppState,
  column: Column,
  actions: Actions,
): TemplateResult | typeof nothing {
  const total = channelsOf(column);
  if (total < 2) return nothing;
  const { flat } = column.layout;
  const listed = Math.min(state.patches.listed, total);
  const isColour = hasColours(state, column);
  const width = rowWidth(FEW + (isColour ? 1 : 0));
  const more = Math.min(LISTED, total - listed);
  return html`<div class="patch-list" data-test="patch-list">
    <h3 id="patch-list">${flat ? words.allUnits(total) : words.allChannels(total)}</h3>
    <p class="note">${words.listHint(isColour)}</p>
    <ul aria-labelledby="patch-list">
      ${Array.from(
        { length: listed },
        (_, channel) => html`<li>
          <button type="button" class="patch-row" aria-current=${channel === channelOf(state, column)} @click=${() => openChannel(column, actions, channel)}>
            <span>${nameOf(state, column, channel)}</span>
            <canvas data-paint="patch-row" data-channel=${channel} width=${width} height=${ROW_HEIGHT}></canvas>
          </button>
        </li>`,
      )}
    </ul>
    ${more > 0 ? html`<button type="button" class="button" data-test="patches-more" @click=${() => actions.changePatches({ listed: listed + more })}>${words.showMore(more)}</button>` : nothing}
  </div>`;
}
