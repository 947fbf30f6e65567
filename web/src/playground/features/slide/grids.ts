// A patch, its kernel and their products as grids of numbers.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { exactFloat } from '../../kit/format.js';
import type { Cursor } from './cursor.js';
import { printed } from './digits.js';
import { productsOf, type Scene } from './scene.js';
import { words } from './words-en.js';

/** A kernel with more elements is not legible as numbers. */
const LEGIBLE = 49;

/** Short enough for a cell of fixed width; the title has the whole number. */
function brief(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return exactFloat(value);
  if (size !== 0 && (size < 0.001 || size >= 1e5)) {
    return value.toExponential(1).replace('e+', 'e').replace(/-/g, '−');
  }
  return String(Number(value.toPrecision(size < 0.01 ? 3 : 4))).replace('-', '−');
}

interface Grid {
  name: string;
  width: number;
  /** undefined: a cell of the padding. */
  numbers: readonly (number | undefined)[];
  texts: readonly string[];
  /** Cells from here on are not there yet. */
  there: number;
  /** The one that stands out. */
  winner?: number | undefined;
}

function cell({ numbers, texts, there, winner }: Grid, k: number, most: number): TemplateResult {
  const number = numbers[k];
  const kinds = [
    'sum-cell',
    number === undefined ? 'is-padding' : number < 0 ? 'is-negative' : '',
    k >= there ? 'is-later' : '',
    k === (winner ?? (there < numbers.length ? there - 1 : -1)) ? 'is-winner' : '',
  ];
  const share = most > 0 ? Math.abs(number ?? 0) / most : 0;
  return html`<td class=${kinds.filter(Boolean).join(' ')} title=${number === undefined ? nothing : exactFloat(number)} ${cssVariables({ '--share': String(share) })}>${texts[k]}</td>`;
}

function grid(of: Grid): TemplateResult {
  const { name, width, numbers } = of;
  const most = numbers.reduce<number>((largest, next) => Math.max(largest, Math.abs(next ?? 0)), 0);
  const rows = Array.from({ length: numbers.length / width }, (_, y) => y);
  return html`<figure class="slide-grid">
    <table class="sum-grid number" aria-label=${name} ${cssVariables({ '--across': String(width) })}>
      <tbody>
        ${rows.map((y) => html`<tr>${Array.from({ length: width }, (_, x) => cell(of, y * width + x, most))}</tr>`)}
      </tbody>
    </table>
    <figcaption class="note">${name}</figcaption>
  </figure>`;
}

/** The window of a pool, as the list prints its numbers; the one that wins is marked. */
function pool({ sum, rows, decimals }: Scene): TemplateResult | typeof nothing {
  if (sum.kind !== 'window' || sum.cells.length > LEGIBLE) return nothing;
  const { cells, width, winner } = sum;
  const texts = cells.map((value, k) => {
    const units = rows.find(({ key }) => key === k)?.units;
    if (units !== undefined) return printed(units, decimals);
    return value === undefined ? '' : brief(value);
  });
  const there = cells.length;
  const of = { name: words.window, width, numbers: cells, texts, there, winner };
  return html`<div class="slide-grids" data-test="slide-grids">${grid(of)}</div>`;
}

/** Nothing where there is no window; as high for every cell of a layer. */
export function grids(scene: Scene, { row, within }: Cursor): TemplateResult | typeof nothing {
  const { form, size, rows, decimals } = scene;
  if (form !== 'kernel' || !size) return pool(scene);
  const [height, width] = size;
  if (height * width > LEGIBLE)
    return html`<p class="note">${words.tooLarge(size.join(' × '))}</p>`;
  const isTerm = rows[row]?.kind === 'term';
  const { key, units = 0 } =
    (isTerm ? rows[row] : rows.findLast(({ kind }) => kind === 'term')) ?? {};
  const patch = key === undefined ? undefined : scene.patch(key);
  if (!patch) return nothing;
  const products = patch.values.map((value, k) =>
    value === undefined ? undefined : value * (patch.weights[k] ?? 0),
  );
  const { units: printedUnits } = productsOf(scene, patch, units);
  const there = isTerm ? within : products.length;
  const zero = printed(0, decimals);
  return html`<div class="slide-grids" data-test="slide-grids">
    ${grid({ name: words.patch, width, numbers: patch.values, there, texts: patch.values.map((value) => (value === undefined ? '0' : brief(value))) })}
    <span aria-hidden="true">×</span>
    ${grid({ name: words.kernel, width, numbers: patch.weights, there, texts: patch.weights.map(brief) })}
    <span aria-hidden="true">=</span>
    ${grid({ name: words.products, width, numbers: products, there, texts: products.map((product, k) => (k >= there ? '' : product === undefined ? zero : printed(printedUnits[k] ?? 0, decimals))) })}
  </div>`;
}
