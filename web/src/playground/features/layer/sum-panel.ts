// How one number comes about: its terms, ranked by what they add, beside the engine's own number.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { count, exactFloat, shortFloat } from '../../kit/format.js';
import type {
  ConvolutionSum,
  FormulaSum,
  MovedSum,
  Patch,
  Sum,
  Term,
  TermsSum,
  WindowSum,
} from '../../network/sum/index.js';
import { grid } from './sum-grid.js';

/** Terms shown first; the rest is a click away. */
const FIRST = 6;
const MORE = 64;

export interface SumProps {
  sum: Sum;
  /** The engine's own float32. */
  own: number | undefined;
  /** Cells and weights of an input channel of a convolution. */
  patch(channel: number): Patch | undefined;
  /** Name of a term that stands for a class, e.g. "church". */
  name(index: number): string | undefined;
  /** All terms, not only the largest. */
  isLong: boolean;
  onLong(isLong: boolean): void;
  /** Opens the value that a moved number comes from. */
  onSource(value: string, index: number): void;
}

/** How much of the largest term a term is, as a bar to the left or right. */
function bar(amount: number, most: number): TemplateResult {
  const share = most > 0 ? Math.abs(amount) / most : 0;
  return html`<span class="sum-bar ${amount < 0 ? 'is-negative' : 'is-positive'}" ${cssVariables({ '--share': String(share) })}></span>`;
}

function ranked<T extends Term>(terms: readonly T[]): T[] {
  return [...terms].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
}

const sumOfTerms = (terms: readonly Term[]): number =>
  terms.reduce((all, { amount }) => all + amount, 0);

/** The rows shown, and a row for what the others add. */
function list<T extends Term>(
  { isLong, onLong }: SumProps,
  terms: readonly T[],
  row: (term: T, most: number) => TemplateResult,
): TemplateResult {
  const order = ranked(terms);
  const shown = order.slice(0, isLong ? MORE : FIRST);
  const rest = order.slice(shown.length);
  const most = Math.abs(order[0]?.amount ?? 0);
  return html`<ol class="sum-terms">
      ${shown.map((term) => row(term, most))}
      ${
        rest.length > 0
          ? html`<li class="sum-term is-rest">
              <span>${count(rest.length)} smaller ones together</span>
              <span class="number">${shortFloat(sumOfTerms(rest))}</span>
            </li>`
          : nothing
      }
    </ol>
    ${
      terms.length > FIRST
        ? html`<button type="button" class="button is-quiet" @click=${() => onLong(!isLong)}>
            ${isLong ? 'Only the largest' : `Show ${terms.length > MORE ? `the ${MORE} largest` : `all ${count(terms.length)}`}`}
          </button>`
        : nothing
    }`;
}

/** A kernel larger than that is not legible as a grid of numbers. */
const LEGIBLE = 49;

function convolution(props: SumProps, sum: ConvolutionSum): TemplateResult {
  const channels = sum.terms.length;
  const cells = props.patch(sum.terms[0]?.channel ?? 0)?.weights.length ?? 0;
  const row = (term: ConvolutionSum['terms'][number], most: number): TemplateResult => {
    const patch = cells <= LEGIBLE ? props.patch(term.channel) : undefined;
    return html`<li class="sum-term">
      <span class="sum-label">${term.label}</span>
      ${
        patch
          ? html`<span class="sum-product">
              ${grid({ ...patch, cells: patch.values, name: `patch of input ${term.label}` })}
              <span aria-hidden="true">·</span>
              ${grid({ ...patch, cells: patch.weights, name: `kernel for input ${term.label}` })}
            </span>`
          : nothing
      }
      <span class="sum-amount number" data-test="term">${shortFloat(term.amount)}</span>
      ${bar(term.amount, most)}
    </li>`;
  };
  return html`<p class="note">
      ${channels === 1 ? 'Patch times kernel' : `For each of ${count(channels)} input channels, patch times kernel`}; all added up, then the bias. Largest first.
    </p>
    ${list(props, sum.terms, row)}
    ${equation(sumOfTerms(sum.terms), sum.bias)}`;
}

function equation(products: number, bias: number | undefined): TemplateResult {
  return bias === undefined
    ? html``
    : html`<p class="sum-equation number" data-test="bias">
        ${shortFloat(products)} <span class="note">products</span> + ${shortFloat(bias)}
        <span class="note">bias</span>
      </p>`;
}

function pooled(sum: WindowSum): TemplateResult {
  const { height, width, cells, winner, divisor } = sum;
  const padded = cells.filter((value) => value === undefined).length;
  const fits = cells.length <= 2 * LEGIBLE;
  const text =
    divisor === undefined
      ? 'The largest number of the window is kept; it is marked.'
      : `The mean of the window: its sum divided by ${count(divisor)}.`;
  return html`<p class="note">
      ${text} ${padded > 0 ? `${count(padded)} cells lie in the padding.` : ''}
    </p>
    ${fits ? grid({ height, width, cells, winner, name: 'window' }) : html`<p class="note">The window is the whole map, ${height} × ${width}: ${count(cells.length)} cells.</p>`}`;
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
  const many = sum.terms.length > 1;
  return html`<p class="note">The ${sum.how} ${many ? `${count(sum.terms.length)} numbers` : 'one number'}.</p>
    ${list(props, sum.terms, row)} ${equation(sumOfTerms(sum.terms), sum.bias)}`;
}

function factorText({ how }: TermsSum, [a, b]: readonly [number, number]): string {
  return how.includes('share') ? `e^ of ${shortFloat(a)}` : `${shortFloat(a)} · ${shortFloat(b)}`;
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
    This layer only moves numbers: this one is number ${count(index)} of
    <button type="button" class="button is-quiet" @click=${() => onSource(from, index)}>${from}</button>
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
      return html`<p class="note">How this operator gets its numbers is not broken down here.</p>`;
  }
}

/** The recomputed number, the engine's, and how far they are apart. */
function check(value: number | undefined, own: number | undefined): TemplateResult {
  if (value === undefined) return html``;
  const gap = own === undefined ? undefined : Math.abs(value - own);
  return html`<dl class="sum-check number" data-test="sum-check">
    <div>
      <dt>recomputed here</dt>
      <dd data-test="sum-value">${exactFloat(value)}</dd>
    </div>
    <div>
      <dt>the engine's number</dt>
      <dd data-test="sum-own">${own === undefined ? '–' : exactFloat(own)}</dd>
    </div>
    <div>
      <dt>difference</dt>
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
