// What to compare with.

import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Sample } from '../../run/state.js';
import { takesPicture } from '../../run/suits.js';
import { isThere } from './named.js';
import type { Against } from './state.js';
import { words } from './words-en.js';

/** As the value of an option. */
function keyOf(against: Against | undefined): string {
  switch (against?.kind) {
    case undefined:
      return '';
    case 'network':
      return `network ${against.entry.id}`;
    case 'sample':
      return `sample ${against.sample.file}`;
    case 'unchanged':
    case 'unedited':
      return against.kind;
    default:
      return 'file';
  }
}

/** A page beside that one of the documentation. */
const pageOf = (docs: string, name: string): string => docs.replace(/[^/]*$/, name);

function optionsOf(state: AppState) {
  const { models, samples, model, snapshot, changes } = state;
  const networks = models
    .filter((entry) => entry.id !== model?.id && isThere(entry, state))
    .map((entry): [Against, string] => [{ kind: 'network', entry }, entry.title]);
  const isOther = ({ file }: Sample) => file !== snapshot?.picture.sample;
  const pictures = (takesPicture(state) ? samples : [])
    .filter(isOther)
    .map((sample): [Against, string] => [{ kind: 'sample', sample }, sample.title]);
  const before: [Against, string][] = [
    ...(changes.length > 0 ? [[{ kind: 'unchanged' }, words.unchanged] as [Against, string]] : []),
    ...(snapshot?.edited ? [[{ kind: 'unedited' }, words.unedited] as [Against, string]] : []),
  ];
  return [
    [words.before, before],
    [words.networks, networks],
    [words.pictures, pictures],
  ] as const;
}

function pick(accept: string, found: (file: File) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.onchange = () => {
    const file = input.files?.[0];
    if (file) found(file);
  };
  input.click();
}

const FILES = [
  ['network-file', '.onnx,.pth,.pt,.ckpt,.safetensors', 'networkFile'],
  ['picture-file', 'image/*', 'pictureFile'],
  ['values', '.npz', 'valuesFile'],
] as const;

export function chooser(state: AppState, actions: Actions): TemplateResult {
  const { comparison } = state;
  const groups = optionsOf(state);
  const chosen = keyOf(comparison?.against);
  const file = comparison?.against;
  const choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const found = groups.flatMap(([, list]) => list).find(([against]) => keyOf(against) === value);
    if (found || value === '') actions.compareWith(found?.[0]);
  };
  const option = (key: string, text: string) =>
    html`<option value=${key} .selected=${live(key === chosen)}>${text}</option>`;
  return html`<div class="table-tools">
      <label class="field">
        <span class="field-name">${words.choose}</span>
        <select data-test="compare-with" @change=${choose}>
          ${option('', words.nothing)}
          ${file && 'file' in file ? option('file', words.ownFile(file.file.name)) : nothing}
          ${groups.map(([label, list]) => (list.length > 0 ? html`<optgroup label=${label}>${list.map(([against, text]) => option(keyOf(against), text))}</optgroup>` : nothing))}
        </select>
      </label>
      ${FILES.filter(([kind]) => kind !== 'picture-file' || takesPicture(state)).map(
        ([kind, accept, name]) =>
          html`<button type="button" class="button" data-test="compare-${kind}" @click=${() => pick(accept, (file) => actions.compareWith({ kind, file }))}>${words[name]}</button>`,
      )}
      ${comparison ? html`<button type="button" class="button is-quiet" data-test="compare-end" @click=${() => actions.compareWith(undefined)}>${words.close}</button>` : nothing}
    </div>
    ${state.docs && !comparison ? html`<p class="note"><a href=${pageOf(state.docs, 'pytorch.html')} target="_blank" rel="noopener" data-test="compare-how-to">${words.howTo}</a></p>` : nothing}`;
}
