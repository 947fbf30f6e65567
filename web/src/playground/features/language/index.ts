// The choice of a language, where the page offers one.

import { html, nothing } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import { words } from './words-en.js';

/** Of the page: the languages it has, and what happens when another one is chosen. */
export interface LanguageChoice {
  current: string;
  all: readonly { code: string; name: string }[];
  choose(code: string): void;
}

declare module '../../kit/playground.js' {
  interface AppState {
    languages?: LanguageChoice;
  }
}

export const language: Feature = {
  name: 'language',
  views: {
    end({ languages }) {
      if (!languages) return nothing;
      const { current, all, choose } = languages;
      return html`<label class="field note">
        <span>${words.language}</span>
        <select
          data-test="language"
          @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
        >
          ${all.map(({ code, name }) => html`<option value=${code} lang=${code} .selected=${code === current}>${name}</option>`)}
        </select>
      </label>`;
    },
  },
};
