// A failure as sentences, with the way on.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Failure } from '../../run/failures.js';
import { saidOf } from '../take-home/index.js';
import { words } from './words-en.js';

/**
 * Errors of the engine begin small and end without a full stop, since programs put them into others. Names
 * of files stay as they are.
 */
function sentence(text: string): string {
  const isName = /^\S+\.\w/.test(text);
  const begun = isName ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return begun === '' || /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** What goes on: a file that could not be opened leaves what is on screen as it is. */
function still({ model, snapshot }: AppState, failure: Failure): string {
  if (failure.scope === 'picture' && snapshot) return words.staysOpen(snapshot.picture.name);
  return model && (failure.scope === 'model' || failure.scope === 'weights')
    ? words.staysOpen(model.info.title)
    : '';
}

/** The one thing that is likely to help. */
function wayOn(failure: Failure, actions: Actions): TemplateResult {
  if (failure.isOfInput) {
    const open = () => actions.openInput(true, true);
    return html`<button type="button" class="button" data-test="change-input" @click=${open}>${words.changeInput}</button>`;
  }
  const { reachable } = failure;
  if (reachable) {
    const open = () => actions.openPart(reachable);
    return html`<button type="button" class="button" data-test="open-part" @click=${open}>${words.openPart}</button>`;
  }
  const [text, act] = failure.missing ? chooseWeights(failure.missing) : wayOf(failure);
  return html`<button type="button" class="button" @click=${() => actions[act]()}>${text}</button>`;
}

function chooseWeights(missing: readonly string[]): readonly [string, 'chooseWeights'] {
  const [name, another] = missing;
  return [
    name !== undefined && another === undefined ? words.chooseFile(name) : words.chooseFiles,
    'chooseWeights',
  ];
}

type Way = 'choosePicture' | 'chooseLabels' | 'chooseModel' | 'retry';

export function wayOf({ scope, code, isOfFile }: Failure): readonly [text: string, act: Way] {
  if (code === 'unknown-network') return [words.chooseNetwork, 'chooseModel'];
  if (isOfFile) return [words.otherNetwork, 'chooseModel'];
  switch (scope) {
    case 'picture':
      return [words.otherPicture, 'choosePicture'];
    case 'labels':
      return [words.otherList, 'chooseLabels'];
    case 'weights':
      return [words.chooseNetwork, 'chooseModel'];
    case 'model':
    case 'catalogue':
    case 'run':
      return [words.tryAgain, 'retry'];
  }
}

/** Some advice is lines of Python: what stands behind its first line. */
export function adviceOf(hint: string): { text: string; code: string } {
  const [text = '', ...lines] = hint.split('\n');
  return { text, code: lines.join('\n') };
}

function codeBlock(code: string, state: AppState, actions: Actions): TemplateResult {
  return html`<pre class="failure-code" data-test="failure-code" lang="en" tabindex="0">${code}</pre>
    <p class="failure-actions">
      <button type="button" class="button" data-test="failure-copy" @click=${() => actions.copyText(code)}>${words.copy}</button>
      <span class="note" role="status">${saidOf(state, code)}</span>
    </p>`;
}

function advice(state: AppState, failure: Failure, actions: Actions): TemplateResult {
  const { text, code } = adviceOf(failure.hint);
  const stays = still(state, failure);
  if (code === '') return html`<p>${sentence(failure.message)} ${sentence(text)} ${stays}</p>`;
  return html`<p>${sentence(failure.message)} ${text}</p>
    ${codeBlock(code, state, actions)} ${stays ? html`<p>${stays}</p>` : nothing}`;
}

export function failureBanner(state: AppState, actions: Actions): TemplateResult {
  const { failure } = state;
  return html`<div class="failure-region" role="alert">
    ${
      failure
        ? html`<section class="failure" data-test="failure" data-code=${failure.code}>
          <h2>${failure.title}</h2>
          ${advice(state, failure, actions)}
          ${
            failure.details.length > 0
              ? html`<ul>
                ${failure.details.map((detail) => html`<li>${detail}</li>`)}
              </ul>`
              : nothing
          }
          <p class="failure-actions">
            ${wayOn(failure, actions)}
            ${
              state.snapshot
                ? nothing
                : html`<button type="button" class="button" @click=${actions.restart}>
                    ${words.firstExample}
                  </button>`
            }
            <button type="button" class="button is-quiet" @click=${actions.dismiss}>${words.dismiss}</button>
          </p>
        </section>`
        : nothing
    }
  </div>`;
}
