// What was found, as a list beside the picture, and how the output was read.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { percent, shapeText, shortFloat } from '../../kit/format.js';
import type { AppState } from '../../kit/playground.js';
import { classColour, cssColour } from './colours.js';
import { LEAST_SCORE, MOST_SHARED } from './read-boxes.js';
import type { Detections, Found } from './state.js';
import { outputList } from './view-outputs.js';
import { words } from './words-en.js';

/** So many are listed. */
const SHOWN = 8;

const wholePercent = (share: number): string => `${Math.round(100 * share)}%`;

interface Row {
  index: number;
  name: string;
  share: number;
}

/** The numbers of a map of classes are no channels. */
const channelName = (form: Found['form'], index: number): string =>
  form.kind === 'maps' && form.isClasses ? words.classNumber(index) : words.channelNumber(index);

function rowsOf({ form, boxes, map }: Found): Row[] {
  const { names } = form;
  if (boxes)
    return boxes.map(({ class: index, score }) => ({
      index,
      name: names[index] ?? words.classNumber(index),
      share: score,
    }));
  return (map?.shares ?? []).map(({ channel, share }) => ({
    index: channel,
    name: names[channel] ?? channelName(form, channel),
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

function foundLine({ form, boxes, map, picture, text }: Found): string | undefined {
  if (boxes)
    return boxes.length > 0
      ? words.found(boxes.length)
      : words.noneFound(wholePercent(LEAST_SCORE));
  if (map && form.kind === 'maps')
    return form.isClasses ? words.classMap(map.shares.length) : words.map(form.channels);
  if (picture) return words.picture(picture.height, picture.width);
  if (text) return text.text === '' ? words.noText : words.text(text.text);
  return undefined;
}

export function headline({ found, outputs = [] }: Detections): string {
  return (found && foundLine(found)) ?? words.outputs(outputs.length);
}

function howReadMap({ form, map }: Found): string {
  if (form.kind !== 'maps' || !map) return words.notNumbers;
  const { height, width, least, largest } = map;
  if (form.isClasses) return words.readAsClasses(height, width);
  return form.channels > 1
    ? words.readAsMap(form.channels, height, width)
    : words.readAsHeat(height, width, shortFloat(least), shortFloat(largest));
}

function howReadText({ form, text }: Found): string {
  if (form.kind !== 'text' || !text) return words.notNumbers;
  const score = text.score === undefined ? '' : ` ${words.textScore(percent(text.score))}`;
  return `${words.readAsText(form.steps, form.alphabet.length - 1)}${score}`;
}

function howRead(found: Found): string {
  const { form, boxes, map, picture, text } = found;
  const shape = shapeText(form.shape);
  if (form.kind === 'boxes') {
    if (!boxes) return words.notBoxes(shape);
    const chosen = words.chosen(wholePercent(LEAST_SCORE), wholePercent(MOST_SHARED));
    return `${words.readAsBoxes(form.classes, form.hasObjectScore)} ${chosen} ${words.assumed(shape)}`;
  }
  if (!map && !picture && !text) return words.notNumbers;
  if (text) return howReadText(found);
  const how = picture
    ? words.readAsPicture(shortFloat(picture.black), shortFloat(picture.white))
    : howReadMap(found);
  return `${how} ${words.assumed(shape)}`;
}

function list(found: Found): TemplateResult | typeof nothing {
  const rows = rowsOf(found);
  if (rows.length === 0) return nothing;
  return html`<ol class="detection-list" aria-label=${words.list}>
      ${rows.slice(0, SHOWN).map(line)}
    </ol>
    ${rows.length > SHOWN ? html`<p class="note">${words.more(rows.length - SHOWN)}</p>` : nothing}`;
}

const isDrawn = ({ boxes, map, picture }: Found): boolean =>
  (boxes ?? map ?? picture) !== undefined;

/** Large, where there is room: with the picture and the names. */
function figure(state: AppState, detections: Detections): TemplateResult | typeof nothing {
  const picture = state.snapshot?.picture;
  if (!picture || !detections.found || !isDrawn(detections.found)) return nothing;
  return html`<canvas
    class="detection-figure"
    data-paint="detections"
    data-test="detection-figure"
    role="img"
    aria-label=${words.figure(picture.name, headline(detections))}
  ></canvas>`;
}

function several(state: AppState, { outputs = [] }: Detections): TemplateResult {
  const picture = state.snapshot?.picture.name ?? '';
  return outputList(
    outputs.map((output) => {
      const { found } = output;
      const line = found && foundLine(found);
      const read =
        found && line
          ? { line, how: howRead(found), isDrawn: isDrawn(found), rows: list(found) }
          : undefined;
      return { output, ...(read ? { read } : {}) };
    }),
    picture,
  );
}

export function answer(state: AppState, detections: Detections): TemplateResult {
  const { found, outputs } = detections;
  const isRead = outputs === undefined;
  return html`<div class="prediction-head">
      <p class=${isRead ? 'verdict' : 'verdict is-empty'} data-test="verdict">${headline(detections)}</p>
    </div>
    <div class="detections">
      ${figure(state, detections)} ${found && isRead ? list(found) : nothing}
      <p class="note" data-test="read-as">${found ? howRead(found) : words.noKnownForm}</p>
      ${outputs ? several(state, detections) : nothing}
    </div>`;
}

export function overlay({ detections }: AppState): TemplateResult | typeof nothing {
  if (!detections?.found || !isDrawn(detections.found)) return nothing;
  return html`<canvas class="detection-overlay" data-paint="detections-over" data-test="detection-overlay" aria-hidden="true"></canvas>`;
}
