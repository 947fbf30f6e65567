// The channels of the last maps that change the score most, each with what it adds.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../../kit/css-variable.js';
import { shortFloat } from '../../../kit/format.js';
import type { Actions, AppState } from '../../../kit/playground.js';
import type { ShownMap } from '../why-view.js';
import { questionIn } from './why-answer.js';
import { words } from './words-en.js';

/** Channels that are listed; the others stand in one line. */
const LISTED = 6;

function bar(amount: number, most: number): TemplateResult {
  const share = most > 0 ? Math.abs(amount) / most : 0;
  return html`<span class="sum-bar ${amount < 0 ? 'is-negative' : 'is-positive'}" ${cssVariables({ '--share': String(share) })}></span>`;
}

export function channels(
  state: AppState,
  shown: ShownMap,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (shown.kind !== 'exact' || shown.map.channels.length < 2) return nothing;
  const shares = shown.map.channels;
  const order = [...shares.keys()].sort(
    (a, b) => Math.abs(shares[b] as number) - Math.abs(shares[a] as number),
  );
  const most = Math.abs(shares[order[0] ?? 0] ?? 0);
  const others = order.slice(LISTED);
  const rest = others.reduce((all, channel) => all + (shares[channel] as number), 0);
  return html`<section class="why-channels" aria-labelledby="why-channels">
    <h3 id="why-channels">${words.channelsHeading}</h3>
    <p class="note">${words.channelsHint(shares.length, questionIn(state))}</p>
    <ol class="sum-terms">
      ${order.slice(0, LISTED).map((channel) => {
        const amount = shares[channel] as number;
        return html`<li class="sum-term">
          <button type="button" class="button is-quiet" @click=${() => actions.openValue(shown.head.maps, strongestIndex(state, shown, channel))}>${words.channel(channel)}</button>
          <span class="sum-amount number">${shortFloat(amount)}</span>
          ${bar(amount, most)}
        </li>`;
      })}
      ${
        others.length > 0
          ? html`<li class="sum-term">
              <span class="note">${words.otherChannels(others.length)}</span>
              <span class="sum-amount number" data-test="why-rest">${shortFloat(rest)}</span>
            </li>`
          : nothing
      }
    </ol>
  </section>`;
}

/** Flat index of the channel's largest cell: that is what is opened. */
function strongestIndex(
  { snapshot }: AppState,
  { head }: ShownMap & { kind: 'exact' },
  channel: number,
): number {
  const [, height, width] = head.shape;
  const area = height * width;
  const data = snapshot?.values.get(head.maps)?.data ?? new Float32Array();
  let best = channel * area;
  for (let i = best; i < (channel + 1) * area; i++) {
    if ((data[i] ?? 0) > (data[best] ?? 0)) best = i;
  }
  return best;
}
