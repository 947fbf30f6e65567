// The guided path: a panel beside the page that does not block it.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { guideSteps, isAsking, UNANSWERED } from './guide.js';
import type { GuideStep } from './step.js';
import { words } from './words-en.js';

/** The question with its options, or how it was answered. */
function question({ question }: GuideStep, state: AppState, actions: Actions): unknown {
  if (!question) return nothing;
  const { ask, options, right } = question;
  const { guess } = state;
  if (guess !== undefined) {
    const says = guess === UNANSWERED ? words.shown : guess === right ? words.right : words.wrong;
    return html`<p class="guide-verdict" data-test="guide-verdict">${says(options[right] ?? '')}</p>`;
  }
  return html`<p>${ask}</p>
    <ul class="guide-options">
      ${options.map(
        (option, index) => html`<li>
          <button type="button" class="button" data-test="guide-option" @click=${() => actions.guess(index)}>
            ${option}
          </button>
        </li>`,
      )}
    </ul>`;
}

/** Onwards; a question that waits gets its answer first, so that its step is never passed unseen. */
function next(state: AppState, current: number, isLast: boolean, actions: Actions): TemplateResult {
  const isWaiting = isAsking(state);
  const go = (): void => {
    if (isWaiting) actions.guess(UNANSWERED);
    else if (isLast) actions.endGuide();
    else actions.goToStep(current + 1);
  };
  return html`<button type="button" class=${isWaiting ? 'button' : 'button is-primary'} data-test="guide-next" @click=${go}>
    ${isWaiting ? words.showAnswer : isLast ? words.done : words.next}
  </button>`;
}

/** Beside what the step speaks of, and not over it. */
function sideOf(state: AppState, step: GuideStep | undefined): string {
  if (step?.target.kind === 'prediction') return 'is-middle';
  return step?.target.kind === 'network' || isAsking(state) ? 'is-left' : '';
}

/** Also inside the open layer, where the page below takes no clicks. */
export function guidePanel(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { guide } = state;
  if (guide === undefined || !state.model || !state.snapshot) return nothing;
  const steps = guideSteps(state);
  const current = Math.min(guide, steps.length - 1);
  const step = steps[current];
  const isLast = current === steps.length - 1;
  return html`<aside class="guide-panel ${sideOf(state, step)}" aria-label=${words.label} data-test="guide">
    <div class="guide-words" role="status">
      <p class="note number">${words.step(current + 1, steps.length)}</p>
      <h2>${step?.title}</h2>
      ${step ? question(step, state, actions) : nothing}
      ${isAsking(state) ? nothing : html`<p>${step?.text}</p>`}
    </div>
    ${
      step && 'column' in step.target && !state.open && !isAsking(state)
        ? html`<button type="button" class="button" data-test="guide-again" @click=${() => (step.question ? actions.guess(state.guess ?? 0) : actions.goToStep(current))}>
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
      ${next(state, current, isLast, actions)}
      <button type="button" class="button is-quiet" data-test="guide-end" @click=${actions.endGuide}>${words.end}</button>
    </div>
  </aside>`;
}
