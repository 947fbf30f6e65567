// A deep network as a map of stages and blocks. The canvas shows it; a button lies over every box that
// is seen, so that pointer, keyboard and screen readers find the same things there.

import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { searchField } from '../../kit/segments.js';
import { scaleCaption, shownEnds } from '../legend/index.js';
import { blockHelp } from './block-help.js';
import type { MapItem } from './map-layout.js';
import {
  focusIn,
  layoutOfMap,
  MAP_HEIGHT,
  structureShown,
  toggledIn,
  visibleItems,
} from './map-view.js';
import { boxLabel } from './paint-map.js';
import { words } from './words-en.js';

function act({ kind, id, column = 0, block, stage }: MapItem, actions: Actions): void {
  if (kind === 'layer') actions.openStrongest(column);
  else actions.toggleMap(kind === 'block' ? (block?.id ?? stage?.id ?? '') : id);
}

function isExpanded(state: AppState, { kind, stage }: MapItem): boolean | undefined {
  if (kind === 'layer') return undefined;
  if (kind === 'stage') return !toggledIn(state).has(stage?.id ?? '');
  return kind === 'head';
}

/** focus: id of the item that the Tab key reaches. */
function itemButton(
  state: AppState,
  item: MapItem,
  focus: string,
  actions: Actions,
): TemplateResult {
  const expanded = isExpanded(state, item);
  return html`<button
    type="button"
    class="map-item is-${item.kind}"
    data-item=${item.id}
    data-column=${item.column ?? nothing}
    tabindex=${focus === item.id ? 0 : -1}
    aria-label=${boxLabel(state, item)}
    title=${(item.block && blockHelp(state, item.block)) || nothing}
    aria-expanded=${expanded === undefined ? nothing : expanded}
    aria-haspopup=${item.kind === 'layer' ? 'dialog' : nothing}
    @click=${() => act(item, actions)}
    @focus=${() => actions.focusMap(item.id, item.column)}
    @pointerenter=${() => item.column !== undefined && actions.hover({ column: item.column, channel: 0 })}
    @pointerleave=${() => actions.hover(undefined)}
    ${cssVariables({
      '--item-x': `${item.x}px`,
      '--item-y': `${item.y}px`,
      '--item-width': `${item.width}px`,
      '--item-height': `${item.height}px`,
    })}
  >${expanded === undefined ? nothing : html`<span class="map-sign" aria-hidden="true">${expanded ? '−' : '+'}</span>`}</button>`;
}

const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  PageDown: 8,
  PageUp: -8,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Arrows walk over the boxes in running order; plus and minus open and shut. */
function onKey(state: AppState, actions: Actions) {
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = (event.target as HTMLElement).dataset.item;
    const layout = layoutOfMap(state);
    if (id === undefined || !layout) return;
    const at = layout.items.findIndex((item) => item.id === id);
    const item = layout.items[at];
    if (item && (event.key === '+' || event.key === '-')) {
      const expanded = isExpanded(state, item);
      if (expanded === (event.key === '-')) act(item, actions);
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(at + step, 0), layout.items.length - 1);
    const to = layout.items[next];
    if (to) actions.goToMap(to.id);
  };
}

function matchText({ map: { query, hits, hit } }: AppState): string {
  if (query === '') return '';
  if (hits.length === 0) return words.noMatch;
  return hit === undefined ? words.matches(hits.length) : words.match(hit + 1, hits.length);
}

function search(state: AppState, actions: Actions): TemplateResult {
  const { query, hits } = state.map;
  const onEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    actions.stepHit(event.shiftKey ? -1 : 1);
  };
  return html`<div class="map-search">
    ${searchField(query, 'map-find', actions.searchMap, onEnter)}
    <button type="button" class="button" aria-label=${words.previousMatch} aria-disabled=${hits.length === 0} @click=${() => actions.stepHit(-1)}>↑</button>
    <button type="button" class="button" aria-label=${words.nextMatch} aria-disabled=${hits.length === 0} @click=${() => actions.stepHit(1)}>↓</button>
    <span class="note number" role="status" data-test="map-hits">${matchText(state)}</span>
  </div>`;
}

