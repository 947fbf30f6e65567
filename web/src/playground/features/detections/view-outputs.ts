// Outputs as figures, one below the other, each with a picture where its shape allows one.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { count, exactFloat, shapeText, shortFloat } from '../../kit/format.js';
import type { OutputFigures } from './read-values.js';
import { words } from './words-en.js';

export interface ListedOutput {
  output: OutputFigures;
  /** What it was read as, where it was. */
  read?: {
    line: string;
    how: string;
    isDrawn: boolean;
    /** Classes or channels in it. */
    rows: unknown;
  };
}

/** So many are listed; some detectors have a dozen. */
const SHOWN = 16;

const isNumber = (value: number): boolean => Number.isFinite(value);

function figures({ least, largest, mean, notFinite, first, dims }: OutputFigures): TemplateResult {
  const cells = dims.reduce((size, dim) => size * dim, 1);
  const range = [least, mean, largest].map(shortFloat) as [string, string, string];
  const values = first.map((value) => (isNumber(value) ? shortFloat(value) : String(value)));
  return html`${isNumber(least) && cells > 1 ? html`<p class="note number">${words.range(...range)}</p>` : nothing}
    ${notFinite > 0 ? html`<p class="note is-warning">${words.notFinite(count(notFinite))}</p>` : nothing}
    ${
      cells > 0
        ? html`<p class="note number">
            ${cells === 1 ? words.value(isNumber(first[0] ?? 0) ? exactFloat(first[0] ?? 0) : String(first[0])) : words.first(values.join(', '), cells > values.length)}
          </p>`
        : html`<p class="note">${words.noValues}</p>`
    }`;
}

function item({ output, read }: ListedOutput, index: number, picture: string): TemplateResult {
  const { name, type, dims } = output;
  return html`<li class="output" data-test="output">
    <p><strong class="output-name">${name}</strong> <span class="note number">${type} ${dims.length > 0 ? shapeText(dims) : words.scalar}</span></p>
    ${
      read?.isDrawn
        ? html`<canvas class="output-figure" data-paint="detections" data-output=${index} role="img" aria-label=${words.figure(picture, `${name}, ${read.line}`)}></canvas>`
        : nothing
    }
    ${read ? html`<p>${read.line}</p> ${read.rows} <p class="note">${read.how}</p>` : figures(output)}
  </li>`;
}

export function outputList(outputs: readonly ListedOutput[], picture: string): TemplateResult {
  const more = outputs.length - SHOWN;
  return html`<ol class="outputs" aria-label=${words.outputList}>
      ${outputs.slice(0, SHOWN).map((of, index) => item(of, index, picture))}
    </ol>
    ${more > 0 ? html`<p class="note">${words.more(more)}</p>` : nothing}`;
}
