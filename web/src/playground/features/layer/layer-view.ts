// One layer, open: all its channels, one of them enlarged, and how its numbers are computed.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { onBackdrop, onClose, syncModal } from '../../kit/dialog.js';
import type { Places } from '../../kit/feature.js';
import { shapeText } from '../../kit/format.js';
import type { Actions, AppState, Playground } from '../../kit/playground.js';
import { segments } from '../../kit/segments.js';
import { isOneLayer } from '../../kit/shown.js';
import { type Column, channelName } from '../../network/columns.js';
import { describeSettings } from '../../network/describe.js';
import { headOf } from '../../network/linear-head.js';
import type { NodeDescription } from '../../network/network.js';
import type { MapAddress } from '../../network/places.js';
import { squareConvolution } from '../../network/square-convolution.js';
import { legendOf, scaleCaption, scaleChoice, shownEnds } from '../legend/index.js';
import { stepChannel, stepLayer, strongestCell } from '../selection/index.js';
import { isSliding } from '../slide/index.js';
import { layerFigures } from './layer-figures.js';
import { layerGallery } from './layer-gallery.js';
import { enlargedMap, type OpenLayer, reading } from './layer-map.js';
import { layerSettings } from './layer-settings.js';
import { layerSum, receptiveField } from './layer-sum.js';
import { takeHome } from './layer-take-home.js';
import { layerWeights } from './layer-weights.js';
import { mutedNote } from './muted.js';
import type { LayerTab } from './state.js';
import { words } from './words-en.js';

function same(a: MapAddress, b: MapAddress): boolean {
  return a.column === b.column && a.channel === b.channel;
}

function stepper(
  what: keyof typeof words.steps,
  from: MapAddress,
  to: [MapAddress, MapAddress],
  go: Actions['open'],
) {
  const [previous, next] = to;
  const says = words.steps[what];
  return html`<div class="stepper" role="group" aria-label=${says.name}>
    <button
      type="button"
      class="button"
      aria-label=${says.previous}
      aria-disabled=${same(previous, from)}
      @click=${() => go(previous)}
    >←</button>
    <span>${says.name}</span>
    <button
      type="button"
      class="button"
      aria-label=${says.next}
      aria-disabled=${same(next, from)}
      @click=${() => go(next)}
    >→</button>
  </div>`;
}

const TABS: readonly LayerTab[] = ['sum', 'patches', 'values', 'weights'];
/** On a page of its own the network can be changed, too. */
const ALL_TABS: readonly LayerTab[] = [...TABS, 'change'];

function tabs({ state, actions }: OpenLayer): TemplateResult {
  const { view } = state.shown;
  return segments({
    name: 'layer-tab',
    legend: words.tabsLegend,
    choices: (view === 'full' ? ALL_TABS : TABS).map((tab) => [tab, words.tabs[tab]] as const),
    chosen: state.layer.tab,
    choose: (tab) => actions.changeLayer({ tab }),
  });
}

function panel(open: OpenLayer, places: Places): unknown {
  const { state, column, value, at } = open;
  switch (state.layer.tab) {
    case 'sum':
      return layerSum(open);
    case 'patches':
      return places.at('patches');
    case 'values':
      return layerFigures(state, column, value, at.channel);
    case 'weights':
      return html`${mutedNote(state)}${layerWeights(open)}`;
    case 'change':
      return places.at('change');
  }
}

/** All its channels, or how one number of it is made. */
function formChoice({ state, actions }: OpenLayer): TemplateResult {
  return segments({
    name: 'layer-form',
    legend: words.formsLegend,
    choices: [
      ['whole', words.forms.whole],
      ['steps', words.forms.steps],
    ],
    chosen: isSliding(state) ? 'steps' : 'whole',
    choose: (form) => actions.changeSlide({ isOn: form === 'steps', playing: false }),
  });
}

/** The way to the lab, or why there is none; nothing for what is no convolution. */
function lab(node: NodeDescription, hasLab: boolean, actions: Actions) {
  const found = hasLab ? squareConvolution(node) : undefined;
  if (found === undefined) return nothing;
  return typeof found === 'string'
    ? html`<p class="note" data-test="not-in-lab">${words.notInLab[found]}</p>`
    : html`<button type="button" class="button" data-test="try-in-lab" @click=${() => actions.tryInLab()}>${words.tryInLab}</button>`;
}

function head(open: OpenLayer, hasLab: boolean): TemplateResult {
  const { state, column, at, actions } = open;
  const columns = state.model?.columns ?? [];
  const node = column.node === undefined ? undefined : state.model?.info.graph.nodes[column.node];
  const settings = node ? describeSettings(node) : '';
  const title = column.layout.flat
    ? column.name
    : `${column.name}, ${channelName(column, at.channel)}`;
  const of = column.layout.flat ? '' : words.ofChannels(column.layout.channels);
  const go = (to: MapAddress): void => actions.open(to);
  return html`<header class="dialog-head">
    <div>
      <h2 id="dialog-heading">${title}<span class="note">${of}</span></h2>
      <p class="note">
        ${column.op}, <span class="number">${shapeText(column.shape)}</span>${settings ? `, ${settings}` : ''}.
        <span lang=${column.isHelpEnglish ? 'en' : nothing}>${column.help}</span>
      </p>
      <div class="dialog-more">${node ? html`${layerSettings(node)} ${lab(node, hasLab, actions)}` : nothing}</div>
    </div>
    <div class="steppers">
      ${column.layout.channels > 1 ? stepper('channel', at, [stepChannel(columns, at, -1), stepChannel(columns, at, 1)], go) : nothing}
      ${stepper('layer', at, [stepLayer(columns, at, -1), stepLayer(columns, at, 1)], go)}
      ${isOneLayer(state.shown) ? nothing : html`${formChoice(open)} <button type="button" class="button" data-test="close" @click=${actions.close}>${words.close}</button>`}
    </div>
  </header>`;
}

