// The answer: every class as a bar whose length is its probability, sorted, with percentages.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { currentAnswer } from '../state/announce.js';
import type { AppState } from '../state/app-state.js';
import { count, percent } from '../state/format.js';
import { type Answer, type Prediction, verdictOf } from '../state/predictions.js';
import type { Actions } from './actions.js';
import { cssVariables } from './css-variable.js';

const SHOWN = 10;

function bar({ label, probability }: Prediction, position: number): TemplateResult {
  return html`<li class=${position === 0 ? 'prediction is-first' : 'prediction'} data-test="prediction">
    <span class="prediction-label">${label}</span>
    <span class="prediction-track" ${cssVariables({ '--share': String(probability) })}></span>
    <span class="prediction-percent number">${percent(probability)}</span>
  </li>`;
}

function bars(answer: Answer): TemplateResult {
  const rest = answer.predictions.slice(SHOWN);
  const restShare = rest.reduce((sum, { probability }) => sum + probability, 0);
  return html`<ol class="predictions">
      ${answer.predictions.slice(0, SHOWN).map(bar)}
    </ol>
    ${
      rest.length > 0
        ? html`<p class="note">${count(rest.length)} other classes share ${percent(restShare)}.</p>`
        : nothing
    }`;
}

function content(state: AppState): TemplateResult {
  const answer = currentAnswer(state);
  if (!answer) {
    const ran = state.snapshot !== undefined;
    return html`<p class="verdict is-empty" data-test="verdict">
        ${ran ? 'This network does not end in a list of classes.' : 'No prediction'}
      </p>
      ${ran ? html`<p class="note">Its layers are shown below.</p>` : nothing}`;
  }
  const verdict = verdictOf(answer, state.model?.info.accuracy);
  return html`<p class=${verdict?.sure ? 'verdict' : 'verdict is-unsure'} data-test="verdict">
      ${verdict?.headline}
    </p>
    ${bars(answer)}
    <p class="note">
      ${verdict?.explanation}
      ${answer.softmaxAdded ? 'The network ends in raw scores; the page turned them into probabilities (softmax).' : nothing}
    </p>`;
}

/** Whose names these are, and the way to give others. */
function labelSource(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const info = state.model?.info;
  if (!info || !currentAnswer(state)) return nothing;
  const { labels, labelsFrom } = info;
  const says =
    labelsFrom !== undefined
      ? `Class names from ${labelsFrom}.`
      : labels.length > 0
        ? 'Class names from the file.'
        : 'The model names no classes, so they are numbered.';
  // The catalogue's names are right; only files of the user may need others.
  const isNamed = labels.length > 0 && labelsFrom === undefined;
  if (isNamed && state.model?.id !== undefined) return nothing;
  return html`<p class="label-source note" data-test="labels-from">
    ${says}
    <button type="button" class="button is-quiet" @click=${actions.chooseLabels}>
      Use a list of names…
    </button>
  </p>`;
}

export function predictionCard(state: AppState, actions: Actions): TemplateResult {
  return html`<section class="card prediction-card" aria-labelledby="prediction-heading">
    <h2 id="prediction-heading">Prediction</h2>
    ${content(state)} ${labelSource(state, actions)}
  </section>`;
}
