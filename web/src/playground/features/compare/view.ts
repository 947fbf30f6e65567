// The comparison: what is compared, the two answers, and the layers with how far they are apart.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { exactFloat, shapeText, shortFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { settledValue } from '../../kit/settled-value.js';
import { words as kitWords } from '../../kit/words-en.js';
import { look } from './acts.js';
import { anatomyView } from './anatomy-view.js';
import { chooser } from './chooser.js';
import { channelsNote, mapsView } from './maps.js';
import { firstFar, type Row } from './measure.js';
import { isOfTwo, sideView, timesOf } from './side-view.js';
import type { Compared } from './state.js';
import { words } from './words-en.js';

/** 0.00123 as "0.123%". What rounding alone makes is not worth its digits. */
export function shareText(share: number): string {
  if (!Number.isFinite(share)) return '∞';
  const { percentSign } = kitWords;
  if (share > 0 && share < 1e-5) return `<0.001${percentSign}`;
  return `${shortFloat(Number((100 * share).toPrecision(3)))}${percentSign}`;
}

const nameOf = ({ columns }: Compared, { column }: Row): string => columns[column]?.name ?? '';

/** The sentence above all. */
export function headline(result: Compared, tolerance: number): string {
  const { rows, columns, theirs } = result;
  if (rows.length === 0) return words.noneMatched;
  const far = firstFar(rows, tolerance);
  if (!far) return words.agree(rows.length, `${exactFloat(100 * tolerance)}%`);
  const before = words.agreedBefore(rows.indexOf(far));
  const { difference } = far;
  const name = nameOf(result, far);
  if (!difference) {
    const shapes = [columns[far.column]?.shape ?? [], theirs[far.theirs]?.shape ?? []];
    const [own = '', other = ''] = shapes.map(shapeText);
    return `${words.departsInShape(name, own, other)} ${before}`;
  }
  const { largest, relative, scale } = difference;
  const said = words.departs(name, shortFloat(largest), shareText(relative), shortFloat(scale));
  return `${said} ${before}`;
}

/** That two networks agree, on this picture, in all that could be compared; '' where they do not, or cannot. */
export function agreement({ rows, channels }: Compared, tolerance: number): string {
  const isMeasured = rows.length > 0 && rows.every(({ difference }) => difference);
  if (channels === 'different' || !isMeasured || firstFar(rows, tolerance)) return '';
  const isSame = rows.every(({ difference }) => difference?.largest === 0);
  return isSame
    ? words.identical(rows.length)
    : words.agree(rows.length, `${exactFloat(100 * tolerance)}%`);
}

/** Where both sides are to be the same: then the first difference says where the fault is. */
const isCheck = ({ comparison }: AppState): boolean =>
  comparison?.against.kind === 'values' || comparison?.against.kind === 'unchanged';

function verdict(state: AppState, result: Compared): TemplateResult {
  const { rows, fed, fedInputs = [], leftOut = [] } = result;
  const { tolerance } = state;
  const isFine = rows.length > 0 && !firstFar(rows, tolerance);
  const ordered = rows.filter(({ how }) => how === 'order').length;
  const says = isCheck(state)
    ? html`<p class=${isFine ? 'verdict' : 'verdict is-unsure'} data-test="compare-verdict">${headline(result, tolerance)}</p>`
    : nothing;
  const agrees = isOfTwo(state) ? agreement(result, tolerance) : '';
  return html`${says}
    ${agrees ? html`<p class="verdict" data-test="compare-agreement">${agrees}</p>` : nothing}
    ${rows.length === 0 && !isCheck(state) ? html`<p class="note">${words.noneMatched}</p>` : nothing}
    ${fed ? html`<p class="note">${fed === 'given' ? words.given : words.fedPicture}</p>` : nothing}
    ${fedInputs.length > 0 ? html`<p class="note" data-test="compare-fed">${words.fedInputs(fedInputs.join(', '))}</p>` : nothing}
    ${leftOut.length > 0 ? html`<p class="note" data-test="compare-left-out">${words.leftOut(leftOut.join(', '))}</p>` : nothing}
    ${ordered > 0 && isCheck(state) ? html`<p class="note">${words.byOrder(ordered)}</p>` : nothing}`;
}

function toleranceField({ tolerance }: AppState, actions: Actions): TemplateResult {
  const typed = (event: Event): void => {
    const value = Number((event.target as HTMLInputElement).value);
    if (value > 0 && Number.isFinite(value)) actions.setTolerance(value);
  };
  return html`<label class="field">
    <span class="field-name">${words.tolerance}</span>
    <input type="text" inputmode="decimal" class="compare-tolerance" data-test="compare-tolerance" ${settledValue(String(tolerance))} @change=${typed} />
  </label>`;
}

/** What a full bar stands for: the largest share, where one is more than the whole. */
export const fullBar = (rows: readonly Row[]): number =>
  Math.max(
    1,
    ...rows.map(({ difference }) => difference?.relative ?? 0).filter((share) => share < Infinity),
  );

