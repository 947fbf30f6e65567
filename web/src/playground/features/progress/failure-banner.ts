// A failure as sentences, with the way on.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Failure } from '../../run/failures.js';

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
  if (failure.scope === 'picture' && snapshot) return ` ${snapshot.picture.name} stays open.`;
  return model && (failure.scope === 'model' || failure.scope === 'weights')
    ? ` ${model.info.title} stays open.`
    : '';
}

/** The one thing that is likely to help. */
function wayOn(failure: Failure, actions: Actions): TemplateResult {
  const [text, act] = failure.missing ? chooseWeights(failure.missing) : WAYS[failure.scope];
  return html`<button type="button" class="button" @click=${() => actions[act]()}>${text}</button>`;
}

function chooseWeights(missing: readonly string[]): readonly [string, 'chooseWeights'] {
  const [name, another] = missing;
  return [another === undefined ? `Choose ${name}…` : 'Choose these files…', 'chooseWeights'];
}

const WAYS = {
  picture: ['Choose another picture', 'choosePicture'],
  labels: ['Choose another list', 'chooseLabels'],
  model: ['Try again', 'retry'],
  weights: ['Choose the .onnx file…', 'chooseModel'],
  catalogue: ['Try again', 'retry'],
  run: ['Try again', 'retry'],
} as const satisfies Record<Failure['scope'], readonly [string, keyof Actions]>;

export function failureBanner(state: AppState, actions: Actions): TemplateResult {
  const { failure } = state;
  return html`<div class="failure-region" role="alert">
    ${
      failure
        ? html`<section class="failure" data-test="failure" data-code=${failure.code}>
          <h2>${failure.title}</h2>
          <p>${sentence(failure.message)} ${sentence(failure.hint)}${still(state, failure)}</p>
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
                    Back to the first example
                  </button>`
            }
            <button type="button" class="button is-quiet" @click=${actions.dismiss}>Dismiss</button>
          </p>
        </section>`
        : nothing
    }
  </div>`;
}
