// The list of models: open one, download one, give back the room that downloads take.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { onBackdrop, onClose, syncModal } from '../../kit/dialog.js';
import type { Rest } from '../../kit/feature.js';
import { bytes } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { CatalogEntry } from '../../run/state.js';
import { type OwnFile, ownWords } from '../keep/index.js';
import { placeOf } from './catalogue.js';
import { factsOf, hostOf, keptBytes } from './listing.js';
import { words } from './words-en.js';

function buttons(state: AppState, entry: CatalogEntry, actions: Actions): TemplateResult {
  const place = placeOf(entry, state.kept);
  const current = state.model?.id === entry.id;
  const size = entry.bytes === undefined ? '' : bytes(entry.bytes);
  const text = current ? words.shown : place === 'elsewhere' ? words.download(size) : words.open;
  return html`<span class="model-buttons">
    ${
      place === 'kept'
        ? html`<button
            type="button"
            class="button is-quiet"
            aria-label=${words.removeLabel(entry.title)}
            @click=${() => actions.removeModel(entry)}
          >
            ${words.remove}
          </button>`
        : nothing
    }
    <button
      type="button"
      class="button"
      aria-label=${words.buttonLabel(text, entry.title)}
      aria-disabled=${current}
      data-test="open-model"
      data-model=${entry.id}
      @click=${() => (current ? undefined : actions.openModel(entry))}
    >
      ${text}
    </button>
  </span>`;
}

function row(state: AppState, entry: CatalogEntry, actions: Actions): TemplateResult {
  const place = placeOf(entry, state.kept);
  return html`<li class="model-row" data-test="model-row">
    <span class="model-title">
      <strong>${entry.title}</strong>
      ${place === 'kept' ? html`<span class="badge">${words.onDevice}</span>` : nothing}
      ${state.linked === entry.id ? html`<span class="badge">${words.linked}</span>` : nothing}
      <span class="note number">${factsOf(entry, place)}</span>
    </span>
    ${buttons(state, entry, actions)}
  </li>`;
}

function group(
  state: AppState,
  heading: string,
  note: string,
  entries: readonly CatalogEntry[],
  actions: Actions,
): TemplateResult | typeof nothing {
  if (entries.length === 0) return nothing;
  return html`<section class="model-group">
    <h3>${heading}</h3>
    <p class="note">${note}</p>
    <ul>
      ${entries.map((entry) => row(state, entry, actions))}
    </ul>
  </section>`;
}

/** isShown: it is the network on screen. */
function ownRow({ id, name, bytes: size }: OwnFile, isShown: boolean, actions: Actions) {
  const open = (): void => {
    actions.closeModels();
    void actions.openOwn(id);
  };
  const text = isShown ? words.shown : words.open;
  return html`<li class="model-row" data-test="own-model">
    <span class="model-title"><strong>${name}</strong> <span class="note number">${bytes(size)}</span></span>
    <span class="model-buttons">
      <button
        type="button"
        class="button"
        aria-label=${words.buttonLabel(text, name)}
        aria-disabled=${isShown}
        data-test="open-own-model"
        @click=${() => (isShown ? undefined : open())}
      >
        ${text}
      </button>
    </span>
  </li>`;
}

/** What the user opened: kept in this browser, or not kept, which is said. */
function ownGroup({ own, keeping, ownShownId }: AppState, actions: Actions) {
  const files = own.filter(({ kind }) => kind === 'model');
  if (keeping && files.length === 0) return nothing;
  return html`<section class="model-group" data-test="own-models">
    <h3>${ownWords.models}</h3>
    <p class="note">${keeping ? words.ownNote : words.ownNotKept}</p>
    <ul>
      ${files.map((file) => ownRow(file, file.id === ownShownId, actions))}
    </ul>
  </section>`;
}

function content(state: AppState, actions: Actions): TemplateResult {
  const bundled = state.models.filter(({ file }) => file !== undefined);
  const others = state.models.filter(({ file }) => file === undefined);
  const hosts = [...new Set(others.map(hostOf))].join(', ');
  const room = keptBytes(state.kept);
  return html`<header class="dialog-head">
      <h2 id="models-heading">${words.heading}</h2>
      <button type="button" class="button" data-test="close-models" @click=${actions.closeModels}>
        ${words.close}
      </button>
    </header>
    <div class="model-groups" tabindex="0" role="group" aria-label=${words.list}>
      ${group(state, words.included, words.includedNote, bundled, actions)}
      ${ownGroup(state, actions)}
      ${group(state, words.onDemand, words.onDemandNote(hosts), others, actions)}
    </div>
    <footer class="model-foot">
      <button type="button" class="button is-primary" @click=${actions.chooseModel}>
        ${words.openFile}
      </button>
      <span class="note number" data-test="kept">
        ${room > 0 ? words.kept(state.kept.length, bytes(room)) : words.noneKept}
      </span>
    </footer>`;
}

function modelsDialog(state: AppState, actions: Actions): TemplateResult {
  return html`<dialog
    class="models-dialog"
    aria-labelledby="models-heading"
    data-test="models-dialog"
    @close=${onClose(actions.closeModels)}
    @click=${onBackdrop(actions.closeModels)}
  >
    ${state.choosing ? html`<div class="dialog-content">${content(state, actions)}</div>` : nothing}
  </dialog>`;
}

function syncModelsDialog(root: ParentNode, state: AppState): void {
  syncModal(root, '.models-dialog', state.choosing, {
    first: '[data-test="close-models"]',
    back: '[data-test="more-models"]',
  });
}

export const rest: Rest = {
  views: { over: modelsDialog },
  drawn: ({ root, state }) => syncModelsDialog(root, state),
};
