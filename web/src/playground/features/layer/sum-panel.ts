// How one number is computed: its terms, ranked by what they add, beside the engine's own number.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { exactFloat, shortFloat } from '../../kit/format.js';
import { grid } from '../../kit/number-grid.js';
import type {
  ConvolutionSum,
  FormulaSum,
  How,
  MovedSum,
  Patch,
  Sum,
  Term,
  TermsSum,
  WindowSum,
} from '../../network/sum/index.js';
import { bar, equation, type Length, list } from './sum-rows.js';
import { words } from './words-en.js';

export interface SumProps extends Length {
  sum: Sum;
  /** The engine's own float32. */
  own: number | undefined;
  /** Cells and weights of an input channel of a convolution. */
  patch(channel: number): Patch | undefined;
  /** Name of an input channel, e.g. "red". */
  channel(index: number): string | undefined;
  /** Name of a term that stands for a class, e.g. "church". */
  name(index: number): string | undefined;
  /** Opens the value that a moved number comes from. */
  onSource(value: string, index: number): void;
}

/** A kernel larger than that is not legible as a grid of numbers. */
const LEGIBLE = 49;

function convolution(props: SumProps, sum: ConvolutionSum): TemplateResult {
  const channels = sum.terms.length;
  const cells = props.patch(sum.terms[0]?.channel ?? 0)?.weights.length ?? 0;
  const row = (term: ConvolutionSum['terms'][number], most: number): TemplateResult => {
    const patch = cells <= LEGIBLE ? props.patch(term.channel) : undefined;
    const name = props.channel(term.channel) ?? term.label;
    return html`<li class="sum-term">
      <span class="sum-label">${name}</span>
      ${
        patch
          ? html`<span class="sum-product">
              ${grid({ ...patch, cells: patch.values, name: words.patch(name) })}
              <span aria-hidden="true">·</span>
              ${grid({ ...patch, cells: patch.weights, name: words.kernel(name) })}
            </span>`
          : nothing
      }
      <span class="sum-amount number" data-test="term">${shortFloat(term.amount)}</span>
      ${bar(term.amount, most)}
    </li>`;
  };
  return html`${equation(sum)}
    <p class="note">${words.convolution(channels, sum.bias !== undefined)}</p>
    ${list(props, sum.terms, row)}`;
}

function pooled(sum: WindowSum): TemplateResult {
  const { height, width, cells, winner, divisor } = sum;
  const padded = cells.filter((value) => value === undefined).length;
  const fits = cells.length <= 2 * LEGIBLE;
  const text = divisor === undefined ? words.largestOfWindow : words.meanOfWindow(divisor);
  return html`<p class="note">
      ${text} ${padded > 0 ? words.inPadding(padded) : ''}
    </p>
    ${fits ? grid({ height, width, cells, winner, name: words.window }) : html`<p class="note">${words.largeWindow(height, width, cells.length)}</p>`}`;
}

function terms(props: SumProps, sum: TermsSum): TemplateResult {
  const row = (term: Term, most: number): TemplateResult => {
    const index = Number(/ (\d+)/.exec(term.label)?.[1] ?? NaN);
    const name = Number.isNaN(index) ? undefined : props.name(index);
    const { factors } = term;
    const text = factors ? factorText(sum, factors) : '';
    return html`<li class="sum-term">
      <span class="sum-label">${term.label}${name ? ` (${name})` : ''}</span>
      <span class="sum-factors number">${text}</span>
      <span class="sum-amount number" data-test="term">${shortFloat(term.amount)}</span>
      ${bar(term.amount, most)}
    </li>`;
  };
  const of = {
    terms: sum.terms.length,
    areProducts: !isShare(sum.how) && sum.terms[0]?.factors !== undefined,
    hasBias: sum.bias !== undefined,
  };
  return html`${equation(sum)}
    <p class="note">${words.terms(sum.how, of)}</p>
    ${list(props, sum.terms, row)}`;
}

export const isShare = (how: How): boolean => how === 'share' || how === 'logarithm of share';

function factorText({ how }: TermsSum, [a, b]: readonly [number, number]): string {
  return isShare(how) ? `e^${shortFloat(a)}` : `${shortFloat(a)} · ${shortFloat(b)}`;
}

function formula(sum: FormulaSum): TemplateResult {
  return html`<p class="sum-rule">${sum.rule}</p>
    <dl class="sum-letters number">
      ${sum.terms.map(
        ({ label, amount }) => html`<div>
          <dt>${label}</dt>
          <dd>${exactFloat(amount)}</dd>
        </div>`,
      )}
    </dl>`;
}

function moved({ onSource }: SumProps, { from, index }: MovedSum): TemplateResult {
  return html`<p class="note">
    ${words.moved(index, html`<button type="button" class="button is-quiet" @click=${() => onSource(from, index)}>${from}</button>`)}
  </p>`;
}

function parts(props: SumProps): TemplateResult {
  const { sum } = props;
  switch (sum.kind) {
    case 'convolution':
      return convolution(props, sum);
    case 'window':
      return pooled(sum);
    case 'terms':
      return terms(props, sum);
    case 'formula':
      return formula(sum);
    case 'moved':
      return moved(props, sum);
    case 'unknown':
      return html`<p class="note">${words.unknown}</p>`;
  }
}

/** The recomputed number, the engine's, and how far they are apart. */
function check(value: number | undefined, own: number | undefined): TemplateResult {
  if (value === undefined) return html``;
  const gap = own === undefined ? undefined : Math.abs(value - own);
  return html`<dl class="sum-check number" data-test="sum-check">
    <div>
      <dt>${words.recomputed}</dt>
      <dd data-test="sum-value">${exactFloat(value)}</dd>
    </div>
    <div>
      <dt>${words.byNetwork}</dt>
      <dd data-test="sum-own">${own === undefined ? '–' : exactFloat(own)}</dd>
    </div>
    <div>
      <dt>${words.difference}</dt>
      <dd data-test="sum-gap">${gap === undefined ? '–' : gap === 0 ? '0' : gap.toExponential(1).replace('-', '−')}</dd>
    </div>
  </dl>`;
}

export function sumPanel(props: SumProps): TemplateResult {
  const { sum, own } = props;
  return html`<div class="sum" data-test="sum">
    ${parts(props)} ${sum.kind === 'unknown' ? nothing : check(sum.value, own)}
  </div>`;
}