function differenceCells({ difference, theirs }: Row, of: Compared, full: number): TemplateResult {
  const shape = shapeText(of.theirs[theirs]?.shape ?? []);
  if (of.channels === 'different') return html`<td class="number">${shape}</td>`;
  return html`<td class="number">${difference ? shortFloat(difference.largest) : words.otherShape(shape)}</td>
    <td class="number">${difference ? html`<span class="compare-bar" ${cssVariables({ '--share': String(Math.min(1, difference.relative / full)) })}></span>${shareText(difference.relative)}` : nothing}</td>`;
}

function rowView(
  state: AppState,
  result: Compared,
  row: Row,
  { actions, full }: { actions: Actions; full: number },
): TemplateResult {
  const { difference, how } = row;
  const column = result.columns[row.column];
  const theirs = result.theirs[row.theirs];
  const name = nameOf(result, row);
  const isFar = isCheck(state) && (!difference || difference.relative > state.tolerance);
  const isOpen = state.comparison?.looked?.row === row;
  const isLaid = column?.kind === 'maps' && (theirs?.shape.length ?? 0) > 2;
  const label =
    difference || (isLaid && !isCheck(state))
      ? html`<button type="button" class="button is-quiet" aria-pressed=${isOpen} aria-label=${words.show(name)} data-test="compare-layer" @click=${() => actions.withComparison(look(row))}>${name}</button>`
      : name;
  return html`<tr class=${isFar ? 'is-far' : ''} data-test="compare-row">
    <th scope="row">${label}</th>
    <td>${theirs?.node ?? theirs?.name} <span class="note">${words.matchedBy[how]}</span></td>
    <td class="number">${shapeText(column?.shape ?? [])}</td>
    ${differenceCells(row, result, full)}
  </tr>`;
}

/** Names that are listed; more are counted. */
const MOST_LISTED = 100;

function unmatched({ columns, theirs, rows, sides }: Compared): TemplateResult {
  const own = columns.filter(
    ({ node, index }) => node !== undefined && !rows.some(({ column }) => column === index),
  );
  const other = theirs.filter((_, index) => !rows.some((row) => row.theirs === index));
  const list = (title: string, names: readonly string[]) =>
    names.length === 0
      ? nothing
      : html`<details><summary>${title}</summary><p class="note">${names.slice(0, MOST_LISTED).join(', ')}${names.length > MOST_LISTED ? '…' : ''}</p></details>`;
  return html`${list(
    words.unmatchedOf(sides[0].title, own.length),
    own.map(({ name }) => name),
  )}
  ${list(
    sides[1].network
      ? words.unmatchedOf(sides[1].title, other.length)
      : words.unmatchedOther(other.length),
    other.map(({ name, node }) => node ?? name),
  )}`;
}

function layers(state: AppState, result: Compared, actions: Actions): TemplateResult {
  const isUnlike = result.channels === 'different';
  const measures = isUnlike ? [words.otherShapeTitle] : [words.largest, words.share];
  const titles = [words.layer, words.other, words.shape, ...measures];
  const full = fullBar(result.rows);
  const isCalibrated =
    !isUnlike &&
    result.sides.some(({ network }) => network?.scores?.raw) &&
    result.rows.some(({ column }) => result.columns[column]?.isShare);
  return html`<h3>${words.layerByLayer}</h3>
    <p class="note">${isOfTwo(state) ? words.matchingOther : words.matching} ${words.chooseLayer} ${state.comparison?.looked ? nothing : channelsNote(result)} ${full > 1 ? words.fullBar(shareText(full), result.sides[1].title) : nothing} ${isCalibrated ? words.beforeCalibration : nothing}</p>
    <div class=${isUnlike ? 'table-frame compare-frame is-unlike' : 'table-frame compare-frame'} role="region" tabindex="0" aria-label=${words.layers}>
      <table class="compare-table">
        <thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
        <tbody>${result.rows.map((row) => rowView(state, result, row, { actions, full }))}</tbody>
      </table>
    </div>
    ${unmatched(result)}`;
}

function resultView(state: AppState, result: Compared, actions: Actions): TemplateResult {
  return html`${verdict(state, result)}
    <div class="compare-sides">${result.sides.map((side, at) => sideView(state, side, at))}</div>
    ${isOfTwo(state) ? anatomyView(result, (side) => timesOf(state, side)) : nothing}
    ${mapsView(state, result, actions)}
    ${
      result.rows.length > 0
        ? html`${isCheck(state) ? toleranceField(state, actions) : nothing} ${layers(state, result, actions)}`
        : unmatched(result)
    }`;
}

export function compareView(state: AppState, actions: Actions): TemplateResult {
  const { comparison } = state;
  const { progress, failure, result } = comparison ?? {};
  const says = progress === undefined ? '' : words.working(Math.round(100 * progress));
  return html`<div class="compare" data-test="compare">
    ${comparison ? nothing : html`<p class="note">${words.about}</p>`}
    ${chooser(state, actions)}
    <p class=${failure ? 'change-refused' : 'note'} role="status" data-test="compare-status">
      ${failure ? html`${failure.text} ${failure.detail ? html`<span lang="en">${failure.detail}</span>` : nothing}` : says}
    </p>
    ${result && !failure ? resultView(state, result, actions) : nothing}
  </div>`;
}