/** With one scale where there is one for all layers. */
function scaleShown(state: AppState) {
  const [, layer] = state.model?.columns ?? [];
  return state.scale === 'network' && layer
    ? { ends: shownEnds(state, layer, 0), caption: scaleCaption(state.scale, layer, 0) }
    : { caption: words.ownScales };
}

function tools(state: AppState, actions: Actions): TemplateResult {
  const save = (): void =>
    actions.savePicture('.map-window canvas', [words.caption], { scale: scaleShown(state) });
  const structure = structureShown(state);
  const blocks =
    structure?.stages.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'block')) ?? [];
  return html`<div class="map-tools">
    ${search(state, actions)}
    <button type="button" class="button" @click=${save}>${words.save}</button>
    ${
      blocks.length > 0
        ? html`<span class="note">${words.blocks(blocks.length)}</span>
            <button type="button" class="button" @click=${() => actions.openBlocks(true)}>${words.openAll}</button>
            <button type="button" class="button" @click=${() => actions.openBlocks(false)}>${words.closeAll}</button>`
        : nothing
    }
  </div>`;
}

/** The pointer's height on the overview, as a place on the map. */
function onOverview(state: AppState, actions: Actions) {
  return (event: PointerEvent): void => {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    const canvas = event.currentTarget as HTMLElement;
    const box = canvas.getBoundingClientRect();
    const layout = layoutOfMap(state);
    if (!layout) return;
    if (event.type === 'pointerdown') canvas.setPointerCapture(event.pointerId);
    const whole = Math.max(layout.height, MAP_HEIGHT);
    actions.scrollMap(((event.clientY - box.top) / box.height) * whole - MAP_HEIGHT / 2);
  };
}

export function networkMap(state: AppState, actions: Actions): TemplateResult {
  const layout = layoutOfMap(state);
  const move = onOverview(state, actions);
  const focus = focusIn(state);
  return html`${tools(state, actions)}
    <div class="map-body">
      <div
        class="map-frame"
        data-test="map"
        role="group"
        aria-label=${words.mapLabel}
        @scroll=${(event: Event) => actions.mapScrolled((event.currentTarget as HTMLElement).scrollTop)}
        @keydown=${onKey(state, actions)}
      >
        <div class="map-window"><canvas data-paint="map-canvas" aria-hidden="true"></canvas></div>
        <div class="map-stage" ${cssVariables({ '--map-height': `${layout?.height ?? MAP_HEIGHT}px` })}>
          ${repeat(
            visibleItems(state),
            ({ id }) => id,
            (item) => itemButton(state, item, focus, actions),
          )}
        </div>
      </div>
      <canvas
        class="map-overview"
        data-paint="map-overview"
        aria-hidden="true"
        @pointerdown=${move}
        @pointermove=${move}
      ></canvas>
    </div>
    <div class="map-print" data-test="map-print"></div>`;
}

/** Measures the room, scrolls to where the state is, and gives the focus to the box that has it. */
export function syncMap(root: ParentNode, state: AppState, actions: Actions): void {
  const frame = root.querySelector<HTMLElement>('.map-frame');
  if (!frame) return;
  if (frame.clientWidth !== state.map.width) actions.measureMap(frame.clientWidth);
  if (Math.abs(frame.scrollTop - state.map.scroll) > 1) frame.scrollTop = state.map.scroll;
  if (!state.map.takesFocus) return;
  const focus = focusIn(state);
  const item = [...frame.querySelectorAll<HTMLElement>('[data-item]')].find(
    ({ dataset }) => dataset.item === focus,
  );
  item?.focus({ preventScroll: true });
  if (item) actions.focusTaken();
}
