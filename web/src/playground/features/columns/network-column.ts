// One layer as a column: what it is, its maps or numbers, and what it costs.

import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { layerTime, magnitude, percent, shapeText, shortFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { type Column, channelName, colourName } from '../../network/columns.js';
import { elementsOf } from '../../network/enlarged.js';
import { shortKind } from '../../network/kinds.js';
import type { KeptValue } from '../../network/network.js';
import type { Cell, MapAddress } from '../../network/places.js';
import { limitOf, UNMEASURED } from '../../network/scale.js';
import type { Snapshot } from '../../run/state.js';
import { words as runWords } from '../../run/words-en.js';
import { scaleBar, shownEnds } from '../legend/index.js';
import { edgePath } from './edges.js';
import { shortName } from './short-name.js';
import { words } from './words-en.js';

/** Maps side by side where columns are rows, on a phone; network-column.css has it too. */
const PER_LINE = 5;

export interface ColumnContext {
  state: AppState;
  columns: readonly Column[];
  snapshot: Snapshot | undefined;
  labels: readonly string[];
  actions: Actions;
  /** By column: the box of the cell under the pointer, on each of its maps. */
  fields: readonly (TemplateResult | undefined)[];
  /** Rows of the tallest column; the others are centred against it. */
  tallest: number;
}

function isAt(at: MapAddress | undefined, column: Column, channel: number): boolean {
  return at?.column === column.index && at.channel === channel;
}

interface Cellular {
  column: Column;
  row: number;
  label: string;
  kind: string;
  content: unknown;
}

/** The cell of a map that the pointer is on. */
function cellUnder(event: MouseEvent, column: Column): Cell | undefined {
  if (column.layout.flat) return undefined;
  const { height, width } = column.layout;
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  // A map lies in the middle of its square.
  const side = Math.max(height, width);
  const place = (at: number, size: number): number => Math.floor(at * side - (side - size) / 2);
  const x = place((event.clientX - box.left) / box.width, width);
  const y = place((event.clientY - box.top) / box.height, height);
  return x >= 0 && y >= 0 && x < width && y < height ? { y, x } : undefined;
}

/** The button that every map, strip and number is: focus roves over them with the arrow keys. */
function mapButton(context: ColumnContext, cell: Cellular): TemplateResult {
  const { state, actions } = context;
  const { column, row } = cell;
  const at = { column: column.index, channel: row };
  // A click has whole coordinates: where it was moved to before is exact.
  const pointedAt = (event: MouseEvent): Cell | undefined =>
    isAt(state.hover, column, row) && state.hoverCell ? state.hoverCell : cellUnder(event, column);
  const open = (event: MouseEvent): void => {
    if (column.kind === 'list')
      actions.open({ column: column.index, channel: 0 }, { y: 0, x: row });
    // A key points at no cell, nor does a click that a screen reader makes of one.
    else actions.open(at, event.detail > 0 ? pointedAt(event) : undefined);
  };
  return html`<button
    type="button"
    class="map is-${cell.kind}"
    data-at="${column.index},${row}"
    tabindex=${isAt(state.focus, column, row) ? 0 : -1}
    aria-label=${cell.label}
    aria-haspopup="dialog"
    @click=${open}
    @focus=${() => actions.focus(at)}
    @pointerenter=${(event: PointerEvent) => actions.hover(at, cellUnder(event, column))}
    @pointermove=${(event: PointerEvent) => {
      const found = cellUnder(event, column);
      if (found && (found.y !== state.hoverCell?.y || found.x !== state.hoverCell?.x))
        actions.hover(at, found);
    }}
    @pointerleave=${() => actions.hover(undefined)}
  >${cell.content}</button>`;
}

function mapLabel(column: Column, row: number, colour: string | undefined): string {
  if (column.kind === 'strip') return words.valuesOf(column.name, elementsOf(column));
  if (colour !== undefined) return words.colourOf(colour, column.name, row);
  return words.channelOf(column.name, channelName(column, row));
}

function mapCell(context: ColumnContext, column: Column, row: number): TemplateResult {
  const colour = colourName(column, row);
  return mapButton(context, {
    column,
    row,
    kind: column.kind === 'strip' ? 'strip' : 'plane',
    label: mapLabel(column, row, colour),
    content: html`${colour === undefined ? nothing : html`<span class="map-name">${colour}</span>`}${context.fields[column.index]}`,
  });
}

/** Of which class a number is. */
function labelOf(
  { columns, labels, snapshot }: ColumnContext,
  { index, rows }: Column,
  row: number,
): string | undefined {
  if (labels.length === rows) return labels[row];
  const isAnswer = index === columns.length - 1 && snapshot?.scores?.probabilities.length === rows;
  return isAnswer ? runWords.classNumber(row) : undefined;
}

function numberCell(
  context: ColumnContext,
  column: Column,
  row: number,
  value: KeptValue | undefined,
): TemplateResult {
  const number = value?.data[row];
  const probabilities = column.isShare;
  const limit = probabilities
    ? 1
    : limitOf('layer', context.columns, context.snapshot ?? UNMEASURED, column, 0);
  const share = number === undefined || !(limit > 0) ? 0 : Math.min(1, Math.abs(number) / limit);
  const text = number === undefined ? '' : probabilities ? percent(number) : shortFloat(number);
  const label = labelOf(context, column, row);
  // Scores as much as shares: of the network's last numbers one wants to know of which class each is.
  const isAnswer = probabilities || column.index === context.columns.length - 1;
  const side = probabilities ? 'is-share' : (number ?? 0) < 0 ? 'is-negative' : 'is-positive';
  return mapButton(context, {
    column,
    row,
    kind: 'number',
    // The visible words first: speech input goes by what can be seen.
    label: (label === undefined
      ? words.number(text, row, column.name)
      : words.namedNumber(text, label, column.name)
    ).trim(),
    content: html`${label && isAnswer ? html`<span class="amount-label">${label}</span>` : nothing}
      <span class="amount ${side}" ${cssVariables({ '--share': String(share) })}></span>
      <span class="amount-text number">${text}</span>`,
  });
}

function cells(context: ColumnContext, column: Column): unknown {
  const rows = Array.from({ length: column.rows }, (_, row) => row);
  if (column.kind !== 'list') {
    return html`<canvas data-paint="column" data-column=${column.index} aria-hidden="true"></canvas>
      ${rows.map((row) => mapCell(context, column, row))}`;
  }
  const value = context.snapshot?.values.get(column.value);
  return rows.map((row) => numberCell(context, column, row, value));
}

/** Vertical centres of a column's maps in units of one row. */
function centres(column: Column, tallest: number, like: number): number[] {
  const ports = column.kind === 'strip' ? like : column.rows;
  const pitch = column.kind === 'strip' ? tallest / ports : 1;
  const top = column.kind === 'strip' ? 0 : (tallest - ports) / 2;
  return Array.from({ length: ports }, (_, i) => top + (i + 0.5) * pitch);
}

function edges(context: ColumnContext, column: Column): TemplateResult | typeof nothing {
  const left = context.columns[column.index - 1];
  if (!left) return nothing;
  const { tallest, state } = context;
  const space = {
    width: 1,
    from: centres(left, tallest, column.rows),
    to: centres(column, tallest, left.rows),
  };
  const active = state.hover ?? state.focus;
  const only = active.column === column.index ? active.channel : undefined;
  return html`<svg
    class="edges"
    viewBox="0 0 1 ${tallest}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${
      column.follows
        ? svg`<path d=${edgePath(space, column.mixes)} />
          <path class="is-active" d=${only === undefined ? '' : edgePath(space, column.mixes, only)} />`
        : nothing
    }
  </svg>`;
}

function scaleNote(context: ColumnContext, column: Column): TemplateResult {
  const { state, snapshot } = context;
  if (column.kind === 'list') {
    const isRaw = column.isShare && snapshot?.scores?.raw;
    return html`<p class="column-scale number"><span>${isRaw ? words.raw : column.isShare ? words.shares : nothing}</span></p>`;
  }
  const text = (): string => {
    if (!snapshot) return '';
    if (state.scale === 'channel' && column.kind === 'maps') return words.ownScales;
    const { isGrey, low, high } = shownEnds(state, column, 0);
    if (isGrey) return words.between(shortFloat(low), shortFloat(high));
    return high > 0 ? `±${shortFloat(high)}` : words.allZero;
  };
  return html`<p class="column-scale number" data-test="column-scale">
    ${scaleBar(column.pixels !== undefined)}
    <span>${text()}</span>
  </p>`;
}

/** Names may break after an underscore, a slash or a dot. */
function breakable(name: string): TemplateResult[] {
  return name.split(/(?<=[_/.])/).map((part) => html`${part}<wbr />`);
}

/**
 * Its operator: a button that opens the layer step by step, at the map that has the focus where that is one of its
 * own. The network is one stop for the keyboard: there the key S does the same.
 */
function operator({ state, actions }: ColumnContext, column: Column): TemplateResult {
  const mark = column.plainKernel ? html`<span title=${words.plainLoop}> *</span>` : nothing;
  const kind = shortKind(column.op);
  const op = html`<span lang=${kind === column.op ? 'en' : nothing}>${kind}</span>${mark}`;
  if (column.node === undefined) return html`<p class="column-op" title=${column.help}>${op}</p>`;
  const { focus } = state;
  const isOwn = focus.column === column.index;
  const at = { column: column.index, channel: isOwn && column.kind === 'maps' ? focus.channel : 0 };
  return html`<button
    type="button"
    class="column-op column-steps"
    tabindex="-1"
    aria-label=${words.stepsOf(kind, column.name)}
    title=${words.stepsOf(kind, column.name)}
    data-test="column-steps"
    @click=${() => actions.openSlide(at)}
  ><span aria-hidden="true">▸</span> ${op}</button>`;
}

/** What the layer is, above its maps. */
function head(context: ColumnContext, column: Column): TemplateResult {
  return html`<div class="column-head">
    <h3 class="column-name" title=${column.name}>${breakable(shortName(column))}</h3>
    ${operator(context, column)}
    <p class="number column-shape">${shapeText(column.shape)}</p>
  </div>`;
}

/** What its maps are drawn with and what it costs, below them. */
function facts(context: ColumnContext, column: Column): TemplateResult {
  const time = column.node === undefined ? undefined : context.snapshot?.timings[column.node];
  const more = column.layout.channels - column.rows;
  return html`<div class="column-facts">
    ${scaleNote(context, column)}
    ${column.kind === 'maps' && more > 0 ? html`<p class="column-more">${words.more(more)}</p>` : nothing}
    <ul class="column-costs number">
      ${time === undefined ? nothing : html`<li data-test="time">${layerTime(time)}</li>`}
      ${column.params > 0 ? html`<li>${words.parameters(magnitude(column.params))}</li>` : nothing}
      ${column.macs > 0 ? html`<li>${words.macs(magnitude(column.macs))}</li>` : nothing}
    </ul>
  </div>`;
}

export function networkColumn(context: ColumnContext, column: Column): TemplateResult {
  const last = column.index === context.columns.length - 1;
  const isBuilt = column.index < context.state.columnsBuilt;
  return html`${edges(context, column)}
    <section
      class="column is-${column.kind} ${last ? 'is-last' : ''}"
      aria-label="${column.name}, ${column.op}, ${shapeText(column.shape)}"
    >
      ${head(context, column)}
      <div class="column-maps" ${cssVariables({ '--lines': String(Math.ceil(column.rows / PER_LINE)) })}>${isBuilt ? cells(context, column) : nothing}</div>
      ${facts(context, column)}
    </section>`;
}
