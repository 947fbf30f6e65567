// How the picture becomes the input: one sentence, and behind it a form to change it, which is fetched later.

import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { batchOf, type NetworkInfo } from '../../network/network.js';
import { preprocessSentence } from './sentence.js';
import { words } from './words-en.js';

/** What the network gets, in sentences. */
function summary(info: NetworkInfo): string {
  const { preprocess, fills = [], hasNoPicture } = info;
  if (hasNoPicture) return words.noPicture(fills.length);
  const batch = batchOf(info);
  return [
    preprocessSentence(preprocess),
    ...(batch > 1 ? [words.batch(batch)] : []),
    ...(fills.length > 0 ? [words.otherInputs(fills.map(({ name }) => name))] : []),
  ].join(' ');
}

/** True until the user chooses a size. */
export function isAsking({ isSizeGuessed, preprocess, givenPreprocess }: NetworkInfo): boolean {
  const { fit, crop } = preprocess;
  return (
    isSizeGuessed === true &&
    fit === givenPreprocess.fit &&
    String(crop) === String(givenPreprocess.crop)
  );
}

/** Beside the picture, where it is seen: that the size is a guess, and the way to change it. */
export function sizeQuestion(info: NetworkInfo, actions: Actions): TemplateResult | typeof nothing {
  if (!isAsking(info)) return nothing;
  const [height, width] = info.preprocess.crop;
  return html`<span class="form-asks" data-test="asks">
    ${words.asks(width, height)}
    <button type="button" class="button is-quiet" @click=${() => actions.openInput(true, true)}>
      ${words.chooseSize}
    </button>
  </span>`;
}

/** The same boxes with the fields and without, so that what is open stays open when they arrive. */
export function shell(
  state: AppState,
  actions: Actions,
  fields: unknown = nothing,
): TemplateResult {
  const { model, inputOpen } = state;
  // Its line is kept free.
  if (!model) return html`<p class="input-form">&nbsp;</p>`;
  const { info } = model;
  const [height, width] = info.preprocess.crop;
  const toggled = (event: Event): void =>
    actions.openInput((event.currentTarget as HTMLDetailsElement).open);
  // Not left to the browser: a frame that is drawn before it tells would shut the form again.
  const clicked = (event: Event): void => {
    event.preventDefault();
    actions.openInput(!inputOpen);
  };
  return html`<details
    class="input-form"
    data-test="input-form"
    .open=${live(inputOpen)}
    @toggle=${toggled}
  >
    <summary @click=${clicked}>
      <strong>${words.input}</strong> <span data-test="preprocess">${summary(info)}</span>
      ${isAsking(info) ? html`<span class="form-asks">${words.asks(width, height)}</span>` : nothing}
    </summary>
    ${fields}
  </details>`;
}
