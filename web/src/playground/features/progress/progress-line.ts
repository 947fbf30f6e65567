// What is being waited for, with bytes and percent where they are known, and the way out.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { bytes } from '../../kit/format.js';
import type { Actions } from '../../kit/playground.js';
import type { Progress } from '../../run/state.js';
import { words } from './words-en.js';

// Rounded down: 100% is said when all of it is there.
const wholePercent = (share: number): string => `${Math.floor(100 * share)}%`;

/** Exported for tests. */
export function amount({ loaded, total, share }: Progress): string {
  if (share !== undefined) return wholePercent(share);
  if (total) return words.amount(bytes(loaded), bytes(total), wholePercent(loaded / total));
  return loaded > 0 ? bytes(loaded) : '';
}

export function progressLine(
  progress: Progress | undefined,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (!progress) return nothing;
  const { what, loaded, total, share } = progress;
  const [done, all] = share === undefined ? [loaded, total] : [share, 1];
  return html`<div class="progress" data-test="progress">
    <span>${what}${amount(progress) === '' ? '…' : ': '}<span class="number">${amount(progress)}</span></span>
    ${
      all === undefined
        ? html`<progress aria-label=${what}></progress>`
        : html`<progress aria-label=${what} max=${all} value=${done}></progress>`
    }
    <button type="button" class="button" data-test="cancel" @click=${actions.cancelLoading}>
      ${words.cancel}
    </button>
  </div>`;
}
