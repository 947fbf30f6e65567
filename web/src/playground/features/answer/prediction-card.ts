// The answer: every class as a bar whose length is its probability, sorted, with percentages.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { percent } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { notFinite } from '../../run/not-finite.js';
import type { Answer, Prediction, Verdict } from '../../run/predictions.js';
import { detectionAnswer } from '../detections/index.js';
import { changeSaid, type Ghost, ghostBar, ghostOf, scoresBefore } from '../edit/index.js';
import { currentAnswer, currentVerdict } from './announce.js';
import { unfamiliarText } from './unfamiliar.js';
import { words } from './words-en.js';

const SHOWN = 10;
/** Beside the answer of a network that knows more. */
const SHOWN_SECOND = 3;

function bar(
  { index, label, probability }: Prediction,
  position: number,
  { ghost, test }: { ghost?: Ghost | undefined; test: string },
): TemplateResult {
  const before = ghost?.[index];
  return html`<li class=${position === 0 ? 'prediction is-first' : 'prediction'} data-test=${test}>
    <span class="prediction-label">${label}</span>
    <span class=${before === undefined ? 'prediction-track' : 'prediction-track has-ghost'} ${cssVariables({ '--share': String(probability) })}>${before === undefined ? nothing : ghostBar(before, probability)}</span>
    <span class="prediction-percent number">${percent(probability)}</span>
  </li>`;
}

/** A bar each, as long as the probability. */
export function predictionBars(predictions: readonly Prediction[]): TemplateResult {
  return html`<ol class="predictions">
    ${predictions.map((of, place) => bar(of, place, { test: 'other-prediction' }))}
  </ol>`;
}

function bars(answer: Answer, ghost: Ghost | undefined, shown: number): TemplateResult {
  const rest = answer.predictions.slice(shown);
  const restShare = rest.reduce((sum, { probability }) => sum + probability, 0);
  return html`<ol class="predictions">
      ${answer.predictions.slice(0, shown).map((of, place) => bar(of, place, { ghost, test: 'prediction' }))}
    </ol>
    ${
      rest.length > 0
        ? html`<p class="note">${words.others(rest.length, percent(restShare))}</p>`
        : nothing
    }`;
}

/** Bars before the picture or the network was changed; undefined where neither is, or nobody wants to see them. */
function ghostShown(state: AppState): Ghost | undefined {
  return state.ghost ? ghostOf(scoresBefore(state), state.snapshot?.scores) : undefined;
}

function changed(state: AppState): TemplateResult | typeof nothing {
  const says = changeSaid(state);
  return says === undefined
    ? nothing
    : html`<p class="note" role="status" data-test="change">${says}</p>`;
}

/** What is left of a run that did not compute with numbers: never an answer. */
function withoutAnswer(
  where: string,
  answer: Answer | undefined,
  isChanged: boolean,
): TemplateResult {
  return html`<p class="verdict is-empty" data-test="verdict">${words.notFinite}</p>
    <p class="note" data-test="not-finite">
      ${where} ${words.notTrusted} ${answer ? words.finiteAgain : nothing} ${isChanged ? words.checkChange : words.checkInput}
    </p>`;
}

/** What the warning above the answer means. Nothing where the network did not answer. */
function unfamiliar(state: AppState): TemplateResult | typeof nothing {
  const text = currentAnswer(state) && !notFinite(state) && unfamiliarText(state);
  return text ? html`<p class="unfamiliar" data-test="unfamiliar-text">${text}</p>` : nothing;
}

/** One line above the answer, whatever it is: what stands below does not move while somebody draws. */
function leadOf(
  state: AppState,
  answer: Answer,
  verdict: Verdict | undefined,
): TemplateResult | typeof nothing {
  const { opinion, model } = state;
  const title = model?.info.title ?? '';
  if (unfamiliarText(state))
    return html`<p class="note verdict-lead is-warning" data-test="unfamiliar">${opinion ? words.unfamiliarOf(title) : words.unfamiliarLead}</p>`;
  if (!verdict?.lead) return nothing;
  const named = words.closest(title, answer.predictions.length);
  return html`<p class="note verdict-lead">${opinion ? named : verdict.lead}</p>`;
}

