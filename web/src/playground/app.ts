// The whole page as a function of the state.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions } from './actions.js';
import type { AppState } from './app-state.js';
import { announcement } from './features/answer/announce.js';
import { predictionCard } from './features/answer/prediction-card.js';
import { guidePanel } from './features/guide/guide-panel.js';
import { header } from './features/header/header.js';
import { layerView } from './features/layer/layer-view.js';
import { modelsDialog } from './features/models/models-dialog.js';
import { networkCard } from './features/network/network-card.js';
import { pictureCard } from './features/picture/picture-card.js';
import { failureBanner } from './features/progress/failure-banner.js';
import { progressLine } from './features/progress/progress-line.js';

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
