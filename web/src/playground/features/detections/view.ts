// What was found, as a list beside the picture, and how the output was read.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { percent, shapeText, shortFloat } from '../../kit/format.js';
import type { AppState } from '../../kit/playground.js';
import { classColour, cssColour } from './colours.js';
import { LEAST_SCORE, MOST_SHARED } from './read-boxes.js';
import type { Detections } from './state.js';
import { words } from './words-en.js';

/** So many are listed. */
const SHOWN = 8;

const wholePercent = (share: number): string => `${Math.round(100 * share)}%`;

interface Row {
  index: number;
  name: string;
  share: number;
}

function rowsOf({ form, boxes, map }: Detections): Row[] {
  const { names } = form;
  if (boxes)
    return boxes.map(({ class: index, score }) => ({
      index,
      name: names[index] ?? words.classNumber(index),
      share: score,
    }));
  return (map?.shares ?? []).map(({ channel, share }) => ({
    index: channel,
    name: names[channel] ?? words.channelNumber(channel),
    share,
  }));
}

function line({ index, name, share }: Row): TemplateResult {
  return html`<li class="detection" data-test="detection">
    <span class="detection-swatch" ${cssVariables({ '--swatch': cssColour(classColour(index)) })}></span>
    <span class="detection-name">${name}</span>
    <span class="number">${percent(share)}</span>
  </li>`;
}

export function headline({ form, boxes, map }: Detections): string {
  if (form.kind === 'maps') return map ? words.map(form.channels) : words.unusable;
  if (!boxes) return words.unusable;
  return boxes.length > 0 ? words.found(boxes.length) : words.noneFound(wholePercent(LEAST_SCORE));
}

function howRead({ form, boxes, map }: Detections): string {
  const shape = shapeText(form.shape);
  const assumed = words.assumed(shape);
  if (form.kind === 'boxes') {
    if (!boxes) return words.notBoxes(shape);
    const chosen = words.chosen(wholePercent(LEAST_SCORE), wholePercent(MOST_SHARED));
    return `${words.readAsBoxes(form.classes, form.hasObjectScore)} ${chosen} ${assumed}`;
  }
  if (!map) return words.notNumbers;
  const { height, width, least, largest } = map;
  return form.channels > 1
    ? `${words.readAsMap(form.channels, height, width)} ${assumed}`
    : `${words.readAsHeat(height, width, shortFloat(least), shortFloat(largest))} ${assumed}`;
}

function list(detections: Detections): TemplateResult | typeof nothing {
  const rows = rowsOf(detections);
  if (rows.length === 0) return nothing;
  return html`<ol class="detection-list" aria-label=${words.list}>
      ${rows.slice(0, SHOWN).map(line)}
    </ol>
    ${rows.length > SHOWN ? html`<p class="note">${words.more(rows.length - SHOWN)}</p>` : nothing}`;
}

/** Large, where there is room: with the picture and the names. */
function figure(state: AppState, detections: Detections): TemplateResult | typeof nothing {
  const picture = state.snapshot?.picture;
  if (!picture || !(detections.boxes || detections.map)) return nothing;
  return html`<canvas
    class="detection-figure"
    data-paint="detections"
    data-test="detection-figure"
    role="img"
    aria-label=${words.figure(picture.name, headline(detections))}
  ></canvas>`;
}

export function answer(state: AppState, detections: Detections): TemplateResult {
  const isRead = detections.boxes ?? detections.map;
  return html`<div class="prediction-head">
      <p class=${isRead ? 'verdict' : 'verdict is-empty'} data-test="verdict">${headline(detections)}</p>
    </div>
    <div class="detections">
      ${figure(state, detections)} ${list(detections)}
      <p class="note" data-test="read-as">${howRead(detections)}</p>
    </div>`;
}

export function overlay({ detections }: AppState): TemplateResult | typeof nothing {
  if (!detections?.boxes && !detections?.map) return nothing;
  return html`<canvas class="detection-overlay" data-paint="detections-over" data-test="detection-overlay" aria-hidden="true"></canvas>`;
}
