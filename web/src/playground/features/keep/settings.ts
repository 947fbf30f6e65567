// The switch at the foot of the page: whether what a user opens is kept.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { bytes } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { words } from './words-en.js';

/** Something is kept, and the user may not know. */
export const isUntold = ({ own, keepingTold }: AppState): boolean => own.length > 0 && !keepingTold;

export function settings(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { keeping, own } = state;
  const size = own.reduce((sum, file) => sum + file.bytes, 0);
  return html`<p class="keep note">
    <label class="field">
      <input
        type="checkbox"
        data-test="keep"
        .checked=${keeping}
        @change=${(event: Event) => actions.keepFiles((event.currentTarget as HTMLInputElement).checked)}
      />
      <span>${words.keep}</span>
    </label>
    ${
      own.length > 0
        ? html`<span data-test="kept">${words.kept(own.length, bytes(size))}</span>
            <button type="button" class="button is-quiet" data-test="forget" @click=${actions.forgetFiles}>
              ${words.forget}
            </button>`
        : nothing
    }
  </p>`;
}
