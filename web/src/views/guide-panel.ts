// The guided path: a panel beside the network that does not block it.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { GuideStep } from '../state/guide/guide.js';

export interface GuidePanelProps {
  steps: readonly GuideStep[];
  /** From 0. */
  current: number;
  done: ReadonlySet<number>;
  onGo: (index: number) => void;
  onClose: () => void;
}

export function guidePanel(props: GuidePanelProps): TemplateResult {
  const { steps, current, done, onGo } = props;
  const step = steps[current];
  const last = steps.length - 1;
  return html`<aside class="guide-panel" aria-label="Guide">
    <div role="status">
      <p>Step ${current + 1} of ${steps.length}</p>
      <h2>${step?.title}</h2>
      <p>${step?.text}</p>
    </div>
    <div class="guide-buttons">
      <button type="button" ?disabled=${current <= 0} @click=${() => onGo(current - 1)}>
        Previous
      </button>
      <button type="button" ?disabled=${current >= last} @click=${() => onGo(current + 1)}>
        Next
      </button>
      <button type="button" @click=${props.onClose}>Close guide</button>
    </div>
    <details>
      <summary>All steps</summary>
      <ol>
        ${steps.map(
          ({ title }, index) => html`<li aria-current=${index === current ? 'step' : nothing}>
            <button type="button" @click=${() => onGo(index)}>
              ${title}${done.has(index) ? ' (done)' : ''}
            </button>
          </li>`,
        )}
      </ol>
    </details>
  </aside>`;
}
