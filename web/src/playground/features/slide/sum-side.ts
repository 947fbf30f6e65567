// The sum: the products of one term, all terms with what they have come to, and the result.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { exactFloat, shortFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { channelName } from '../../network/columns.js';
import { type Cursor, cursorOf, startsOf } from './cursor.js';
import { printed } from './digits.js';
import { grids } from './grids.js';
import type { Row } from './rows.js';
import { amountText, labelsOf, type Opened, productsOf, resultText, type Scene } from './scene.js';
import { aboutPadding, canPad, pairOf, sentences } from './sentences.js';
import { words } from './words-en.js';

interface Line {
  row: Row;
  index: number;
  /** Of its products, those that are there. */
  there: number;
  /** What it comes to so far, and all lines down to it. */
  units: number;
  running: number;
}

/** The printed products that are there of a kernel's term. */
function partOf(scene: Scene, row: Row, there: number): number {
  const patch = there < row.atoms && row.key !== undefined ? scene.patch(row.key) : undefined;
  if (!patch) return row.units;
  const { units } = productsOf(scene, patch, row.units);
  return units.slice(0, there).reduce((all, next) => all + next, 0);
}

const isLeast = ({ sum }: Scene): boolean => sum.kind === 'terms' && sum.how === 'smallest';

/** What all lines down to one come to. */
function runs(scene: Scene, before: number | undefined, units: number): number {
  if (before === undefined) return units;
  if (scene.form !== 'largest') return before + units;
  return isLeast(scene) ? Math.min(before, units) : Math.max(before, units);
}

function linesOf(scene: Scene, { count }: Cursor): Line[] {
  const starts = startsOf(scene);
  let running: number | undefined;
  return scene.rows.map((row, index) => {
    const there = Math.min(row.atoms, Math.max(0, count - (starts[index] ?? 0)));
    const units = there === 0 ? 0 : partOf(scene, row, there);
    if (there > 0) running = runs(scene, running, units);
    return { row, index, there, units, running: running ?? 0 };
  });
}

/** Its class for a share, else its own label. */
function nameOf({ row }: Line, scene: Scene, labels: readonly string[]): string {
  // A channel of the picture goes by its colour.
  if (scene.form === 'kernel' && row.spot) return channelName(row.spot.column, row.spot.channel);
  const label = scene.form === 'share' && row.key !== undefined ? labels[row.key] : undefined;
  if (label === undefined) return row.label;
  return row.key === scene.ownClass ? words.ownClass(label) : label;
}

function factorCells({ factors }: Row, form: Scene['form']): TemplateResult | typeof nothing {
  if (form !== 'products' && form !== 'share') return nothing;
  const [first, second] = factors ?? [];
  const text = (number: number | undefined): string =>
    number === undefined ? '' : shortFloat(number);
  return form === 'share'
    ? html`<td>${text(first)}</td>`
    : html`<td>${text(first)}</td><td>${second === undefined ? '' : `× ${text(second)}`}</td>`;
}

function line(of: Line, scene: Scene, name: string, most: number, close: number, actions: Actions) {
  const { row, index, there, units, running } = of;
  const { decimals, form } = scene;
  const isThere = there > 0;
  const kinds = [`is-${row.kind}`, isThere ? '' : 'is-later', index === close ? 'is-close' : ''];
  const share = most > 0 && isThere ? Math.abs(units) / most : 0;
  const canChoose = row.kind === 'term' && row.key !== undefined && row.spot !== undefined;
  const choose = (): void => actions.changeSlide({ chosen: row.key, done: undefined });
  return html`<tr class=${kinds.filter(Boolean).join(' ')} aria-current=${index === close ? 'true' : nothing} data-test="slide-row">
    <th scope="row">${canChoose ? html`<button type="button" class="slide-choose" @click=${choose}>${name}</button>` : name}</th>
    ${factorCells(row, form)}
    <td class="slide-bars"><span class="slide-bar ${units < 0 ? 'is-negative' : ''}" ${cssVariables({ '--share': String(share) })}></span></td>
    <td data-test="slide-adds">${isThere ? amountText(scene, row, units) : ''}</td>
    ${hasRunning(form) ? html`<td data-test="slide-running">${isThere ? printed(running, decimals) : ''}</td>` : nothing}
  </tr>`;
}

