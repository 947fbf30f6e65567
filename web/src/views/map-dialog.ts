// One map enlarged: exact values under the pointer or the arrow keys, statistics, neighbours.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { AppState, Cell, MapAddress } from '../state/app-state.js';
import { type Column, channelName } from '../state/columns.js';
import { describeSettings } from '../state/describe.js';
import { elementsOf, enlargedLayout, readCell } from '../state/enlarged.js';
import { count, exactFloat, percent, shapeText } from '../state/format.js';
import { moveCell, stepChannel, stepLayer } from '../state/navigation.js';
import type { KeptValue, Layout } from '../state/network.js';
import { limitOf, UNMEASURED } from '../state/scale.js';
import { planeStatistics, type Statistics, valueStatistics } from '../state/statistics.js';
import type { Actions } from './actions.js';
import { cssVariables } from './css-variable.js';
import { onBackdrop, syncModal } from './dialog.js';
import { legend, scaleChoice } from './legend.js';
import { scaleCaption } from './network-card.js';

function same(a: MapAddress, b: MapAddress): boolean {
  return a.column === b.column && a.channel === b.channel;
}

function stepper(
  what: string,
  from: MapAddress,
  to: [MapAddress, MapAddress],
  go: Actions['open'],
) {
  const [previous, next] = to;
  return html`<div class="stepper" role="group" aria-label=${what}>
    <button
      type="button"
      class="button"
      aria-label="Previous ${what}"
      aria-disabled=${same(previous, from)}
      @click=${() => go(previous)}
    >←</button>
    <span>${what}</span>
    <button
      type="button"
      class="button"
      aria-label="Next ${what}"
      aria-disabled=${same(next, from)}
      @click=${() => go(next)}
    >→</button>
  </div>`;
}

function reading(state: AppState, column: Column, value: KeptValue | undefined, at: MapAddress) {
  const { cell, model } = state;
  const read = cell && value ? readCell(column, value, at.channel, cell) : undefined;
  if (!cell || !read) {
    return html`<p class="reading is-empty" data-test="reading" aria-live="polite">
      Point at the map, or use the arrow keys in it, to read a value.
    </p>`;
  }
  const label =
    model?.info.labels.length === elementsOf(column) && column.layout.flat
      ? model.info.labels[read.index]
      : undefined;
  const place = column.layout.flat ? `index ${read.index}` : `y ${cell.y}, x ${cell.x}`;
  return html`<p class="reading number" data-test="reading" aria-live="polite">
    <span class="reading-place">${place}${label ? ` (${label})` : ''}</span>
    <output class="reading-value" data-test="value">${exactFloat(read.value)}</output>
  </p>`;
}

const FIGURES: readonly (readonly [name: string, text: (of: Statistics) => string])[] = [
  ['minimum', ({ min }) => exactFloat(min)],
  ['maximum', ({ max }) => exactFloat(max)],
  ['mean', ({ mean }) => exactFloat(mean)],
  ['zeros', ({ zeros, elements }) => percent(zeros / elements)],
];

