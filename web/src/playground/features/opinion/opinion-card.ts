// What a network of many classes says of the picture, above the answer of the network on screen.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { bytes, count } from '../../kit/format.js';
import { lastOf } from '../../kit/last-of.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { answerOf, type Verdict, verdictOf } from '../../run/predictions.js';
import type { CatalogEntry, Progress } from '../../run/state.js';
import { predictionBars } from '../answer/index.js';
import { words } from './words-en.js';

/** So many of its classes have a bar. */
const SHOWN = 3;

const lastSaid = lastOf<{ verdict: Verdict | undefined; bars: TemplateResult }>();

function answered({ opinion, model }: AppState): TemplateResult | typeof nothing {
  const { scores, info } = opinion ?? {};
  if (!scores || !info) return nothing;
  const { verdict, bars } = lastSaid(scores, [info], () => {
    const answer = answerOf(scores, info.labels);
    const bars = answer ? predictionBars(answer.predictions.slice(0, SHOWN)) : html``;
    return { verdict: answer && verdictOf(answer, info), bars };
  });
  const few = model?.info.title ?? '';
  return html`<p class="note verdict-lead">${words.knows(few, info.title, count(scores.probabilities.length))}</p>
    <p class=${verdict?.sure ? 'verdict' : 'verdict is-unsure'} role="status" data-test="opinion-verdict">
      ${verdict?.headline}
    </p>
    ${bars}`;
}

function waiting(title: string, progress: Progress, actions: Actions): TemplateResult {
  const { loaded, total } = progress;
  const amount = total && loaded > 0 ? words.amount(bytes(loaded), bytes(total)) : '';
  return html`<p class="note" role="status">${words.loading(title)} <span class="number">${amount}</span></p>
    <progress aria-label=${words.loading(title)} max=${total ?? nothing} value=${total ? loaded : nothing}></progress>
    <button type="button" class="button is-quiet" data-test="opinion-cancel" @click=${actions.refuseOpinion}>
      ${words.notNow}
    </button>`;
}

function asking(title: string, size: string, actions: Actions): TemplateResult {
  return html`<button type="button" class="button" data-test="opinion-ask" @click=${actions.askOpinion}>
    ${words.ask(title, size)}
  </button>`;
}

/** entry: the network that is asked. */
export function opinionCard(
  state: AppState,
  entry: CatalogEntry,
  actions: Actions,
): TemplateResult | typeof nothing {
  const { opinion, refusesOpinion } = state;
  if (!opinion) return nothing;
  const { title, bytes: size = 0 } = entry;
  const content = (): TemplateResult | typeof nothing => {
    if (opinion.failure !== undefined)
      return html`<p class="note" role="status">${words.failed(title, opinion.failure)}</p>
        ${asking(title, bytes(size), actions)}`;
    if (refusesOpinion && !opinion.scores) return asking(title, bytes(size), actions);
    if (opinion.progress) return waiting(title, opinion.progress, actions);
    if (!opinion.scores) return html`<p class="note">${words.looking(title)}</p>`;
    return html`${answered(state)}
      <button type="button" class="button is-quiet" data-test="opinion-open" @click=${() => actions.openModel(entry)}>
        ${words.inside(title)}
      </button>`;
  };
  return html`<section class="opinion" aria-label=${words.heading} data-test="opinion">${content()}</section>`;
}
