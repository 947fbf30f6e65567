// The network: columns in the order data flows, a readout of the active layer, the colour scale.

import { cache } from 'lit/directives/cache.js';
import { guard } from 'lit/directives/guard.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import type { Places } from '../../kit/feature.js';
import { fieldBox } from '../../kit/field-box.js';
import { exactFloat, runTime, shapeText } from '../../kit/format.js';
import { scrollBehavior } from '../../kit/motion.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { segments } from '../../kit/segments.js';
import { isOneLayer } from '../../kit/shown.js';
import { type Column, channelName } from '../../network/columns.js';
import { describeSettings } from '../../network/describe.js';
import { readCell } from '../../network/enlarged.js';
import { kindOf } from '../../network/kinds.js';
import { words as runWords } from '../../run/words-en.js';
import { type ColumnContext, networkColumn } from '../columns/index.js';
import { legendOf, scaleCaption, scaleChoice, shownEnds } from '../legend/index.js';
import { isMapped } from '../map/index.js';
import { activeMap, fieldOn, moveFocus, type Trace, traceOf } from '../selection/index.js';
import { leftOut } from './left-out.js';
import { words } from './words-en.js';

/** From this many columns on the strip scrolls, and columns keep a comfortable width. */
const LONG = 18;

/** The value under the pointer. */
function valueUnder({ hover, hoverCell, snapshot }: AppState, column: Column): string | undefined {
  if (!hover || !hoverCell || hover.column !== column.index) return undefined;
  const value = snapshot?.values.get(column.value);
  const read = value && readCell(column, value, hover.channel, hoverCell);
  return (
    read && words.valueAt(channelName(column, hover.channel), hoverCell, exactFloat(read.value))
  );
}

/** "Dense (fully connected), in ONNX Gemm". */
function kindText(op: string): string {
  const kind = kindOf(op);
  return kind === op ? op : words.inOnnx(kind, op);
}

function readout(state: AppState, column: Column): TemplateResult {
  const value = valueUnder(state, column);
  const node = column.node === undefined ? undefined : state.model?.info.graph.nodes[column.node];
  const settings = node ? describeSettings(node) : '';
  return html`<p class="readout" data-test="readout">
    <strong>${column.name}</strong> <span class="readout-op">${kindText(column.op)}</span>
    <span class="number">${shapeText(column.shape)}${settings ? `, ${settings}` : ''}</span>
    ${
      value === undefined
        ? html`<span class="readout-help" lang=${column.isHelpEnglish ? 'en' : nothing}>${column.help}</span>`
        : html`<span class="readout-help number" data-test="readout-value">${value}</span>`
    }
  </p>`;
}

/** Sizes that the file leaves open are those of the picture: before the first run they are a guess. */
function waitsForSizes({ model, snapshot, failure }: AppState): boolean {
  if (!model || snapshot || failure) return false;
  return model.info.graph.inputs.some(({ shape }) => shape.some((size) => size < 1));
}

function summary(state: AppState): string {
  const { model, snapshot } = state;
  if (!model || waitsForSizes(state)) return '';
  const { nodes, params, macs } = model.info.graph;
  const size = words.size({ layers: nodes.length, params, macs });
  return snapshot ? `${size} · ${runTime(snapshot, true)}` : size;
}

function onKey(columns: readonly Column[]) {
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // The element that has the focus, not the state of the last frame: keys may come faster.
    const from = (event.target as HTMLElement).dataset.at?.split(',').map(Number);
    if (!from) return;
    const [column = 0, channel = 0] = from;
    const target = moveFocus(columns, { column, channel }, event.key);
    if (!target) return;
    event.preventDefault();
    const strip = event.currentTarget as HTMLElement;
    const button = strip.querySelector<HTMLElement>(
      `[data-at="${target.column},${target.channel}"]`,
    );
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({
      block: 'nearest',
      inline: 'nearest',
      behavior: scrollBehavior(),
    });
  };
}

/** Boxes of the cell under the pointer; none on maps that it has to do with as a whole. */
function fieldsOf(trace: Trace | undefined, columns: readonly Column[]) {
  return columns.map(({ value, layout }) => {
    const field = fieldOn(trace, value);
    if (!field || field.isWhole) return undefined;
    // A map lies in the middle of its square.
    const { height, width } = layout;
    const side = Math.max(height, width);
    const [y, x] = [field.y + (side - height) / 2, field.x + (side - width) / 2];
    return fieldBox({ ...field, y, x }, side, side);
  });
}

/** Its hundreds of elements are made anew only where something in them is another: not as a layer is opened. */
function strip(state: AppState, columns: readonly Column[], actions: Actions): unknown {
  const { snapshot, model, scale, hover, hoverCell, focus, progress } = state;
  const trace = state.open ? undefined : traceOf(state);
  const parts = [columns, snapshot, model?.info, scale, hover, hoverCell, focus, trace];
  return guard([...parts, progress, state.columnsBuilt], () =>
    stripOf(state, columns, trace, { actions, parts }),
  );
}

