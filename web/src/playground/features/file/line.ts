// The line: which format, which operators, and who wrote it.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ElementCount, ModelFile } from '../../../client/index.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { NetworkInfo } from '../../network/network.js';
import { words } from './words-en.js';

/** Programs whose own names are written in another way than in their files. */
const PROGRAMS: Readonly<Record<string, string>> = { pytorch: 'PyTorch' };

/** "PyTorch 2.9.1"; '' where the file does not say. */
export function writtenBy({ producerName, producerVersion }: ModelFile): string {
  return `${PROGRAMS[producerName] ?? producerName} ${producerVersion}`.trim();
}

/** float16, ...: what runs as another type, and is most of the file. */
export function unlikeFloat32(weights: readonly ElementCount[]): string | undefined {
  const type = weights[0]?.type;
  return type !== undefined && /^(b?float16|float64)$/.test(type) ? type : undefined;
}

/** The opset of ONNX's own operators. */
export function opsetOf({ opsets }: ModelFile): number | undefined {
  return opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version;
}

export function summaryOf({ file, weights }: NetworkInfo): string | undefined {
  if (weights) {
    const { format, weights: types } = weights.source;
    return words.weightsFile(format, unlikeFloat32(types));
  }
  if (!file) return undefined;
  // A build of a program is no part of the line: "2.9.1+cu128".
  const by = writtenBy(file).replace(/\+\S*$/, '');
  return words.onnxFile(opsetOf(file), unlikeFloat32(file.weights), by);
}

/** facts: what is behind it; nothing until it has been fetched. */
export function fileLine(
  { model, shown }: AppState,
  actions: Actions,
  facts?: TemplateResult,
): TemplateResult | typeof nothing {
  // A widget of one view has its room for that view.
  if (shown.view !== 'full') return nothing;
  const summary = model && summaryOf(model.info);
  // Its line is kept free.
  if (!model) return html`<p class="file-line">&nbsp;</p>`;
  if (summary === undefined) return nothing;
  const toggled = (event: Event): void => {
    if ((event.target as HTMLDetailsElement).open) actions.openFileFacts();
  };
  return html`<details class="file-line" data-test="file" @toggle=${toggled}>
    <summary><strong>${words.file}</strong> <span data-test="file-summary">${summary}</span></summary>
    ${facts ?? html`<p class="note" role="status">${words.fetching}</p>`}
  </details>`;
}
