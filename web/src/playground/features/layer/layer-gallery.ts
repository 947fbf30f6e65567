// All channels of the open layer on one canvas: sorted, pinned, enlarged, read under the pointer.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { count, exactFloat } from '../../kit/format.js';
import { channelName } from '../../network/columns.js';
import type { MapAddress } from '../../network/places.js';
import {
  CHANNEL_SORTS,
  type ChannelSort,
  deadChannels,
  galleryHit,
  movePlace,
  tileAt,
  tileSize,
} from './gallery.js';
import type { OpenLayer } from './layer-map.js';
import { galleryOnScreen, orderOf } from './paint-gallery.js';
import { words } from './words-en.js';

function sortChoice({ state, actions }: OpenLayer, hasContributions: boolean): TemplateResult {
  const sorts = CHANNEL_SORTS.filter((sort) => sort !== 'contribution' || hasContributions);
  return html`<label class="field">
    <span class="field-name">${words.sortBy}</span>
    <select
      data-test="channel-sort"
      @change=${(event: Event) =>
        actions.changeLayer({ sort: (event.target as HTMLSelectElement).value as ChannelSort })}
    >
      ${sorts.map((sort) => html`<option value=${sort} .selected=${sort === state.layer.sort}>${words.sorts[sort]}</option>`)}
    </select>
  </label>`;
}

function zoomButtons({ state, column, actions }: OpenLayer): TemplateResult {
  const { zoom } = state.layer;
  const size = (steps: number) => tileSize(column.layout.channels, steps);
  const ends = (by: number) => size(zoom + by) === size(zoom);
  const to = (by: number) => {
    if (!ends(by)) actions.changeLayer({ zoom: zoom + by });
  };
  return html`<div class="stepper" role="group" aria-label=${words.mapSize}>
    <span class="field-name" aria-hidden="true">${words.size}</span>
    <button type="button" class="button" aria-label=${words.smallerMaps} aria-disabled=${ends(-1)} @click=${() => to(-1)}>−</button>
    <button type="button" class="button" aria-label=${words.largerMaps} aria-disabled=${ends(1)} @click=${() => to(1)}>+</button>
  </div>`;
}

function isPinned(pins: readonly MapAddress[], at: MapAddress): boolean {
  return pins.some(({ column, channel }) => column === at.column && channel === at.channel);
}

function pinButton({ state, at, actions }: OpenLayer): TemplateResult {
  return html`<button
    type="button"
    class="button"
    data-test="pin"
    aria-pressed=${isPinned(state.layer.pinned, at)}
    @click=${() => actions.pin(at)}
  >${words.pin(at.channel)}</button>`;
}

function glanceText({ state, column, value }: OpenLayer): string {
  const { glance } = state;
  if (glance?.of !== 'gallery' || !value) return '';
  const { height, width } = column.layout;
  const number = value.data[(glance.channel * height + glance.y) * width + glance.x];
  if (number === undefined) return '';
  return words.valueAt(channelName(column, glance.channel), glance, exactFloat(number));
}

function dead({ column, value }: OpenLayer): TemplateResult | typeof nothing {
  const channels = value ? deadChannels(value, column.layout) : [];
  if (channels.length === 0) return nothing;
  const listed = channels.slice(0, 12).map(count).join(', ');
  const more = channels.length > 12 ? ', …' : '';
  return html`<p class="note" data-test="dead">
    ${words.dead(channels.length, column.layout.channels, `${listed}${more}`)}
  </p>`;
}

/** Keys from the place of the open channel in the order shown. */
function onKey(open: OpenLayer) {
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const frame = event.currentTarget as HTMLElement;
    const gallery = galleryOnScreen(frame);
    const order = orderOf(open.state, open.column);
    if (!gallery) return;
    const from = order.indexOf((open.actions.opened() ?? open.at).channel);
    const place = movePlace(gallery, order.length, from, event.key);
    const channel = place === undefined ? undefined : order[place];
    if (place === undefined || channel === undefined) return;
    event.preventDefault();
    open.actions.open({ column: open.column.index, channel });
    const { y } = tileAt(gallery, place);
    if (y < frame.scrollTop) frame.scrollTop = y;
    const end = y + gallery.tileHeight;
    if (end > frame.scrollTop + frame.clientHeight) frame.scrollTop = end - frame.clientHeight;
  };
}

function hitOf(open: OpenLayer, event: PointerEvent | MouseEvent) {
  const canvas = event.currentTarget as HTMLElement;
  const gallery = canvas.parentElement ? galleryOnScreen(canvas.parentElement) : undefined;
  if (!gallery) return undefined;
  const box = canvas.getBoundingClientRect();
  const point = { x: event.clientX - box.left, y: event.clientY - box.top };
  const hit = galleryHit(gallery, open.column.layout, point);
  const channel = hit && orderOf(open.state, open.column)[hit.place];
  return hit && channel !== undefined ? { channel, y: hit.y, x: hit.x } : undefined;
}

/** Nothing for a vector: it has one map. */
export function layerGallery(
  open: OpenLayer,
  hasContributions: boolean,
): TemplateResult | typeof nothing {
  const { column, at, actions } = open;
  if (column.layout.flat) return nothing;
  const { channels } = column.layout;
  const choose = (event: MouseEvent): void => {
    const hit = hitOf(open, event);
    if (hit) actions.open({ column: column.index, channel: hit.channel });
  };
  const look = (event: PointerEvent): void => {
    const hit = hitOf(open, event);
    actions.glance(hit && { of: 'gallery', ...hit });
  };
  return html`<section class="layer-gallery" aria-labelledby="gallery-heading">
    <div class="layer-tools">
      <h3 id="gallery-heading">${words.galleryHeading(channels)}</h3>
      ${zoomButtons(open)} ${sortChoice(open, hasContributions)} ${pinButton(open)}
    </div>
    <div
      class="gallery-frame"
      data-test="gallery"
      tabindex="0"
      role="application"
      aria-roledescription=${words.galleryRole}
      aria-label=${words.galleryLabel({ channels, layer: column.name, open: channelName(column, at.channel) })}
      @keydown=${onKey(open)}
    >
      <canvas
        data-paint="gallery"
        data-column=${column.index}
        @click=${choose}
        @pointermove=${look}
        @pointerleave=${() => actions.glance(undefined)}
      ></canvas>
    </div>
    <p class="note number glance" data-test="glance">${glanceText(open)}</p>
    ${dead(open)}
  </section>`;
}