function stripOf(
  state: AppState,
  columns: readonly Column[],
  trace: Trace | undefined,
  { actions, parts }: { actions: Actions; parts: readonly unknown[] },
): TemplateResult {
  const tallest = Math.max(...columns.map(({ kind, rows }) => (kind === 'strip' ? 1 : rows)));
  const context: ColumnContext = {
    state,
    columns,
    snapshot: state.snapshot,
    labels: state.model?.info.labels ?? [],
    actions,
    fields: fieldsOf(trace, columns),
    tallest,
  };
  return html`<div
    class=${columns.length > LONG ? 'strip is-long' : 'strip'}
    role="group"
    aria-label=${words.stripLabel}
    aria-busy=${state.progress !== undefined || state.columnsBuilt < columns.length}
    data-test="strip"
    @keydown=${onKey(columns)}
    @scroll=${(event: Event) => actions.stripScrolled(event.currentTarget as HTMLElement)}
    ${cssVariables({ '--columns': String(columns.length), '--rows': String(tallest) })}
  >
    ${columns.map((column) =>
      guard([...parts, column.index < state.columnsBuilt], () => networkColumn(context, column)),
    )}
  </div>`;
}

function viewChoice(state: AppState, actions: Actions, { tabs }: Places): TemplateResult {
  const { view } = state;
  const offered = tabs.filter(({ id, suits }) => id === view || suits?.(state) !== false);
  return segments({
    name: 'view',
    legend: words.tabsLegend,
    choices: [['network', words.tab], ...offered.map(({ id, title }) => [id, title] as const)],
    chosen: view,
    choose: actions.showView,
    kind: 'view-choice',
  });
}

function body(state: AppState, columns: readonly Column[], actions: Actions, places: Places) {
  const tab = places.tabs.find(({ id }) => id === state.view);
  if (!tab) return network(state, columns, actions, places);
  return (
    tab.view?.(state, actions, places) ?? html`<p class="note" role="status">${words.fetching}</p>`
  );
}

function network(
  state: AppState,
  columns: readonly Column[],
  actions: Actions,
  places: Places,
): TemplateResult {
  const active = activeMap(state);
  const column = columns[active.column] ?? columns[0];
  if (!column) return html`<p class="note">${words.noLayers}</p>`;
  const isThere = isMapped(state) ? places.has('map') : state.columnsBuilt > 0;
  if (!isThere)
    return note(
      state.map.isMissing
        ? `${runWords.partMissing}. ${runWords.partMissingWhy} ${runWords.partMissingHint}`
        : words.loading,
    );
  const ends = shownEnds(state, column, active.channel);
  const tools = html`<div class="network-tools">
      ${readout(state, column)}
      <div class="network-scale">
        ${scaleChoice(state.scale, 'scale', actions)}
        ${legendOf(ends, scaleCaption(state.scale, column, active.channel), 'legend')}
      </div>
    </div>`;
  return html`${state.shown.parts.has('tools') ? tools : nothing}
    ${isMapped(state) ? mapped(places) : inColumns(state, columns, actions)}
    ${leftOut(state)}`;
}

function mapped(places: Places): TemplateResult {
  return html`${places.at('map')}
    <p class="note">${words.mapHint} <span class="for-keys">${words.mapKeys}</span></p>`;
}

function inColumns(state: AppState, columns: readonly Column[], actions: Actions): TemplateResult {
  return html`${strip(state, columns, actions)}
    <div class="network-foot">
      <p class="note">${words.columnsHint} <span class="for-keys">${words.columnsKeys}</span></p>
      <button type="button" class="button" @click=${actions.saveStrip}>${words.save}</button>
    </div>`;
}

/** What it is, and in which form it is shown. */
function heading(state: AppState, actions: Actions, places: Places): TemplateResult {
  const { model, shown } = state;
  const isWhole = shown.view === 'full';
  return html`<div class="network-head">
      <h2 id="network-heading" tabindex="-1" class=${isWhole ? '' : 'visually-hidden'}>${model ? words.inside(model.info.title) : words.heading}</h2>
      ${model && shown.parts.has('tabs') ? viewChoice(state, actions, places) : nothing}
      ${isWhole ? html`<p class="note number network-summary">${summary(state)}</p>` : nothing}
    </div>`;
}

export function networkCard(state: AppState, actions: Actions, places: Places): unknown {
  const { model, shown } = state;
  // One open layer takes its place, but for the words while it is not there yet.
  if (isOneLayer(shown)) return model ? nothing : waiting(state);
  return html`<section class=${state.open ? 'card network-card is-behind' : 'card network-card'} aria-labelledby="network-heading">
    ${heading(state, actions, places)}
    ${cache(inside(state, actions, places))}
    ${model?.info.notes.map((note) => html`<p class="note">${note}</p>`)}
  </section>`;
}

function inside(state: AppState, actions: Actions, places: Places): unknown {
  const { model } = state;
  if (!model) return waiting(state);
  return waitsForSizes(state)
    ? note(words.sizesLater)
    : body(state, model.columns, actions, places);
}

const note = (text: string): TemplateResult =>
  html`<p class="note" data-test="no-network">${text}</p>`;

function waiting({ progress }: AppState): TemplateResult {
  return note(progress ? words.loading : words.noNetwork);
}
