// A choice of one among a few, side by side; and a field to search in a list.

import { html, type TemplateResult } from 'lit/html.js';
import { words } from './words-en.js';

export interface Segments<Value extends string> {
  /** Of the radio group: different for every place it stands in. */
  name: string;
  /** What is chosen, for those who do not see it. */
  legend: string;
  choices: readonly (readonly [value: Value, text: string])[];
  chosen: Value;
  choose(value: Value): void;
  /** Class of the group besides. */
  kind?: string;
}

export function segments<Value extends string>(of: Segments<Value>): TemplateResult {
  return html`<fieldset class="segments ${of.kind ?? ''}">
    <legend class="visually-hidden">${of.legend}</legend>
    ${of.choices.map(
      ([value, text]) => html`<label>
        <input
          type="radio"
          name=${of.name}
          value=${value}
          .checked=${value === of.chosen}
          @change=${() => of.choose(value)}
        /><span>${text}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** test: value of data-test. */
export function searchField(
  query: string,
  test: string,
  search: (query: string) => void,
  onKey?: (event: KeyboardEvent) => void,
): TemplateResult {
  return html`<label class="field">
    <span class="field-name">${words.find}</span>
    <input
      type="search"
      placeholder=${words.findWhat}
      data-test=${test}
      .value=${query}
      @input=${(event: Event) => search((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => onKey?.(event)}
    />
  </label>`;
}
