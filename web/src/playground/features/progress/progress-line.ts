// What is being waited for, with bytes and percent where they are known, and the way out.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { bytes } from '../../kit/format.js';
import type { Actions } from '../../kit/playground.js';
import type { Progress } from '../../run/state.js';

function amount({ loaded, total }: Progress): string {
  // Rounded down: 100% is said when all of it is there.
  if (total) return `${bytes(loaded)} of ${bytes(total)}, ${Math.floor((100 * loaded) / total)}%`;
  return loaded > 0 ? bytes(loaded) : '';
}

export function progressLine(
  progress: Progress | undefined,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (!progress) return nothing;
  const { what, loaded, total } = progress;
  return html`<div class="progress" data-test="progress">
    <span>${what}${amount(progress) === '' ? '…' : ': '}<span class="number">${amount(progress)}</span></span>
    ${
      total === undefined
        ? html`<progress aria-label=${what}></progress>`
        : html`<progress aria-label=${what} max=${total} value=${loaded}></progress>`
    }
    <button type="button" class="button" data-test="cancel" @click=${actions.cancelLoading}>
      Cancel
    </button>
  </div>`;
}
