// Behind a chosen cell: where it looks, and the sum that makes it. A player walks over all cells.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { fieldBox } from '../../kit/field-box.js';
import { channelName } from '../../network/columns.js';
import { hasSum, patchOf, placeOf, sumOf } from '../../network/sum/index.js';
import { type Field, fieldOn, positionOf, strongestCell, traceOf } from '../selection/index.js';
import { classOf, type OpenLayer } from './layer-map.js';
import { mutedNote } from './muted.js';
import { isShare, sumPanel } from './sum-panel.js';
import { words } from './words-en.js';

/** Cells per second. */
const SPEEDS = [1, 4, 15];

/** Also where a cell is chosen: a click in the network has chosen one. */
function strongest({ column, value, at, actions }: OpenLayer): TemplateResult | typeof nothing {
  if (!value) return nothing;
  const choose = (): void => {
    const cell = strongestCell(column, value.data, at.channel);
    if (cell) actions.readCell(cell, true);
  };
  return html`<button type="button" class="button" data-test="strongest" @click=${choose}>
    ${words.strongest}
  </button>`;
}

function player(open: OpenLayer): TemplateResult {
  const { state, actions } = open;
  const { playing, speed } = state.layer;
  return html`<div class="player" role="group" aria-label=${words.player} data-test="player">
    <button type="button" class="button" aria-label=${words.previousCell} @click=${() => actions.stepCell(-1)}>◂</button>
    <button
      type="button"
      class="button"
      data-test="play"
      @click=${() => actions.changeLayer({ playing: !playing })}
    >${playing ? words.pause : words.play}</button>
    <button type="button" class="button" aria-label=${words.nextCell} @click=${() => actions.stepCell(1)}>▸</button>
    <label class="field">
      <span class="visually-hidden">${words.speed}</span>
      <select
        @change=${(event: Event) => actions.changeLayer({ speed: Number((event.target as HTMLSelectElement).value) })}
      >
        ${SPEEDS.map((value) => html`<option value=${value} .selected=${value === speed}>${words.cellsPerSecond(value)}</option>`)}
      </select>
    </label>
    ${strongest(open)}
  </div>`;
}

function fieldText(field: Field, rows: number, columns: number): string {
  return field.isWhole ? words.seesAll(rows, columns) : words.sees(field, rows, columns);
}

/** The exact input with the part of it that the cell depends on. */
export function receptiveField({ state }: OpenLayer): TemplateResult | typeof nothing {
  const input = state.model?.columns[0];
  const trace = traceOf(state);
  const field = input && fieldOn(trace, input.value);
  if (!input || !field || input.layout.flat) return nothing;
  const { height, width } = input.layout;
  return html`<figure class="receptive" data-test="field" data-box="${field.y},${field.x},${field.height},${field.width}">
    <div class="field-picture">
      <canvas data-paint="seen" width=${width} height=${height} aria-hidden="true"></canvas>
      ${fieldBox(field, height, width)}
    </div>
    <figcaption class="note">${fieldText(field, height, width)} ${reachText(state)}</figcaption>
  </figure>`;
}

/** How far the cell's influence has spread one map before the end. */
function reachText(state: OpenLayer['state']): string {
  const trace = traceOf(state);
  const columns = state.model?.columns ?? [];
  const later = columns.slice((trace?.at.column ?? 0) + 1).filter(({ layout }) => !layout.flat);
  const last = later.at(-1);
  const field = last && fieldOn(trace, last.value);
  if (!last || field?.side !== 'after') return '';
  const { height, width } = last.layout;
  return words.influences(field.height * field.width, { layer: last.name, height, width });
}

function sumOfCell(open: OpenLayer, position: number): TemplateResult {
  const { state, column, value, actions } = open;
  const { model, snapshot, weights } = state;
  const node = column.node === undefined ? undefined : model?.info.graph.nodes[column.node];
  if (!node || !snapshot) {
    return html`<p class="note">${words.isInput}</p>`;
  }
  const sources = { values: snapshot.values, weights };
  const sum = sumOf(node, position, sources);
  if (!sum) return html`<p class="note" aria-busy="true">${words.reading}</p>`;
  const place = placeOf(node, position, sources);
  const input = model?.columns.find(({ value }) => value === node.inputs[0]);
  return sumPanel({
    sum,
    own: value?.data[position],
    patch: (channel) => patchOf(place, channel),
    channel: (index) => input && channelName(input, index),
    name: (index) => (sum.kind === 'terms' && isShare(sum.how) ? classOf(open, index) : undefined),
    isLong: state.layer.isLong,
    onLong: (isLong) => actions.changeLayer({ isLong }),
    onSource: (from, index) => actions.openValue(from, index),
  });
}

export function layerSum(open: OpenLayer): TemplateResult {
  const { state, column, at } = open;
  const { cell } = state;
  const position = cell && positionOf(column, at.channel, cell);
  const node = column.node === undefined ? undefined : state.model?.info.graph.nodes[column.node];
  return html`${mutedNote(state)}
    ${node && hasSum(node) ? player(open) : html`<div class="player">${strongest(open)}</div>`}
    ${position === undefined ? html`<p class="note">${words.chooseCell}</p>` : sumOfCell(open, position)}`;
}
