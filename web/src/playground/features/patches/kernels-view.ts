// Kernels as pictures: those of a layer that reads the picture side by side in colour, and the one of the open channel.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { kernelPattern } from './kernel-pattern.js';
import { openChannel } from './open-channel.js';
import { columnsOf, overviewOf } from './overview.js';
import { channelOf, channelsOf, hasColours, kernelOf, orderOf } from './shown.js';
import { words } from './words-en.js';

/** The kernels of a first layer on one canvas, each with a button over it. */
export function kernelOverview(
  state: AppState,
  column: Column,
  actions: Actions,
): TemplateResult | typeof nothing {
  const total = channelsOf(column);
  if (total < 2 || !hasColours(state, column)) return nothing;
  const open = channelOf(state, column);
  const shown = overviewOf(total);
  return html`<h3 id="kernels-heading">${shown < total ? words.firstKernels(shown, total) : words.allKernels(total)}</h3>
    <div class="kernel-overview" ${cssVariables({ '--columns': String(columnsOf(shown)) })}>
      <canvas data-paint="kernel-overview" data-test="kernel-overview"></canvas>
      <ul aria-labelledby="kernels-heading">
        ${Array.from(
          { length: shown },
          (_, channel) => html`<li>
            <button
              type="button"
              class="kernel-tile number"
              aria-label=${words.colourKernelLabel(channel)}
              aria-current=${channel === open}
              @click=${() => openChannel(column, actions, channel)}
            ><span>${channel}</span></button>
          </li>`,
        )}
      </ul>
    </div>`;
}

/** Parts of a kernel that are shown here; more have room under Weights. */
const MOST_PARTS = 64;

/** The kernel of the open channel, and what it reacts to where that can be told. */
export function kernelFigure(state: AppState, column: Column): TemplateResult | typeof nothing {
  const channel = channelOf(state, column);
  const found = kernelOf(state, column, channel);
  if (!found || found.layout.flat) return nothing;
  const { channels } = found.layout;
  if (hasColours(state, column)) {
    const pattern = kernelPattern(found, orderOf(state));
    return html`<figure class="patches-kernel">
      <canvas data-paint="colour-kernel" data-test="colour-kernel" width="96" height="96" role="img" aria-label=${words.colourKernelLabel(channel)}></canvas>
      <figcaption>
        ${pattern ? html`<p data-test="kernel-pattern">${words.pattern(channel, pattern)}</p>` : nothing}
        <p class="note">${words.colourKernel}</p>
      </figcaption>
    </figure>`;
  }
  if (channels > MOST_PARTS)
    return html`<p class="note">${words.manyKernels(channel, channels)}</p>`;
  return html`<figure class="patches-kernel is-parts">
    <div class="kernel-frame"><canvas data-paint="kernels"></canvas></div>
    <figcaption class="note">${words.kernels(channel, channels)}</figcaption>
  </figure>`;
}