function statistics(column: Column, value: KeptValue | undefined, channel: number): TemplateResult {
  const whole = value && valueStatistics(value);
  const plane = value && planeStatistics(value, channel, elementsOf(column));
  const parts = column.layout.flat
    ? [{ name: 'layer', of: whole }]
    : [
        { name: channelName(column, channel), of: plane },
        { name: 'layer', of: whole },
      ];
  const bad = whole?.nonFinite ?? 0;
  return html`<table class="statistics number" data-test="statistics">
      <thead>
        <tr>
          <td></td>
          ${parts.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${FIGURES.map(
          ([name, text]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${parts.map(({ of }) => html`<td>${of ? text(of) : '–'}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${bad > 0 ? html`<p class="note">${count(bad)} values are not finite (NaN or infinite); they are drawn in pink.</p>` : nothing}`;
}

function pointed(event: PointerEvent, layout: Layout): Cell | undefined {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const x = Math.floor(((event.clientX - box.left) / box.width) * layout.width);
  const y = Math.floor(((event.clientY - box.top) / box.height) * layout.height);
  const inside = x >= 0 && y >= 0 && x < layout.width && y < layout.height;
  return inside ? { y, x } : undefined;
}

function plane(state: AppState, column: Column, at: MapAddress, actions: Actions): TemplateResult {
  const layout = enlargedLayout(column);
  const { cell } = state;
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!moveCell(layout, cell, event.key)) return;
    event.preventDefault();
    actions.moveCell(event.key);
  };
  const read = (event: PointerEvent): void => {
    const found = pointed(event, layout);
    if (found && (found.x !== cell?.x || found.y !== cell?.y)) actions.readCell(found);
  };
  return html`<div
    class="enlarged"
    data-test="enlarged"
    tabindex="0"
    role="application"
    aria-roledescription="feature map"
    aria-label="${column.name}, ${channelName(column, at.channel)}, ${layout.height} by ${layout.width}. Arrow keys move the cell that is read."
    ${cssVariables({
      '--width': String(layout.width),
      '--height': String(layout.height),
      '--x': String(cell?.x ?? 0),
      '--y': String(cell?.y ?? 0),
    })}
    @keydown=${onKey}
    @pointermove=${read}
    @pointerdown=${read}
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

function content(
  state: AppState,
  at: MapAddress,
  column: Column,
  actions: Actions,
): TemplateResult {
  const columns = state.model?.columns ?? [];
  const run = state.snapshot ?? UNMEASURED;
  const value = run.values.get(column.value);
  const node = column.node === undefined ? undefined : state.model?.info.graph.nodes[column.node];
  const limit = limitOf(state.scale, columns, run, column, at.channel);
  const title = column.layout.flat
    ? column.name
    : `${column.name}, ${channelName(column, at.channel)}`;
  const of = column.layout.flat ? '' : ` of ${column.layout.channels}, counted from 0`;
  const go = (to: MapAddress): void => actions.open(to);
  return html`<header class="dialog-head">
      <div>
        <h2 id="dialog-heading">${title}<span class="note">${of}</span></h2>
        <p class="note">
          ${column.op}, <span class="number">${shapeText(column.shape)}</span>${node && describeSettings(node) ? `, ${describeSettings(node)}` : ''}.
          ${column.help}
        </p>
      </div>
      <button type="button" class="button" data-test="close" @click=${actions.close}>Close</button>
    </header>
    <div class="dialog-body">
      ${plane(state, column, at, actions)}
      <div class="dialog-side">
        ${reading(state, column, value, at)}
        ${statistics(column, value, at.channel)}
        ${legend(limit, scaleCaption(state.scale, column, at.channel), 'dialog-legend')}
        ${scaleChoice(state.scale, 'dialog-scale', actions)}
        <div class="steppers">
          ${column.layout.channels > 1 ? stepper('channel', at, [stepChannel(columns, at, -1), stepChannel(columns, at, 1)], go) : nothing}
          ${stepper('layer', at, [stepLayer(columns, at, -1), stepLayer(columns, at, 1)], go)}
        </div>
      </div>
    </div>`;
}

/** The dialog element is always there; syncDialog opens and closes it. */
export function mapDialog(state: AppState, actions: Actions): TemplateResult {
  const at = state.open;
  const column = at && state.model?.columns[at.column];
  return html`<dialog
    class="map-dialog"
    aria-labelledby="dialog-heading"
    data-test="dialog"
    @close=${actions.close}
    @click=${onBackdrop(actions.close)}
  >
    ${at && column ? html`<div class="dialog-content">${content(state, at, column, actions)}</div>` : nothing}
  </dialog>`;
}

/** The focus returns to the map that was enlarged. */
export function syncDialog(root: ParentNode, state: AppState): void {
  syncModal(root, 'dialog[data-test="dialog"]', state.open !== undefined, {
    first: '.enlarged',
    back: '.strip [tabindex="0"]',
  });
}
