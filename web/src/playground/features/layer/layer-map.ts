// The open channel, enlarged: exact values under the pointer or the arrow keys.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { exactFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { type Column, channelName } from '../../network/columns.js';
import { elementsOf, enlargedLayout, readCell } from '../../network/enlarged.js';
import type { KeptValue, Layout } from '../../network/network.js';
import type { Cell, MapAddress } from '../../network/places.js';
import { moveCell } from '../selection/index.js';
import { words } from './words-en.js';

export interface OpenLayer {
  state: AppState;
  at: MapAddress;
  column: Column;
  value: KeptValue | undefined;
  actions: Actions;
}

/** Name of the class that an element of the value stands for. */
export function classOf({ state, column }: OpenLayer, index: number): string | undefined {
  const labels = state.model?.info.labels;
  return column.layout.flat && labels?.length === elementsOf(column) ? labels[index] : undefined;
}

export function reading(open: OpenLayer): TemplateResult {
  const { state, column, value, at } = open;
  const { cell, held } = state;
  const read = cell && value ? readCell(column, value, at.channel, cell) : undefined;
  if (!cell || !read) {
    return html`<p class="reading is-empty" data-test="reading" aria-live="polite">
      ${words.readHint}
    </p>`;
  }
  const label = classOf(open, read.index);
  const place = column.layout.flat ? words.atIndex(read.index) : words.atCell(cell);
  return html`<p class="reading number" data-test="reading" aria-live="polite">
    <span class="reading-place">${place}${label ? ` (${label})` : ''}</span>
    <output class="reading-value" data-test="value">${exactFloat(read.value)}</output>
    ${
      held
        ? html`<button
            type="button"
            class="button is-quiet reading-let-go"
            @click=${() => open.actions.readCell(cell, false)}
          >${words.unpin}</button>`
        : nothing
    }
  </p>`;
}

function pointed(event: PointerEvent, layout: Layout): Cell | undefined {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const x = Math.floor(((event.clientX - box.left) / box.width) * layout.width);
  const y = Math.floor(((event.clientY - box.top) / box.height) * layout.height);
  const inside = x >= 0 && y >= 0 && x < layout.width && y < layout.height;
  return inside ? { y, x } : undefined;
}

export function enlargedMap({ state, column, at, actions }: OpenLayer): TemplateResult {
  const layout = enlargedLayout(column);
  const { cell, held } = state;
  const { height, width } = layout;
  const channel = channelName(column, at.channel);
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!moveCell(layout, cell, event.key)) return;
    event.preventDefault();
    actions.moveCell(event.key);
  };
  const isNew = (found: Cell | undefined): found is Cell =>
    found !== undefined && (found.x !== cell?.x || found.y !== cell?.y);
  const onMove = (event: PointerEvent): void => {
    // A finger that moves is choosing all the time; a mouse only looks until it clicks.
    const found = pointed(event, layout);
    if ((!held || event.buttons > 0) && isNew(found)) actions.readCell(found);
  };
  const onDown = (event: PointerEvent): void => {
    const found = pointed(event, layout);
    if (found) actions.readCell(found, !held || isNew(found));
  };
  return html`<div
    class=${held ? 'enlarged is-held' : 'enlarged'}
    data-test="enlarged"
    tabindex="0"
    role="application"
    aria-roledescription=${words.mapRole}
    aria-label=${words.mapLabel({ layer: column.name, channel, height, width })}
    ${cssVariables({
      '--width': String(layout.width),
      '--height': String(layout.height),
      '--x': String(cell?.x ?? 0),
      '--y': String(cell?.y ?? 0),
    })}
    @keydown=${onKey}
    @pointermove=${onMove}
    @pointerdown=${onDown}
  >
    <canvas
      data-paint="enlarged"
      data-column=${column.index}
      data-channel=${at.channel}
      width=${layout.width}
      height=${layout.height}
    ></canvas>
    <span class="cell-marker" ?hidden=${cell === undefined}></span>
  </div>`;
}
