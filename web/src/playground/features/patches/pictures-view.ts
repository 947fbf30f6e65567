// Which pictures are looked through, how far that is, and what could not be read.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { cancel, pick, start, useSamples } from './acts.js';
import { currentFound } from './collect.js';
import { sourcesOf } from './sources.js';
import type { Found } from './state.js';
import { words } from './words-en.js';

function progress(state: AppState, found: Found | undefined, actions: Actions): TemplateResult {
  const { length: total } = sourcesOf(state);
  const done = found?.done ?? 0;
  return html`<div class="progress">
    <span role="status">${words.progress(done, total)}</span>
    <progress max=${total || 1} value=${done} aria-label=${words.progressLabel}></progress>
    <button type="button" class="button" data-test="patches-cancel" @click=${() => actions.withPatches(cancel)}>${words.cancel}</button>
  </div>`;
}

/** Names that are listed; the others are counted. */
const NAMED = 12;

function refused({ refused, done }: Found): TemplateResult | typeof nothing {
  const { length } = refused;
  if (length === 0) return nothing;
  const left = length - NAMED;
  return html`<div class="note" data-test="patches-refused">
    <p>${words.refused(length, done)}</p>
    <ul>
      ${refused.slice(0, NAMED).map(({ name, why }) => html`<li>${name}: <span lang="en">${why}</span></li>`)}
      ${left > 0 ? html`<li>${words.more(left)}</li>` : nothing}
    </ul>
  </div>`;
}

function begin(text: string, actions: Actions): TemplateResult {
  return html`<button type="button" class="button is-primary" data-test="patches-start" @click=${() => actions.withPatches(start)}>${text}</button>`;
}

/** How it stands: under way, stopped, failed, or not begun for this layer. */
function status(
  state: AppState,
  column: Column,
  actions: Actions,
): TemplateResult | typeof nothing {
  const { isBusy, isStopped, failure } = state.patches;
  const found = currentFound(state);
  const { length } = sourcesOf(state);
  const isThere = found?.layers.has(column.value) === true;
  if (failure) {
    return html`<p class="note" role="alert">${words.failed} <span lang="en">${failure}</span></p>
      ${begin(words.again, actions)}`;
  }
  if (isBusy) {
    return html`${progress(state, found, actions)} ${isThere ? nothing : begin(words.start(length), actions)}`;
  }
  if (!isThere) return length > 0 ? begin(words.start(length), actions) : nothing;
  if (!isStopped) return nothing;
  return html`<p class="note">${words.stopped(found.done, length)}</p> ${begin(words.again, actions)}`;
}

export function picturesView(state: AppState, column: Column, actions: Actions): TemplateResult {
  const { chosen } = state.patches;
  const { length } = sourcesOf(state);
  const found = currentFound(state);
  const picker = (isFolder: boolean) => () =>
    actions.withPatches((playground) => pick(playground, isFolder));
  return html`<div class="patches-pictures">
    <p>${chosen ? words.own(length) : words.samples(length)}</p>
    ${status(state, column, actions)} ${found ? refused(found) : nothing}
    <div class="patches-tools">
      <button type="button" class="button" data-test="patches-choose" @click=${picker(false)}>${words.choose}</button>
      <button type="button" class="button" data-test="patches-folder" @click=${picker(true)}>${words.chooseFolder}</button>
      ${chosen ? html`<button type="button" class="button is-quiet" data-test="patches-samples" @click=${() => actions.withPatches(useSamples)}>${words.useSamples}</button>` : nothing}
    </div>
    <p class="note">${words.dropHint}</p>
  </div>`;
}
