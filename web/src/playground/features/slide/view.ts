// The open layer, step by step: what is read, how it is added up, and the output as it fills.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isStill } from '../../kit/motion.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { segments } from '../../kit/segments.js';
import { inputSide } from './input-side.js';
import { outputSide } from './output-side.js';
import { openedIn } from './scene.js';
import { isSliding, SPEEDS, UNITS } from './state.js';
import { sumSide } from './sum-side.js';
import { words } from './words-en.js';

function player({ slide }: AppState, actions: Actions): TemplateResult {
  const { playing } = slide;
  return html`<div class="player slide-player" role="group" aria-label=${words.player} data-test="slide-player">
    <button type="button" class="button" aria-label=${words.first} title=${words.first} data-test="slide-first" @click=${() => actions.readCell({ y: 0, x: 0 }, true)}>|◂</button>
    <button type="button" class="button" aria-label=${words.back} title=${words.back} data-test="slide-back" @click=${() => actions.stepSlide(-1)}>◂</button>
    <button
      type="button"
      class="button is-primary slide-play"
      data-test="slide-play"
      @click=${() => actions.playSlide(!playing)}
    >${playing ? words.pause : words.play}</button>
    <button type="button" class="button" aria-label=${words.forward} title=${words.forward} data-test="slide-forward" @click=${() => actions.stepSlide(1)}>▸</button>
  </div>`;
}

/** How far a step goes, how fast, and in which order the terms come. */
function settings({ slide }: AppState, actions: Actions): TemplateResult {
  const { unit, speed, isBySize } = slide;
  return html`<div class="player slide-settings">
      <div class="field">
        <span class="field-name" aria-hidden="true">${words.step}</span>
        ${segments({
          name: 'slide-unit',
          legend: words.unit,
          choices: UNITS.map((choice) => [choice, words.units[choice]] as const),
          chosen: unit,
          choose: (chosen) => actions.changeSlide({ unit: chosen, done: undefined }),
        })}
      </div>
      <label class="field">
        <span class="visually-hidden">${words.speed}</span>
        <select
          data-test="slide-speed"
          @change=${(event: Event) => actions.changeSlide({ speed: Number((event.target as HTMLSelectElement).value) })}
        >
          ${SPEEDS.map((value) => html`<option value=${value} .selected=${value === speed}>${words.perSecond(value)}</option>`)}
        </select>
      </label>
      <div class="field">
        <span class="field-name" aria-hidden="true">${words.terms}</span>
        ${segments({
          name: 'slide-order',
          legend: words.order,
          choices: [
            ['channel', words.orders.channel],
            ['size', words.orders.size],
          ],
          chosen: isBySize ? 'size' : 'channel',
          choose: (order) => actions.changeSlide({ isBySize: order === 'size', done: undefined }),
        })}
      </div>
    </div>
    <p class="note">${words.unitsSay} ${isStill() ? words.still : nothing}</p>`;
}

/** In place of the parts of the open layer. */
export function slideView(state: AppState, actions: Actions): unknown {
  if (!isSliding(state) || !state.open) return nothing;
  const opened = openedIn(state);
  if (!opened) return html`<p class="note slide" data-test="slide">${words.isInput}</p>`;
  return html`<div class="slide" role="group" aria-label=${words.heading} data-test="slide">
    <div class="slide-controls">${player(state, actions)} ${settings(state, actions)}</div>
    <div class="slide-body">
      ${inputSide(state, opened, actions)} ${sumSide(state, opened, actions)} ${outputSide(state, opened, actions)}
    </div>
  </div>`;
}
