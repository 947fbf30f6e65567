// A failure as sentences, with the way on.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Failure } from '../state/failures.js';
import type { Actions } from './actions.js';

export function failureBanner(failure: Failure | undefined, actions: Actions): TemplateResult {
  return html`<div class="failure-region" role="alert">
    ${
      failure
        ? html`<section class="failure" data-test="failure" data-code=${failure.code}>
          <h2>${failure.title}</h2>
          <p>${failure.message} ${failure.hint}</p>
          ${
            failure.details.length > 0
              ? html`<ul>
                ${failure.details.map((detail) => html`<li>${detail}</li>`)}
              </ul>`
              : nothing
          }
          <p class="failure-actions">
            ${
              failure.scope === 'picture'
                ? html`<button type="button" class="button" @click=${actions.choosePicture}>
                  Choose another picture
                </button>`
                : html`<button type="button" class="button" @click=${actions.retry}>Try again</button>`
            }
            <button type="button" class="button" @click=${actions.restart}>
              Back to the first example
            </button>
            <button type="button" class="button is-quiet" @click=${actions.dismiss}>Dismiss</button>
          </p>
        </section>`
        : nothing
    }
  </div>`;
}
