// The maps that are read: one of them large, with the window on it, and all of them below.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { channelName } from '../../network/columns.js';
import { closeMap } from './cursor.js';
import { tileAt } from './places.js';
import type { Opened, Scene } from './scene.js';
import type { Marked } from './spots.js';
import { words } from './words-en.js';

function nameOf({ column, channel }: Marked): string {
  return words.inputMap(column.name, channelName(column, channel));
}

/** A click on a small map chooses the first term that reads it. */
function choose(event: MouseEvent, scene: Scene, actions: Actions): void {
  const place = tileAt(event.currentTarget as HTMLElement, event);
  const map = scene.maps[place ?? -1];
  const row = scene.rows.find(
    ({ spot }) => spot && spot.column === map?.column && spot.channel === map.channel,
  );
  if (row?.key !== undefined) actions.changeSlide({ chosen: row.key, done: undefined });
}

function tiles(scene: Scene, actions: Actions): TemplateResult | typeof nothing {
  if (scene.slots < 2) return nothing;
  // What a click does here, the names of the terms do for the keyboard.
  return html`<figure class="slide-figure">
    <div class="slide-stage" data-slots=${scene.slots} data-test="slide-tiles" @click=${(event: MouseEvent) => choose(event, scene, actions)}>
      <canvas data-paint="slide-tiles" aria-hidden="true"></canvas>
      <canvas data-paint="slide-marks" aria-hidden="true"></canvas>
    </div>
    <figcaption class="note">${words.otherMaps}</figcaption>
  </figure>`;
}

export function inputSide(
  state: AppState,
  { scene }: Opened,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (!scene) return html`<div class="slide-in"></div>`;
  const close = closeMap(scene, state);
  if (!close) return html`<div class="slide-in"><p class="note">${words.noMaps}</p></div>`;
  const name = nameOf(close);
  return html`<div class="slide-in">
    <figure class="slide-figure">
      <figcaption class="slide-name" title=${name}>${name}</figcaption>
      <div class="slide-stage is-close" role="img" aria-label=${name} data-test="slide-input">
        <canvas data-paint="slide-map"></canvas>
        <canvas data-paint="slide-window"></canvas>
      </div>
    </figure>
    ${tiles(scene, actions)}
  </div>`;
}
