// Why this class: what each part of the picture adds to its score, laid over the picture.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../../kit/playground.js';
import { segments } from '../../../kit/segments.js';
import { headOf } from '../../../network/linear-head.js';
import { notFinite } from '../../../run/not-finite.js';
import { chosenClasses } from '../chosen.js';
import type { WhyView } from '../state.js';
import { isOfRun, mapShown, nameOfClass, type ShownMap, whyMethod } from '../why-view.js';
import { question } from './class-choice.js';
import { coverParts } from './cover-parts.js';
import { answerLine, sentence, signedScale } from './why-answer.js';
import { channels } from './why-channels.js';
import { picture } from './why-picture.js';
import { words } from './words-en.js';

const METHODS: readonly WhyView['method'][] = ['exact', 'occlusion'];

function methodChoice(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { model } = state;
  if (!model || !headOf(model.info.graph)) return nothing;
  return segments({
    name: 'why-method',
    legend: words.methodLegend,
    choices: METHODS.map((method) => [method, words.methods[method]] as const),
    chosen: whyMethod(state),
    choose: (method) => actions.changeWhy({ method }),
  });
}

function looks({ why }: AppState, actions: Actions, save: () => void): TemplateResult {
  return html`<div class="why-looks">
    <label class="field">
      <span class="field-name">${words.opacity}</span>
      <input
        type="range"
        min="0"
        max="1"
        step="0.05"
        data-test="why-opacity"
        .value=${String(why.opacity)}
        @input=${(event: Event) => actions.changeWhy({ opacity: Number((event.target as HTMLInputElement).value) })}
      />
    </label>
    <label class="field">
      <input
        type="checkbox"
        .checked=${why.isSmooth}
        @change=${(event: Event) => actions.changeWhy({ isSmooth: (event.target as HTMLInputElement).checked })}
      />
      <span>${words.smooth}</span>
    </label>
    <button type="button" class="button" @click=${save}>${words.save}</button>
  </div>`;
}

function progress(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { occlusion, occluding } = state;
  if (whyMethod(state) !== 'occlusion') return nothing;
  const total = occlusion?.plan.boxes.length ?? 0;
  const done = occlusion?.scores.length ?? 0;
  if (occluding) {
    return html`<div class="progress" role="status">
      <span>${words.covered(done, total)}</span>
      <progress max=${total || 1} value=${done} aria-label=${words.coveredLabel}></progress>
      <button type="button" class="button" data-test="occlude-cancel" @click=${actions.stopOcclusion}>${words.cancel}</button>
    </div>`;
  }
  if (occlusion && isOfRun(state, occlusion) && done === total) return nothing;
  return html`<p>
    <button type="button" class="button is-primary" data-test="occlude" @click=${() => actions.withCover(coverParts)}>
      ${done > 0 && done < total ? words.coverAgain : words.cover}
    </button>
    <span class="note">${words.coverHint}</span>
  </p>`;
}

function noClass(state: AppState): string {
  if (!state.snapshot) return words.noPicture;
  if (notFinite(state)) return words.noPrediction;
  return words.noClasses;
}

/** What the colours over the picture stand for. */
function scaleOf({ limit, kind }: ShownMap) {
  const caption = kind === 'exact' ? words.scoreLegend : words.probabilityLegend;
  return { ends: { isGrey: false, low: -limit, high: limit }, caption };
}

export function whyPanel(state: AppState, actions: Actions): TemplateResult {
  const { snapshot } = state;
  if (!snapshot?.scores) return html`<p class="note">${noClass(state)}</p>`;
  const shown = mapShown(state);
  const { index } = chosenClasses(state);
  const scale = shown && scaleOf(shown);
  const save = (): void =>
    actions.savePicture('[data-test="why"]', [words.caption, nameOfClass(state, index)], {
      ...(scale ? { scale } : {}),
    });
  return html`<div class="why" data-test="why-panel">
    ${answerLine(state)} ${picture(state, shown, actions)}
    <div class="why-side">
      <div class="why-tools">
        ${question(state, actions)} ${methodChoice(state, actions)}
      </div>
      ${whyMethod(state) === 'exact' || !state.model || headOf(state.model.info.graph) ? nothing : html`<p class="note">${words.notLinear}</p>`}
      ${progress(state, actions)} ${shown ? sentence(state, shown) : nothing}
      ${shown ? signedScale(state, shown) : nothing}
      ${shown ? looks(state, actions, save) : nothing} ${shown ? channels(state, shown, actions) : nothing}
    </div>
  </div>`;
}
