// The guided path: a panel beside the page that does not block it.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { guideSteps } from './guide.js';
import { words } from './words-en.js';

/** Also inside the open layer, where the page below takes no clicks. */
export function guidePanel(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { guide } = state;
  if (guide === undefined || !state.model || !state.snapshot) return nothing;
  const steps = guideSteps(state);
  const current = Math.min(guide, steps.length - 1);
  const step = steps[current];
  const isLast = current === steps.length - 1;
  return html`<aside class="guide-panel" aria-label=${words.label} data-test="guide">
    <div class="guide-words" role="status">
      <p class="note number">${words.step(current + 1, steps.length)}</p>
      <h2>${step?.title}</h2>
      <p>${step?.text}</p>
    </div>
    ${
      step && 'column' in step.target && !state.open
        ? html`<button type="button" class="button" data-test="guide-again" @click=${() => actions.goToStep(current)}>
            ${words.again}
          </button>`
        : nothing
    }
    <ol class="guide-dots" aria-label=${words.steps}>
      ${steps.map(
        ({ title }, index) => html`<li>
          <button
            type="button"
            class=${index < current ? 'guide-dot is-done' : 'guide-dot'}
            aria-label=${words.stepLabel({ step: index + 1, title, isDone: index < current })}
            aria-current=${index === current ? 'step' : nothing}
            title=${title}
            @click=${() => actions.goToStep(index)}
          ></button>
        </li>`,
      )}
    </ol>
    <div class="guide-buttons">
      <button type="button" class="button" aria-disabled=${current === 0} @click=${() => current > 0 && actions.goToStep(current - 1)}>${words.back}</button>
      <button
        type="button"
        class="button is-primary"
        data-test="guide-next"
        @click=${() => (isLast ? actions.endGuide() : actions.goToStep(current + 1))}
      >${isLast ? words.done : words.next}</button>
      <button type="button" class="button is-quiet" data-test="guide-end" @click=${actions.endGuide}>${words.end}</button>
    </div>
  </aside>`;
}
