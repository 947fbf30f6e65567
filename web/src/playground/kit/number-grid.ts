// A patch, a kernel or a window as a grid of numbers.

import { html, type TemplateResult } from 'lit/html.js';
import { cssVariables } from './css-variable.js';
import { exactFloat } from './format.js';
import { words } from './words-en.js';

/** One cell of a grid: its colour says sign and size, its text the number. */
function cell(value: number | undefined, limit: number, mark = ''): TemplateResult {
  if (value === undefined) {
    return html`<td class="sum-cell is-padding" title=${words.padding}>0</td>`;
  }
  const share = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0;
  const side = value < 0 ? 'is-negative' : 'is-positive';
  return html`<td class="sum-cell ${side} ${mark}" title=${exactFloat(value)} ${cssVariables({ '--share': String(share) })}>${gridText(value, limit)}</td>`;
}

/**
 * As many decimals in every cell: those with which the largest has three digits, and none from 100 on. A grid is read at
 * a glance, the title has the whole number. What would be written as zero, and is not, has its own power of ten.
 */
export function gridText(value: number, limit: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value) || !Number.isFinite(limit)) return exactFloat(value);
  const isShort = limit >= 0.01 && limit < 10_000;
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(limit)));
  const fixed = isShort ? value.toFixed(decimals) : '0';
  const text = Number(fixed) === 0 ? value.toExponential(0).replace('e+', 'e') : fixed;
  return text.replace(/-/g, '−');
}

export interface Grid {
  height: number;
  width: number;
  cells: readonly (number | undefined)[];
  name: string;
  /** Position of a cell that stands out. */
  winner?: number | undefined;
}

/** Numbers in a grid, coloured by sign and size. */
export function grid({ height, width, cells, name, winner }: Grid): TemplateResult {
  const limit = Math.max(...cells.map((value) => Math.abs(value ?? 0)));
  const rows = Array.from({ length: height }, (_, y) => y);
  return html`<table class="sum-grid number" aria-label=${name}>
    <tbody>
      ${rows.map(
        (y) =>
          html`<tr>
            ${cells.slice(y * width, (y + 1) * width).map((value, x) => cell(value, limit, y * width + x === winner ? 'is-winner' : ''))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
