// How the values of a channel and of its layer are spread: figures and a histogram.

import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import { exactFloat, percent, shortFloat } from '../../kit/format.js';
import type { AppState } from '../../kit/playground.js';
import { type Column, channelName } from '../../network/columns.js';
import { elementsOf } from '../../network/enlarged.js';
import type { KeptValue } from '../../network/network.js';
import { planeStatistics, type Statistics, valueStatistics } from '../../network/statistics.js';
import { type Histogram, histogramOf } from './gallery.js';
import { words } from './words-en.js';

const FIGURES: readonly (readonly [
  name: keyof typeof words.figures,
  text: (of: Statistics) => string,
])[] = [
  ['min', ({ min }) => exactFloat(min)],
  ['max', ({ max }) => exactFloat(max)],
  ['mean', ({ mean }) => exactFloat(mean)],
  ['zeros', ({ zeros, elements }) => percent(zeros / elements)],
];

export interface Part {
  name: string;
  of: Statistics | undefined;
}

/** One column of figures for each part. */
export function figures(parts: readonly Part[], test: string): TemplateResult {
  return html`<table class="statistics number" data-test=${test}>
    <thead>
      <tr>
        <td></td>
        ${parts.map(({ name }) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${FIGURES.map(
        ([name, text]) =>
          html`<tr>
            <th scope="row">${words.figures[name]}</th>
            ${parts.map(({ of }) => html`<td>${of ? text(of) : '–'}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Bars as one path in a box of 1 x 1, the highest as high as the box. */
export function barsPath({ counts }: Histogram): string {
  const most = Math.max(1, ...counts);
  const step = 1 / counts.length;
  return [...counts]
    .map((amount, i) => (amount === 0 ? '' : `M${i * step} 1v${-amount / most}h${step}V1z`))
    .join('');
}

export function histogram(
  of: Histogram | undefined,
  name: string,
): TemplateResult | typeof nothing {
  if (!of) return nothing;
  const zero = of.low < 0 && of.high > 0 ? -of.low / (of.high - of.low) : undefined;
  const total = of.counts.reduce((sum, amount) => sum + amount, 0);
  const ends = { low: shortFloat(of.low), high: shortFloat(of.high) };
  const label = words.histogram({ values: total, what: name, ...ends });
  return html`<figure class="histogram" data-test="histogram">
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label=${label}>
      ${svg`<path d=${barsPath(of)} />`}
      ${zero === undefined ? nothing : svg`<line x1=${zero} x2=${zero} y1="0" y2="1" />`}
    </svg>
    <figcaption class="number">
      <span>${shortFloat(of.low)}</span><span>${name}</span><span>${shortFloat(of.high)}</span>
    </figcaption>
  </figure>`;
}

/** Of the open channel and its layer. */
export function layerFigures(
  state: AppState,
  column: Column,
  value: KeptValue | undefined,
  channel: number,
): TemplateResult {
  const layer = state.snapshot?.statistics.get(column.value) ?? (value && valueStatistics(value));
  const size = elementsOf(column);
  const plane = value && planeStatistics(value, channel, size);
  const name = channelName(column, channel);
  const parts = column.layout.flat
    ? [{ name: words.layer, of: layer }]
    : [
        { name, of: plane },
        { name: words.layer, of: layer },
      ];
  const bad = layer?.nonFinite ?? 0;
  return html`${figures(parts, 'statistics')}
    ${bad > 0 ? html`<p class="note">${words.notFinite(bad)}</p>` : nothing}
    ${value && !column.layout.flat ? histogram(histogramOf(value, channel * size, size), name) : nothing}
    ${value ? histogram(histogramOf(value), words.layer) : nothing}`;
}
