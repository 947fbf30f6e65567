// The changes of the network on screen, above it: each can be taken back.

import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { shortFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { saveChanged, takeAllBack, takeBack } from './acts.js';
import { outcome } from './panel.js';
import { forgetPast, makePastAgain } from './past.js';
import type { Made } from './state.js';
import { words } from './words-en.js';

const operator = (op: string): string => words.activations[op] ?? words.pools[op] ?? op;

/** "1,1" as "1"; sides that differ as they are. */
function sizes(text: string): string {
  const parts = text.split(',');
  return parts.every((part) => part === parts[0]) ? (parts[0] ?? '') : parts.join(' × ');
}

export function lineOf({ layer, change, was = '', unit = 0 }: Made): string {
  switch (change.kind) {
    case 'scale':
      return change.factor === 0
        ? words.lineMuted(layer, change.channel)
        : words.lineScaled(layer, change.channel, shortFloat(change.factor));
    case 'numbers':
      return words.lineNumbers(layer, change.numbers.length, unit);
    case 'attribute':
      return words.lineSizes(
        layer,
        words.sizeNames[change.name],
        sizes(was),
        sizes(String(change.values)),
      );
    default:
      return words.lineOperator(layer, operator(was), operator(change.to));
  }
}

function item(made: Made, actions: Actions): TemplateResult {
  const line = lineOf(made);
  return html`<li>
    <span>${line}</span>
    <button type="button" class="button is-quiet" aria-label=${words.takeBackOf(line)} data-test="take-back" @click=${() => actions.withChanges(takeBack(made.key))}>
      ${words.takeBack}
    </button>
  </li>`;
}

/** Changes of before the network was opened again: nothing is made again without a question. */
function before({ changesBefore }: AppState, actions: Actions): TemplateResult | typeof nothing {
  if (changesBefore.length === 0) return nothing;
  return html`<section class="card change-list" aria-labelledby="change-before-heading" data-test="changes-before">
    <h2 id="change-before-heading">${words.before(changesBefore.length)}</h2>
    <ul>${changesBefore.map((made) => html`<li>${lineOf(made)}</li>`)}</ul>
    <div class="change-row">
      <button type="button" class="button" data-test="change-again" @click=${() => actions.withChanges(makePastAgain)}>${words.again}</button>
      <button type="button" class="button is-quiet" data-test="change-forget" @click=${() => actions.withChanges(forgetPast)}>${words.forget}</button>
    </div>
  </section>`;
}

function made(state: AppState, actions: Actions): TemplateResult {
  const { changes, open } = state;
  return html`<section class="card change-list" aria-labelledby="change-heading" data-test="changes">
    <h2 id="change-heading" tabindex="-1" data-test="change-heading">${words.heading(changes.length)}</h2>
    <ul aria-label=${words.listLabel}>${repeat(
      changes,
      ({ key }) => key,
      (made) => item(made, actions),
    )}</ul>
    <div class="change-row">
      ${open ? nothing : outcome(state)}
      <button type="button" class="button" data-test="change-reset" @click=${() => actions.withChanges(takeAllBack)}>${words.reset}</button>
      <button type="button" class="button" data-test="change-compare" @click=${() => actions.compareWith({ kind: 'unchanged' })}>${words.compare}</button>
      <button type="button" class="button" data-test="change-save" @click=${() => actions.withChanges(saveChanged)}>${words.save}</button>
    </div>
    <p class="note">${state.changesKept ? words.kept : words.notKept} ${state.changesNeed.length > 0 ? words.needs(state.changesNeed.join(', ')) : nothing}</p>
  </section>`;
}

export function list(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { changes, shown, open, changeRefused } = state;
  if (shown.view !== 'full') return nothing;
  // Why there is none, where no open layer says it.
  const says = open || !changeRefused ? nothing : outcome(state);
  return html`${changes.length > 0 ? made(state, actions) : says}${before(state, actions)}`;
}
