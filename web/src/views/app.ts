// The whole page as a function of the state.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { announcement } from '../state/announce.js';
import type { AppState } from '../state/app-state.js';
import type { Actions } from './actions.js';
import { failureBanner } from './failure-banner.js';
import { guidePanel } from './guide-panel.js';
import { header } from './header.js';
import { layerView } from './layer-view.js';
import { modelsDialog } from './models-dialog.js';
import { networkCard } from './network-card.js';
import { pictureCard } from './picture-card.js';
import { predictionCard } from './prediction-card.js';
import { progressLine } from './progress-line.js';

function credits(state: AppState): TemplateResult {
  const model = state.models.find(({ id }) => id === state.model?.id);
  const sample = state.samples.find(({ file }) => file === state.snapshot?.picture.sample);
  return html`<footer class="footer note">
    <p>
      Pictures and models of yours stay on this machine. The page asks another site only for a model
      that you choose to download.
    </p>
    ${model?.credit ? html`<p>Network: ${model.credit}</p>` : nothing}
    ${sample?.credit ? html`<p>Sample picture: ${sample.credit}</p>` : nothing}
  </footer>`;
}

export function app(state: AppState, actions: Actions): TemplateResult {
  return html`${header(state, actions)}
    <main class="page">
      ${failureBanner(state, actions)}
      <div class="status">${progressLine(state.progress, actions)}</div>
      <div class="front">${pictureCard(state, actions)} ${predictionCard(state, actions)}</div>
      ${networkCard(state, actions)}
    </main>
    ${state.open ? nothing : guidePanel(state, actions)} ${credits(state)} ${layerView(state, actions)} ${modelsDialog(state, actions)}
    <p class="visually-hidden" aria-live="polite" data-test="announcement">${announcement(state)}</p>
    ${state.dragging ? html`<div class="drop-veil" aria-hidden="true"><p>Drop a picture, an .onnx model, or a list of class names</p></div>` : nothing}`;
}