/** True where a channel has a share in the answer that can be told. */
function isLastMaps({ state, column }: OpenLayer): boolean {
  const head = state.model && headOf(state.model.info.graph);
  return head?.maps === column.value;
}

function parts(open: OpenLayer, places: Places): TemplateResult {
  const { state, column, at, actions } = open;
  const ends = shownEnds(state, column, at.channel);
  return html`<div class="dialog-body">
      ${layerGallery(open, isLastMaps(open))}
      <div class="layer-map">
        ${enlargedMap(open)}
        ${legendOf(ends, scaleCaption(state.scale, column, at.channel), 'dialog-legend')}
        ${scaleChoice(state.scale, 'dialog-scale', actions)} ${receptiveField(open)}
      </div>
      <div class="dialog-side">
        ${reading(open)} ${tabs(open)} ${panel(open, places)} ${takeHome(open)}
      </div>
    </div>`;
}

function content(open: OpenLayer, places: Places): TemplateResult {
  const { state } = open;
  // A page may leave the lab out, and a place for one layer has no other view.
  const hasLab = !isOneLayer(state.shown) && places.tabs.some(({ id }) => id === 'lab');
  return html`${head(open, hasLab)} ${isSliding(state) ? places.at('steps') : parts(open, places)}
    ${places.at('layer')}`;
}

function openLayer(state: AppState, actions: Actions): OpenLayer | undefined {
  const at = state.open;
  const column: Column | undefined = at && state.model?.columns[at.column];
  if (!at || !column) return undefined;
  return { state, at, column, value: state.snapshot?.values.get(column.value), actions };
}

/** The sum behind a cell, beside its map, and nothing else. */
function sumAlone(open: OpenLayer): TemplateResult {
  const { state, column, at } = open;
  const title = column.layout.flat
    ? column.name
    : `${column.name}, ${channelName(column, at.channel)}`;
  const ends = shownEnds(state, column, at.channel);
  return html`<h2 id="dialog-heading">${title}</h2>
    <div class="dialog-body is-sum">
      <div class="layer-map">
        ${enlargedMap(open)}
        ${legendOf(ends, scaleCaption(state.scale, column, at.channel), 'dialog-legend')}
      </div>
      <div class="dialog-side">${reading(open)} ${layerSum(open)}</div>
    </div>`;
}

/** What the channel looks for, and the way to the others. */
function patchesAlone(open: OpenLayer, places: Places): TemplateResult {
  return html`${head(open, false)} ${places.at('patches')}`;
}

function alone(open: OpenLayer, places: Places): TemplateResult {
  const { view } = open.state.shown;
  if (view === 'sum') return sumAlone(open);
  return view === 'patches' ? patchesAlone(open, places) : content(open, places);
}

/** In the place of the network, where one layer is all that is shown. */
export function layerInPlace(state: AppState, actions: Actions, places: Places): unknown {
  const open = isOneLayer(state.shown) ? openLayer(state, actions) : undefined;
  if (!open) return nothing;
  return html`<section class="card layer-card" aria-labelledby="dialog-heading" data-test="layer">
    <div class="dialog-content">${alone(open, places)}</div>
  </section>`;
}

/** Opens what such a place shows where nothing names it: the first convolution; a sum of its strongest cell. */
export function openUsual({ state, actions }: Playground): void {
  const { shown, model, snapshot, open, cell } = state;
  if (!isOneLayer(shown) || !model || !snapshot) return;
  if (!open) {
    const usual = model.columns.find(({ op }) => op === 'Conv') ?? model.columns[0];
    if (usual) actions.open({ column: usual.index, channel: 0 });
    return;
  }
  const column = model.columns[open.column];
  const value = column && snapshot.values.get(column.value);
  if (shown.view === 'sum' && !cell && value)
    actions.readCell(strongestCell(column, value.data, open.channel), true);
}

/** The dialog element is always there; syncLayerView opens and closes it. */
export function layerView(state: AppState, actions: Actions, places: Places): TemplateResult {
  if (isOneLayer(state.shown)) return html``;
  const open = openLayer(state, actions);
  return html`<dialog
    class="layer-dialog"
    aria-labelledby="dialog-heading"
    data-test="dialog"
    @close=${onClose(actions.close)}
    @cancel=${(event: Event) => {
      // The browser would give the focus back before the strip behind can take it.
      event.preventDefault();
      actions.close();
    }}
    @click=${onBackdrop(actions.close)}
  >
    ${open ? html`<div class="dialog-content">${content(open, places)}</div>` : nothing}
  </dialog>`;
}

/** The focus returns to the map that was enlarged. */
export function syncLayerView(root: ParentNode, state: AppState): void {
  if (isOneLayer(state.shown)) return;
  syncModal(root, 'dialog[data-test="dialog"]', state.open !== undefined, {
    first: '.enlarged',
    // The lab may have been opened from it.
    back: '.strip [tabindex="0"], .lab-source',
  });
}
