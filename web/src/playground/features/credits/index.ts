// Who made what is shown, and where pictures go: nowhere.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import type { AppState } from '../../kit/playground.js';
import { words } from './words-en.js';

function view(state: AppState): TemplateResult {
  const model = state.models.find(({ id }) => id === state.model?.id);
  const sample = state.samples.find(({ file }) => file === state.snapshot?.picture.sample);
  return html`<footer class="footer note">
    <p>${words.privacy}</p>
    ${model?.credit ? html`<p>${words.network(model.credit)}</p>` : nothing}
    ${sample?.credit ? html`<p>${words.sample(sample.credit)}</p>` : nothing}
  </footer>`;
}

export const credits: Feature = { name: 'credits', views: { end: view } };
