// Every layer as a row; also the network's form for the keyboard and for screen readers.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import type { Rest } from '../../kit/feature.js';
import {
  besideText,
  bytes,
  count,
  layerTime,
  magnitude,
  milliseconds,
  percent,
  shapeText,
  shortFloat,
} from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { searchField } from '../../kit/segments.js';
import { kindOf } from '../../network/kinds.js';
import type { Snapshot } from '../../run/state.js';
import { saidOf } from '../take-home/index.js';
import { costliestText } from './costliest.js';
import {
  type Figure,
  filterRows,
  type LayerRow,
  layerRows,
  type SortKey,
  sortRows,
  totalsOf,
} from './layer-table.js';
import { COPIED, TABLE_ROWS } from './state.js';
import { words } from './words-en.js';

export { tableCsv } from './layer-table.js';

interface Heading {
  key: SortKey;
  /** Largest first is what people look for in numbers. */
  isDescending: boolean;
}

const HEADINGS: readonly Heading[] = [
  { key: 'order', isDescending: false },
  { key: 'name', isDescending: false },
  { key: 'op', isDescending: false },
  { key: 'params', isDescending: true },
  { key: 'macs', isDescending: true },
  { key: 'ms', isDescending: true },
  { key: 'bytes', isDescending: true },
  { key: 'min', isDescending: false },
  { key: 'mean', isDescending: true },
  { key: 'max', isDescending: true },
  { key: 'zeros', isDescending: true },
];

function heading({ table }: AppState, actions: Actions, { key, isDescending }: Heading) {
  const isSorted = table.sort.key === key;
  const direction = table.sort.isDescending ? 'descending' : 'ascending';
  const next = isSorted ? !table.sort.isDescending : isDescending;
  return html`<th scope="col" aria-sort=${isSorted ? direction : 'none'}>
    <button
      type="button"
      class="table-sort"
      @click=${() => actions.changeTable({ sort: { key, isDescending: next } })}
    >${words.headings[key]}<span aria-hidden="true">${isSorted ? (table.sort.isDescending ? ' ↓' : ' ↑') : ''}</span></button>
  </th>`;
}

/** A number with a bar behind it: its share of the largest. */
function measured(text: string, share: number | undefined): TemplateResult {
  return html`<td class="table-number" ${cssVariables({ '--share': String(share ?? 0) })}>${text}</td>`;
}

interface Largest {
  params: number;
  macs: number;
  ms: number;
}

function cells(row: LayerRow, most: Largest): TemplateResult {
  const { statistics: of, ms, share } = row;
  const isKnown = of !== undefined && of.nonFinite < of.elements;
  const figure = (value: number | undefined) =>
    html`<td>${value === undefined ? '–' : shortFloat(value)}</td>`;
  const part = (value: number, largest: number) => (largest > 0 ? value / largest : 0);
  return html`${measured(row.params === 0 ? '0' : count(row.params), part(row.params, most.params))}
    ${measured(row.macs === 0 ? '0' : magnitude(row.macs), part(row.macs, most.macs))}
    ${measured(ms === undefined ? '–' : `${layerTime(ms)}, ${percent(share ?? 0)}`, part(ms ?? 0, most.ms))}
    <td>${row.bytes === undefined ? '–' : bytes(row.bytes)}</td>
    ${figure(isKnown ? of.min : undefined)} ${figure(isKnown ? of.mean : undefined)}
    ${figure(isKnown ? of.max : undefined)}
    <td>${of ? percent(of.zeros / of.elements) : '–'}</td>`;
}

/** What minimum, mean and maximum do not count. */
function leftOut({ statistics: of }: LayerRow): TemplateResult | typeof nothing {
  if (!of?.nonFinite) return nothing;
  const all = of.nonFinite === of.elements;
  return html`<span class="note" data-test="table-not-finite">
    ${all ? words.allNotFinite : words.notFinite(of.nonFinite)}
  </span>`;
}

/** The kind by the name that learners know, and ONNX's where it is another. */
function operator({ op }: LayerRow): TemplateResult {
  const kind = kindOf(op);
  if (kind === op) return html`<span lang="en">${op}</span>`;
  return html`${kind} <span class="note" lang="en">${op}</span>`;
}

function line(row: LayerRow, most: Largest, actions: Actions): TemplateResult {
  return html`<tr data-node=${row.node}>
    <td>${row.node}</td>
    <th scope="row">
      <button type="button" class="table-open" @click=${() => actions.openNode(row.node)}>${row.name}</button>
      <span class="note">${shapeText(row.shape)}${row.settings ? `, ${row.settings}` : ''}</span>
      ${leftOut(row)}
    </th>
    <td class="table-op">${operator(row)}</td>
    ${cells(row, most)}
  </tr>`;
}