const hasRunning = (form: Scene['form']): boolean =>
  form !== 'rule' && form !== 'moved' && form !== 'unknown';

function heads(scene: Scene): TemplateResult {
  const { form } = scene;
  const factors =
    form === 'products'
      ? html`<th scope="col">${words.value}</th><th scope="col">${words.weight}</th>`
      : form === 'share'
        ? html`<th scope="col">${words.score}</th>`
        : nothing;
  const extreme = isLeast(scene) ? words.runningLeast : words.runningMost;
  const running = form === 'largest' ? extreme : words.runningSum;
  const adds =
    form === 'share'
      ? words.power
      : form === 'kernel' || form === 'products' || form === 'added'
        ? words.adds
        : words.value;
  return html`<thead><tr>
    <th scope="col">${words.term}</th>${factors}<td></td>
    <th scope="col">${adds}</th>
    ${hasRunning(form) ? html`<th scope="col">${running}</th>` : nothing}
  </tr></thead>`;
}

function table(
  state: AppState,
  { column }: Opened,
  scene: Scene,
  cursor: Cursor,
  actions: Actions,
) {
  const lines = linesOf(scene, cursor);
  const most = scene.rows.reduce((largest, { units }) => Math.max(largest, Math.abs(units)), 0);
  const labels = labelsOf(state, column);
  return html`<div class="slide-terms" tabindex="0" role="group" aria-label=${words.termList} ${cssVariables({ '--lines': String(scene.lines) })}>
    <table class="slide-table number" data-test="slide-terms">
      ${heads(scene)}
      <tbody>
        ${lines.map((of) => line(of, scene, nameOf(of, scene, labels), most, cursor.row, actions))}
      </tbody>
    </table>
  </div>`;
}

/** What stands before the result. */
export function equation(scene: Scene): string {
  const { form, sum, total, decimals, divisor, rows } = scene;
  const whole = printed(total, decimals);
  if (divisor !== undefined) return words.divided(whole, divisor);
  if (form === 'largest') return isLeast(scene) ? words.smallest : words.largest;
  if (form === 'share') {
    const own = rows.find(({ key }) => key === scene.ownClass);
    const power = own ? printed(own.units, decimals) : '';
    return sum.kind === 'terms' && sum.how === 'share'
      ? words.share(power, whole)
      : words.shareLog(power, whole);
  }
  if (form === 'rule' && sum.kind === 'formula') return words.rule(sum.rule);
  if (form === 'moved') return words.same;
  const pair = pairOf(scene);
  return pair ? words.pairs[pair] : words.added;
}

function result(scene: Scene, { isWhole }: Cursor, playing: boolean): TemplateResult {
  return html`<p class="slide-result number" data-test="slide-result">
    <span>${equation(scene)}</span>
    <output aria-live=${playing ? 'off' : 'polite'} data-test="slide-value">${isWhole ? resultText(scene) : '…'}</output>
  </p>
  <p class="note number">${words.byNetwork(exactFloat(scene.own))}</p>`;
}

const addsUp = ({ form }: Scene): boolean =>
  form === 'kernel' || form === 'products' || form === 'added' || form === 'share';

export function sumSide(state: AppState, opened: Opened, actions: Actions): TemplateResult {
  const { scene } = opened;
  if (!scene) return html`<p class="note slide-sum" aria-busy="true">${words.reading}</p>`;
  const cursor = cursorOf(scene, state.slide);
  return html`<div class="slide-sum">
    <p class="note slide-says" data-test="slide-says">${sentences(scene, opened.node)}</p>
    ${canPad(scene) ? html`<p class="note slide-padding">${aboutPadding(scene)}</p>` : nothing}
    ${grids(scene, cursor)} ${table(state, opened, scene, cursor, actions)}
    ${result(scene, cursor, state.slide.playing)}
    <p class="note">${addsUp(scene) ? words.printed : nothing}</p>
  </div>`;
}
