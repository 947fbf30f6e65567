// Who made what is shown, where pictures go (nowhere), and where more is to be read.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import type { AppState } from '../../kit/playground.js';
import { words } from './words-en.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** Address of the documentation, where the page has one. */
    docs?: string;
    /** The browser has no network: the page is kept for then, the documentation is not. */
    isOffline?: boolean;
  }
}

function view(state: AppState): TemplateResult {
  const model = state.models.find(({ id }) => id === state.model?.id);
  const sample = state.samples.find(({ file }) => file === state.snapshot?.picture.sample);
  return html`<footer class="footer note">
    <p>${words.privacy}</p>
    ${model?.credit ? html`<p>${words.network(model.credit)}</p>` : nothing}
    ${sample?.credit ? html`<p>${words.sample(sample.credit)}</p>` : nothing}
    ${
      state.docs
        ? html`<p><a href=${state.docs} data-test="docs">${words.docs}</a> ${state.isOffline ? words.docsOffline : nothing}</p>`
        : nothing
    }
  </footer>`;
}

export const credits: Feature = {
  name: 'credits',
  views: { end: view },
  start({ set }) {
    const heed = (): void => set({ isOffline: !navigator.onLine });
    heed();
    const listening = new AbortController();
    for (const event of ['online', 'offline'])
      addEventListener(event, heed, { signal: listening.signal });
    return () => listening.abort();
  },
};