/** Near the end of the rows that are drawn, more are. */
function more(event: Event, count: number, { table }: AppState, actions: Actions): void {
  const frame = event.currentTarget as HTMLElement;
  const left = frame.scrollHeight - frame.scrollTop - frame.clientHeight;
  if (left < 600 && table.rows < count) actions.changeTable({ rows: table.rows + TABLE_ROWS });
}

function totalsLine(rows: readonly LayerRow[], shown: number): TemplateResult {
  const { params, macs, ms, bytes: size } = totalsOf(rows);
  return html`<tr>
    <td></td>
    <th scope="row">
      ${words.layers(rows.length)}
      ${shown < rows.length ? html`<span class="note">${words.shown(shown)}</span>` : nothing}
    </th>
    <td></td>
    <td class="table-number">${count(params)}</td>
    <td class="table-number">${magnitude(macs)}</td>
    <td class="table-number">${ms === undefined ? '–' : milliseconds(ms)}</td>
    <td>${bytes(size)}</td>
    <td></td>
    <td></td>
    <td></td>
    <td></td>
  </tr>`;
}

const isFigure = (key: SortKey): key is Figure => key !== 'order' && key !== 'name';

/** Which column stands beside the name; seen where there is no room for all. */
function figureChoice({ table }: AppState, actions: Actions): TemplateResult {
  const choose = (event: Event): void =>
    actions.changeTable({ figure: (event.currentTarget as HTMLSelectElement).value as Figure });
  return html`<label class="field table-figure">
    <span>${words.figure}</span>
    <select data-test="table-figure" @change=${choose}>
      ${HEADINGS.map(({ key }) => key)
        .filter(isFigure)
        .map(
          (key) =>
            html`<option value=${key} .selected=${key === table.figure}>${words.headings[key]}</option>`,
        )}
    </select>
  </label>`;
}

const known = new WeakMap<object, LayerRow[]>();

/** Of the run on screen; the same array as long as it is the same run, with the same times. */
export function rowsOf({ model, snapshot }: AppState): LayerRow[] {
  if (!model) return [];
  const of = snapshot?.timings ?? model;
  const rows =
    known.get(of) ??
    layerRows(model.info.graph, snapshot ?? { timings: [], statistics: new Map() });
  known.set(of, rows);
  return rows;
}

export function shownRows(state: AppState): LayerRow[] {
  return sortRows(filterRows(rowsOf(state), state.table.query), state.table.sort);
}

const most = (rows: readonly LayerRow[], of: (row: LayerRow) => number): number =>
  rows.reduce((largest, row) => Math.max(largest, of(row)), 0);

/** What its times are of. A line in any case: the table stays where it is when better ones come. */
function timesOf({ warm, runs, beside }: Snapshot): string {
  if (!warm) return words.firstRun;
  return runs ? words.medianTimes(runs, besideText(beside)) : words.oneRun;
}

function layerTable(state: AppState, actions: Actions): TemplateResult {
  const all = rowsOf(state);
  const rows = shownRows(state);
  const largest = {
    params: most(all, ({ params }) => params),
    macs: most(all, ({ macs }) => macs),
    ms: most(all, ({ ms }) => ms ?? 0),
  };
  const { snapshot, table } = state;
  return html`<div class="table-tools">
      ${searchField(table.query, 'table-find', (query) => actions.changeTable({ query }))}
      ${figureChoice(state, actions)}
      <span class="note" role="status">${rows.length === all.length ? '' : words.matches(rows.length, all.length)}</span>
      <span class="table-take">
        <button type="button" class="button" @click=${actions.copyTable}>${words.copy}</button>
        <button type="button" class="button" @click=${actions.saveTable}>${words.save}</button>
        <span class="note" role="status">${saidOf(state, COPIED)}</span>
      </span>
    </div>
    <p class="table-costliest" data-test="table-costliest">${costliestText(all)}</p>
    ${snapshot ? html`<p class="note" data-test="table-times">${timesOf(snapshot)}</p>` : nothing}
    <div
      class="table-frame"
      tabindex="0"
      role="region"
      aria-label=${words.label}
      @scroll=${(event: Event) => more(event, rows.length, state, actions)}
    >
      <table class="layer-table number" data-test="layer-table" data-figure=${table.figure}>
        <caption class="visually-hidden">${table.sort.key === 'order' ? words.captionInOrder : words.caption(words.headings[table.sort.key])}</caption>
        <thead>
          <tr>${HEADINGS.map((of) => heading(state, actions, of))}</tr>
        </thead>
        <tbody>${rows.slice(0, table.rows).map((row) => line(row, largest, actions))}</tbody>
        <tfoot>${totalsLine(rows, Math.min(table.rows, rows.length))}</tfoot>
      </table>
    </div>`;
}

export const rest: Rest = { tabView: layerTable };
