// One side of a comparison: what it got, its answer, and what it cost.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { count, magnitude, runTime } from '../../kit/format.js';
import type { AppState } from '../../kit/playground.js';
import { answerOf } from '../../run/predictions.js';
import type { Times } from '../../run/retime.js';
import { predictionBars } from '../answer/index.js';
import { inputFigure } from './inputs.js';
import type { Side } from './state.js';
import { words } from './words-en.js';

/** Classes that are named. */
const SHOWN = 5;

/** Of what is on screen the times are those that the page shows, which become better when it rests. */
export function timesOf({ snapshot }: AppState, { network, isShown }: Side): Times | undefined {
  return isShown ? snapshot : network?.times;
}

/** True where it was run once, and the other side until it was fast: their times are not for comparing. */
export function isOnlyFirst(
  times: Times | undefined,
  others: readonly (Times | undefined)[],
): boolean {
  return times !== undefined && !times.warm && others.some((other) => other?.warm);
}

/** Two networks differ in what they are made of; the other comparisons are of one network. */
export const isOfTwo = ({ comparison }: AppState): boolean =>
  comparison?.against.kind === 'network' || comparison?.against.kind === 'network-file';

/** Of one network on two pictures, only the time can be another. */
function costsOf(state: AppState, side: Side): TemplateResult | typeof nothing {
  const { network } = side;
  const times = timesOf(state, side);
  if (!network || isOfTwo(state)) return nothing;
  const sides = state.comparison?.result?.sides ?? [];
  const all = sides.map((other) => timesOf(state, other));
  const isAnother = sides.some((other) => other.network?.macs !== network.macs);
  const costs = [
    ...(isAnother
      ? [
          [words.parameters, count(network.params)] as const,
          [words.macs, magnitude(network.macs)] as const,
        ]
      : []),
    ...(times
      ? [[words.time, isOnlyFirst(times, all) ? words.onlyFirst : runTime(times)] as const]
      : []),
  ];
  return html`<dl class="number">${costs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function sideView(state: AppState, side: Side, at: number): TemplateResult {
  const { title, network } = side;
  if (!network) {
    return html`<section class="compare-side"><h3>${title}</h3><p class="note">${words.valuesOnly}</p></section>`;
  }
  const { info, scores } = network;
  const answer = answerOf(scores, info.labels);
  return html`<section class="compare-side" data-test="compare-side">
    <h3>${title}</h3>
    <div class="compare-answer">
      ${inputFigure(side, at)}
      ${answer ? predictionBars(answer.predictions.slice(0, SHOWN)) : html`<p class="note">${words.noClasses}</p>`}
    </div>
    ${costsOf(state, side)}
  </section>`;
}
