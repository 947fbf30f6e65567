// Title, one sentence, the choice of network and of theme.

import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { ThemeChoice } from '../../kit/theme.js';
import { ownWords } from '../keep/index.js';
import { placeOf } from '../models/index.js';
import { words } from './words-en.js';

const THEMES: readonly ThemeChoice[] = ['auto', 'light', 'dark'];

function themeChoice(state: AppState, actions: Actions): TemplateResult {
  return html`<fieldset class="segments">
    <legend class="visually-hidden">${words.theme}</legend>
    ${THEMES.map(
      (choice) => html`<label>
        <input
          type="radio"
          name="theme"
          .checked=${state.theme === choice}
          @change=${() => actions.theme(choice)}
        /><span>${words.themes[choice]}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** Before the id of a model of the user. */
const OWN = 'own:';

function networkChoice(state: AppState, actions: Actions): TemplateResult {
  const current = state.model?.id;
  const choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    if (value.startsWith(OWN)) void actions.openOwn(value.slice(OWN.length));
    const entry = state.models.find(({ id }) => id === value);
    if (entry) actions.openModel(entry);
  };
  const own = state.model && current === undefined ? state.model.info.title : undefined;
  const mine = state.own.filter(({ kind, name }) => kind === 'model' && name !== own);
  // While it loads, what was chosen stays chosen; where that failed, the menu names what is shown.
  const marked = (isCurrent: boolean) => (state.progress ? isCurrent : live(isCurrent));
  const offered = state.models.filter(
    (entry) => entry.id === current || placeOf(entry, state.kept) !== 'elsewhere',
  );
  return html`<label class="field">
      <span class="field-name">${words.network}</span>
      <select data-test="model" aria-label=${words.network} @change=${choose}>
        ${own === undefined ? nothing : html`<option .selected=${marked(true)}>${own}</option>`}
        ${offered.map(
          ({ id, title }) =>
            html`<option value=${id} .selected=${marked(id === current)}>${title}</option>`,
        )}
        ${mine.length > 0 ? html`<optgroup label=${ownWords.models}>${mine.map(({ id, name }) => html`<option value=${OWN + id}>${name}</option>`)}</optgroup>` : nothing}
      </select>
    </label>
    <button type="button" class="button" data-test="more-models" @click=${actions.showModels}>
      ${words.moreModels}
    </button>
    <button type="button" class="button" @click=${actions.chooseModel}>${words.openModel}</button>`;
}

function tour(state: AppState, actions: Actions): TemplateResult {
  // Always there: the other controls do not move when it can be taken.
  const ready = state.snapshot !== undefined && state.guide === undefined;
  return html`<button
    type="button"
    class="button"
    data-test="tour"
    aria-disabled=${!ready}
    @click=${() => ready && actions.goToStep(0)}
  >${words.tour}</button>`;
}

/** The link names no part of an address: the address says what is shown. */
function skip(event: Event, actions: Actions): void {
  event.preventDefault();
  actions.focusNetwork();
}

export function header(state: AppState, actions: Actions): TemplateResult {
  return html`<header class="masthead">
    <a class="skip" href="#network" @click=${(event: Event) => skip(event, actions)}>${words.skip}</a>
    <div class="masthead-title">
      <h1>${words.title}</h1>
      <p>${words.summary}</p>
    </div>
    <div class="masthead-controls">
      ${networkChoice(state, actions)} ${tour(state, actions)} ${themeChoice(state, actions)}
    </div>
  </header>`;
}
