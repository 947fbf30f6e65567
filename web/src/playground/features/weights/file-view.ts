// What is in a file of weights whose network is not known, and the lines that write it as ONNX.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { TensorFigures, WeightsFigures } from '../../../protocol/index.js';
import { count, shapeText, shortFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { saidOf } from '../take-home/index.js';
import { showKernels } from './acts.js';
import type { WeightsFile } from './index.js';
import { shownKernels } from './paint-kernels.js';
import { words } from './words-en.js';

/** Rows of the table; DenseNet-201 has 1,000 tensors. */
const ROWS = 1500;

const FIGURES = ['min', 'mean', 'max', 'std'] as const;

function row(tensor: TensorFigures, actions: Actions): TemplateResult {
  const { name, dims, type, kernels, notFinite } = tensor;
  return html`<tr>
    <th scope="row">
      ${
        kernels
          ? html`<button
              type="button"
              class="table-open"
              title=${words.showKernels(name)}
              @click=${() => actions.withWeights((playground) => showKernels(playground, name))}
            >${name}</button>`
          : name
      }
      ${notFinite > 0 ? html`<span class="note">${words.notFinite(count(notFinite))}</span>` : nothing}
    </th>
    <td>${shapeText(dims)}</td>
    <td>${type}</td>
    ${FIGURES.map((figure) => html`<td>${Number.isNaN(tensor[figure]) ? '–' : shortFloat(tensor[figure])}</td>`)}
  </tr>`;
}

function table({ tensors }: WeightsFigures, actions: Actions): TemplateResult {
  const { name, shape, type, ...figures } = words.headings;
  const headings = [name, shape, type, ...FIGURES.map((figure) => figures[figure])];
  const left = tensors.length - ROWS;
  return html`<div class="weights-table" tabindex="0" role="region" aria-label=${words.table}>
    <table class="number">
      <thead>
        <tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr>
      </thead>
      <tbody>${tensors.slice(0, ROWS).map((tensor) => row(tensor, actions))}</tbody>
    </table>
    ${left > 0 ? html`<p class="note">${words.more(count(left))}</p>` : nothing}
  </div>`;
}

function kernelsOf(file: WeightsFile): TemplateResult | typeof nothing {
  const tensor = shownKernels(file);
  if (!tensor?.kernels) return nothing;
  const text = words.kernels(tensor.name, count(tensor.kernels.count));
  return html`<figure class="weights-kernels">
    <canvas data-paint="weight-kernels" data-test="weight-kernels" role="img" aria-label=${text}></canvas>
    <figcaption class="note">${text}</figcaption>
  </figure>`;
}

function lines(figures: WeightsFigures, state: AppState, actions: Actions): TemplateResult {
  const { exportLines } = figures;
  const rows = exportLines.split('\n').length;
  return html`<details>
    <summary>${words.lines}</summary>
    <p class="note">${words.linesAbout}</p>
    <textarea class="embed-code" data-test="export-lines" lang="en" readonly wrap="off" rows=${rows} aria-label=${words.code} .value=${exportLines}></textarea>
    <p>
      <button type="button" class="button" data-test="copy-lines" @click=${() => actions.copyText(exportLines)}>${words.copy}</button>
      <span class="note" role="status">${saidOf(state, exportLines)}</span>
    </p>
  </details>`;
}

function about({ tensors, parameters, path }: WeightsFigures): string {
  const counts = words.counts(count(tensors.length), count(parameters));
  return path.length > 0 ? `${counts}, ${words.under(path.join(' / '))}` : counts;
}

export function fileView(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { weightsFile: file } = state;
  if (!file) return nothing;
  const { figures, name } = file;
  if (!figures) return html`<p class="note" role="status">${words.reading(name)}</p>`;
  return html`<section class="card weights-file" data-test="weights-file" aria-label=${words.title(name)}>
    <h2>${words.title(name)}</h2>
    <p class="note">${about(figures)}</p>
    ${lines(figures, state, actions)} ${kernelsOf(file)} ${table(figures, actions)}
  </section>`;
}
