// The terms of a sum, ranked by what they add, and what they come to.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { count, shortFloat } from '../../kit/format.js';
import type { ConvolutionSum, Term, TermsSum } from '../../network/sum/index.js';
import { words } from './words-en.js';

/** Terms shown first; the rest is a click away. */
const FIRST = 6;
const MORE = 64;

/** How much of the largest term a term is, as a bar to the left or right. */
export function bar(amount: number, most: number): TemplateResult {
  const share = most > 0 ? Math.abs(amount) / most : 0;
  return html`<span class="sum-bar ${amount < 0 ? 'is-negative' : 'is-positive'}" ${cssVariables({ '--share': String(share) })}></span>`;
}

function ranked<T extends Term>(terms: readonly T[]): T[] {
  return [...terms].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
}

const sumOfTerms = (terms: readonly Term[]): number =>
  terms.reduce((all, { amount }) => all + amount, 0);

/** All terms, or only the largest. */
export interface Length {
  isLong: boolean;
  onLong(isLong: boolean): void;
}

/** The rows shown, and a row for what the others add. */
export function list<T extends Term>(
  { isLong, onLong }: Length,
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
              <span>${words.otherTerms(rest.length, count(rest.length))}</span>
              <span class="number">${shortFloat(sumOfTerms(rest))}</span>
            </li>`
          : nothing
      }
    </ol>
    ${
      terms.length > FIRST
        ? html`<button type="button" class="button is-quiet" @click=${() => onLong(!isLong)}>
            ${isLong ? words.onlyLargest : terms.length > MORE ? words.showLargest(MORE) : words.showAll(terms.length)}
          </button>`
        : nothing
    }`;
}

/** What it all comes to, before its terms: however many there are, it is in sight. */
export function equation({
  terms,
  bias,
  value,
}: Pick<ConvolutionSum | TermsSum, 'terms' | 'bias' | 'value'>) {
  if (bias === undefined) return nothing;
  const [products, added] = [shortFloat(sumOfTerms(terms)), shortFloat(bias)];
  return html`<p class="sum-equation number" data-test="bias">
    ${words.equation(products, added, shortFloat(value))}
  </p>`;
}