/** The raw number beside the one that is shown. */
function calibration(state: AppState): string | typeof nothing {
  const { probabilities, raw } = state.snapshot?.scores ?? {};
  if (!probabilities || !raw) return nothing;
  const first = probabilities.indexOf(Math.max(...probabilities));
  const says = unfamiliarText(state) ? words.calibratedElsewhere : words.calibrated;
  return says(percent(raw[first] ?? 0));
}

function unanswered({ snapshot, model, progress, failure }: AppState): string {
  if (model?.info.hasNoPicture) return words.noPrediction;
  if (snapshot) return words.noClasses;
  return progress || !(model || failure) ? words.loading : words.noPrediction;
}

function content(state: AppState): TemplateResult {
  const answer = currentAnswer(state);
  const where = notFinite(state);
  if (where) return withoutAnswer(where, answer, state.changes.length > 0);
  if (!answer) {
    const found = detectionAnswer(state);
    if (found) return html`${found}`;
    return html`<div class="prediction-head">
      <p class="verdict is-empty" data-test="verdict">${unanswered(state)}</p>
    </div>`;
  }
  const verdict = currentVerdict(state);
  const { opinion } = state;
  // Large and green is what can be relied on.
  const look = unfamiliarText(state) || !verdict?.sure ? 'is-unsure' : opinion ? 'is-second' : '';
  return html`<div class="prediction-head">
      ${leadOf(state, answer, verdict)}
      <p class="verdict ${look}" data-test="verdict">
        ${verdict?.headline}
      </p>
    </div>
    <div class="prediction-bars">${bars(answer, ghostShown(state), opinion ? SHOWN_SECOND : SHOWN)} ${changed(state)}</div>`;
}

/** How far the numbers can be trusted. */
function explanation(state: AppState): TemplateResult | typeof nothing {
  const answer = currentAnswer(state);
  if (!answer || notFinite(state)) return nothing;
  return html`<p class="note" data-test="explanation">
    ${currentVerdict(state)?.explanation} ${calibration(state)}
    ${answer.softmaxAdded ? words.softmaxAdded : nothing}
  </p>`;
}

/** Whose names these are, and the way to give others. */
function labelSource(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const info = state.model?.info;
  if (!info || !currentAnswer(state)) return nothing;
  const { labels, labelsFrom, labelsOf, areLabelsGuessed } = info;
  const says =
    labelsFrom !== undefined
      ? words.labelsFrom(labelsFrom)
      : labelsOf !== undefined
        ? words.labelsAssumed(labelsOf, labels.length)
        : areLabelsGuessed
          ? words.labelsGuessed(labels.length)
          : labels.length > 0
            ? words.labelsFromModel
            : words.noLabels;
  // The catalogue's names are right; only files of the user may need others.
  const isNamed = labels.length > 0 && labelsFrom === undefined;
  if (isNamed && state.model?.id !== undefined) return nothing;
  return html`<p class="label-source note" data-test="labels-from">
    ${says}
    <button type="button" class="button is-quiet" @click=${actions.chooseLabels}>
      ${words.chooseLabels}
    </button>
  </p>`;
}

export function predictionCard(state: AppState): TemplateResult {
  return html`<section class="prediction-card" aria-labelledby="prediction-heading">
    <h2 id="prediction-heading" class="visually-hidden">${words.heading}</h2>
    ${content(state)}
  </section>`;
}

export function aboutPrediction(state: AppState, actions: Actions): TemplateResult {
  return html`${unfamiliar(state)}<section class="prediction-about" aria-label=${words.about}>
    ${explanation(state)} ${labelSource(state, actions)}
  </section>`;
}
