// The answer in words: what covering a part changes, what decides, what the map shows, what a cell adds.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { percent, shortFloat } from '../../../kit/format.js';
import type { AppState } from '../../../kit/playground.js';
import { scaleBar } from '../../legend/index.js';
import { chosenClasses, firstOf } from '../chosen.js';
import { isOfRun, nameOfClass, type ShownMap, whyMethod } from '../why-view.js';
import { deciding } from './bias.js';
import { currentCheck, isAnswered } from './check-run.js';
import { type CoverCheck, changeOf, checkFrom, verdictOf } from './cover-check.js';
import { words } from './words-en.js';

/** Percentage points of a change of probability: two digits are enough to compare parts by. */
function points(change: number): string {
  return shortFloat(Number((100 * Math.abs(change)).toPrecision(2)));
}

/** Names of the classes in question. */
export function questionIn(state: AppState) {
  const { index, against } = chosenClasses(state);
  const other = against === undefined ? undefined : nameOfClass(state, against);
  return { name: nameOfClass(state, index), other };
}

type Moved = Parameters<typeof words.answer>[0];

/** As it is printed: what looks the same has not changed. */
export function movedBy(name: string, from: number, to: number): Moved {
  const [before, after] = [percent(from), percent(to)];
  if (before === after) return { name, before, after, way: 'keeps' };
  return { name, before, after, way: to < from ? 'lowers' : 'raises' };
}

/** Of the exact map it is run; of the other it was measured with the rest. */
export function shownCheck(state: AppState): CoverCheck | undefined {
  if (whyMethod(state) === 'exact') return currentCheck(state);
  const { occlusion, occluding } = state;
  const isWhole = occlusion?.scores.length === occlusion?.plan.boxes.length;
  if (!occlusion || occluding || !isWhole || !isOfRun(state, occlusion)) return undefined;
  const { index, against } = chosenClasses(state);
  return checkFrom(occlusion, index, against);
}

/** What covering the part did, what a random part does, and what the reader may conclude. */
function measured(state: AppState, check: CoverCheck): TemplateResult {
  const { index, against } = chosenClasses(state);
  const question = questionIn(state);
  const { name, other } = question;
  const own = changeOf(check, index);
  const second = against === undefined ? undefined : changeOf(check, against);
  const moved = movedBy(name, own.before, own.after);
  const movedToo = second && movedBy(other ?? '', second.before, second.after);
  const verdict = verdictOf(check, index, against);
  const random = own.random === undefined ? undefined : movedBy(name, own.before, own.random);
  const raised = check.random.filter(
    (of) => movedBy(name, own.before, of[index] ?? 0).way === 'raises',
  );
  return html`<span class="why-lead">${words.answer(moved, movedToo)}</span>
    ${random === undefined ? nothing : words.compared(random, check.random.length, raised.length)}
    ${verdict ? html`<strong class="why-verdict" data-test="why-verdict">${words.verdicts[verdict](question, nameOfClass(state, firstOf(check.after)))}</strong>` : nothing}`;
}

/** In place of the answer, until there is one. */
function noAnswer(state: AppState): string {
  if (whyMethod(state) === 'exact') return isAnswered(state) ? words.untested : words.testing;
  return state.occluding ? words.covering : words.notCovered;
}

/** One line above everything: always there, so that nothing moves when it comes. */
export function answerLine(state: AppState): TemplateResult {
  const check = shownCheck(state);
  return html`<p class="why-answer" role="status" data-test="why-answer">
    ${check ? measured(state, check) : noAnswer(state)}
  </p>`;
}

/** How the score, or the lead, comes about: of the picture and the bias, and which of them decides. */
function madeOf(state: AppState, { map }: ShownMap & { kind: 'exact' }): TemplateResult {
  const { name, other } = questionIn(state);
  const { sum, bias } = map;
  const size = (number: number) => shortFloat(Math.abs(number));
  const strong = (text: string) =>
    html`<strong class="number" data-test="why-sum">${text}</strong>`;
  if (other === undefined) {
    const [cells, own] = [shortFloat(sum - bias), shortFloat(bias)];
    return html`<p>${words.score({ name, sum: strong(shortFloat(sum)), cells, bias: own })}</p>`;
  }
  const sign = sum < 0 ? -1 : 1;
  const [ahead, behind] = sum < 0 ? [other, name] : [name, other];
  const lead = {
    ahead,
    behind,
    lead: strong(size(sum)),
    cells: size(sum - bias),
    bias: size(bias),
  };
  const which = deciding(sign * (sum - bias), sign * bias);
  return html`<p data-test="why-deciding">${words.deciding[which](lead)}</p>`;
}

export function sentence(state: AppState, shown: ShownMap): TemplateResult {
  const question = questionIn(state);
  if (shown.kind === 'occlusion') {
    const largest = points(Math.max(0, ...shown.map.data));
    return html`<p data-test="why-sentence">${words.occlusion({ ...question, largest })}</p>`;
  }
  const { height, width, logit, sum } = shown.map;
  const own = shortFloat(question.other === undefined ? logit : Math.sign(sum || 1) * logit);
  return html`${madeOf(state, shown)}
    <p data-test="why-sentence">
      ${words.exact({ ...question, height, width })}
      <span class="note">${words.byNetwork(html`<span class="number" data-test="why-logit">${own}</span>`)}</span>
    </p>`;
}

export function cellText(state: AppState, shown: ShownMap | undefined): string {
  const { cell } = state.why;
  const value = cell && shown?.map.data[cell.y * shown.map.width + cell.x];
  if (!shown) return whyMethod(state) === 'exact' ? '' : words.mapComes;
  if (!cell || value === undefined) return words.cellHint;
  const question = questionIn(state);
  if (shown.kind === 'occlusion') return words.cellLoss(cell, value, points(value), question);
  return words.cell(cell, `${value > 0 ? '+' : ''}${shortFloat(value)}`, question);
}

/** The scale of the map, with what its two ends mean. */
export function signedScale(state: AppState, { kind, limit }: ShownMap): TemplateResult {
  const question = questionIn(state);
  const [low, high] =
    kind === 'exact'
      ? [
          `${shortFloat(-limit)} ${words.speaksAgainst(question)}`,
          `+${shortFloat(limit)} ${words.speaksFor(question)}`,
        ]
      : [words.raisesBy(points(limit)), words.lowersBy(points(limit))];
  return html`<figure class="legend why-scale" data-test="why-legend">
    ${scaleBar(false)}
    <div class="legend-numbers number"><span>${low}</span><span>0</span><span>${high}</span></div>
    <figcaption class="legend-caption">${kind === 'exact' ? words.scoreLegend : words.probabilityLegend}</figcaption>
  </figure>`;
}
