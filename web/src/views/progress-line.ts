// What is being waited for, with bytes where they are known.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Progress } from '../state/app-state.js';
import { bytes } from '../state/format.js';

function amount({ loaded, total }: Progress): string {
  if (total !== undefined) return `${bytes(loaded)} of ${bytes(total)}`;
  return loaded > 0 ? bytes(loaded) : '';
}

export function progressLine(progress: Progress | undefined): TemplateResult | typeof nothing {
  if (!progress) return nothing;
  const { what, loaded, total } = progress;
  return html`<div class="progress" data-test="progress">
    <span>${what}${amount(progress) === '' ? '…' : ': '}<span class="number">${amount(progress)}</span></span>
    ${
      total === undefined
        ? html`<progress aria-label=${what}></progress>`
        : html`<progress aria-label=${what} max=${total} value=${loaded}></progress>`
    }
  </div>`;
}
