// Says that something is kept, at the moment when it first is: fetched then.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Rest } from '../../kit/feature.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { isUntold, settings } from './settings.js';
import { words } from './told/words-en.js';

function told(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  if (!isUntold(state)) return nothing;
  const button = (text: string, keeping: boolean) =>
    html`<button type="button" class="button is-quiet" data-test=${keeping ? 'keep-on' : 'keep-off'} @click=${() => actions.keepFiles(keeping)}>
      ${text}
    </button>`;
  return html`<p class="keep keep-told note" role="status" data-test="keep-told">
    ${words.isKept} ${button(words.fine, true)} ${button(words.doNot, false)}
  </p>`;
}

export const rest: Rest = { views: { choose: told, end: settings } };
