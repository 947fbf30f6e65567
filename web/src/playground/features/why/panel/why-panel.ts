// Why this class: what each part of the picture adds to its score, laid over the picture.

import { guard } from 'lit/directives/guard.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { fedSize } from '../../../../pixels/place.js';
import { cssVariables } from '../../../kit/css-variable.js';
import { fieldBox } from '../../../kit/field-box.js';
import { shortFloat } from '../../../kit/format.js';
import type { Actions, AppState } from '../../../kit/playground.js';
import { segments } from '../../../kit/segments.js';
import { notFinite } from '../../../run/not-finite.js';
import type { WhyView } from '../state.js';
import { headOf } from '../why.js';
import {
  chosenClasses,
  isOfRun,
  mapShown,
  nameOfClass,
  type ShownMap,
  whyMethod,
} from '../why-view.js';
import { coverParts } from './cover-parts.js';
import { answerLine, cellText, sentence, shownCheck, signedScale } from './why-answer.js';
import { words } from './words-en.js';

const orders = new WeakMap<Float32Array, number[]>();
const NONE = new Float32Array();

/** Most probable first. */
function classOrder(scores: Float32Array = NONE): number[] {
  const known = orders.get(scores);
  if (known) return known;
  const order = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number));
  orders.set(scores, order);
  return order;
}

/** Of more classes the most probable come first, and the others stand by their names. */
const FIRST = 100;

/** The classes that can be chosen; without: one that is no choice. */
function choices(
  state: AppState,
  order: readonly number[],
  { chosen, without }: { chosen: number | undefined; without: number | undefined },
): unknown {
  const option = (index: number) =>
    html`<option value=${index} .selected=${index === chosen}>${nameOfClass(state, index)}</option>`;
  const classes = order.filter((index) => index !== without);
  if (order.length <= FIRST) return classes.map(option);
  const name = (index: number): string => nameOfClass(state, index);
  const others = classes.slice(FIRST).sort((a, b) => name(a).localeCompare(name(b)));
  return html`<optgroup label=${words.mostProbable(FIRST)}>${classes.slice(0, FIRST).map(option)}</optgroup>
    <optgroup label=${words.othersByName}>${others.map(option)}</optgroup>`;
}

function classChoice(
  state: AppState,
  label: string,
  chosen: number | undefined,
  choose: (index: number | undefined) => void,
  without?: { none: string; index: number },
): TemplateResult {
  const order = classOrder(state.snapshot?.scores?.probabilities);
  return html`<label class="field">
    <span class="field-name">${label}</span>
    <select
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        choose(value === '' ? undefined : Number(value));
      }}
    >
      ${without ? html`<option value="" .selected=${chosen === undefined}>${without.none}</option>` : nothing}
      ${guard([order, chosen, without?.index, state.model?.info.labels], () =>
        choices(state, order, { chosen, without: without?.index }),
      )}
    </select>
  </label>`;
}

const METHODS: readonly WhyView['method'][] = ['exact', 'occlusion'];

function methodChoice(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { model } = state;
  if (!model || !headOf(model.info.graph)) return nothing;
  return segments({
    name: 'why-method',
    legend: words.methodLegend,
    choices: METHODS.map((method) => [method, words.methods[method]] as const),
    chosen: whyMethod(state),
    choose: (method) => actions.changeWhy({ method }),
  });
}

function looks({ why }: AppState, actions: Actions): TemplateResult {
  return html`<div class="why-looks">
    <label class="field">
      <span class="field-name">${words.opacity}</span>
      <input
        type="range"
        min="0"
        max="1"
        step="0.05"
        data-test="why-opacity"
        .value=${String(why.opacity)}
        @input=${(event: Event) => actions.changeWhy({ opacity: Number((event.target as HTMLInputElement).value) })}
      />
    </label>
    <label class="field">
      <input
        type="checkbox"
        .checked=${why.isSmooth}
        @change=${(event: Event) => actions.changeWhy({ isSmooth: (event.target as HTMLInputElement).checked })}
      />
      <span>${words.smooth}</span>
    </label>
  </div>`;
}

function progress(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { occlusion, occluding } = state;
  if (whyMethod(state) !== 'occlusion') return nothing;
  const total = occlusion?.plan.boxes.length ?? 0;
  const done = occlusion?.scores.length ?? 0;
  if (occluding) {
    return html`<div class="progress" role="status">
      <span>${words.covered(done, total)}</span>
      <progress max=${total || 1} value=${done} aria-label=${words.coveredLabel}></progress>
      <button type="button" class="button" data-test="occlude-cancel" @click=${actions.stopOcclusion}>${words.cancel}</button>
    </div>`;
  }
  if (occlusion && isOfRun(state, occlusion) && done === total) return nothing;
  return html`<p>
    <button type="button" class="button is-primary" data-test="occlude" @click=${() => actions.withCover(coverParts)}>
      ${done > 0 && done < total ? words.coverAgain : words.cover}
    </button>
    <span class="note">${words.coverHint}</span>
  </p>`;
}

function channels(
  state: AppState,
  shown: ShownMap,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (shown.kind !== 'exact' || shown.map.channels.length < 2) return nothing;
  const shares = shown.map.channels;
  const order = [...shares.keys()].sort(
    (a, b) => Math.abs(shares[b] as number) - Math.abs(shares[a] as number),
  );
  const most = Math.abs(shares[order[0] ?? 0] ?? 0);
  return html`<section class="why-channels" aria-labelledby="why-channels">
    <h3 id="why-channels">${words.channelsHeading}</h3>
    <ol class="sum-terms">
      ${order.slice(0, 6).map((channel) => {
        const amount = shares[channel] as number;
        return html`<li class="sum-term">
          <button type="button" class="button is-quiet" @click=${() => actions.openValue(shown.head.maps, strongestIndex(state, shown, channel))}>${words.channel(channel)}</button>
          <span></span>
          <span class="sum-amount number">${shortFloat(amount)}</span>
          <span class="sum-bar ${amount < 0 ? 'is-negative' : 'is-positive'}" ${cssVariables({ '--share': String(most > 0 ? Math.abs(amount) / most : 0) })}></span>
        </li>`;
      })}
    </ol>
  </section>`;
}

/** Flat index of the channel's largest cell: that is what is opened. */
function strongestIndex(
  { snapshot }: AppState,
  { head }: ShownMap & { kind: 'exact' },
  channel: number,
): number {
  const [, height, width] = head.shape;
  const area = height * width;
  const data = snapshot?.values.get(head.maps)?.data ?? new Float32Array();
  let best = channel * area;
  for (let i = best; i < (channel + 1) * area; i++) {
    if ((data[i] ?? 0) > (data[best] ?? 0)) best = i;
  }
  return best;
}

/** Rows and columns of the network's input, in which a covered part is told. */
function inputSize({ model, snapshot }: AppState): readonly [number, number] | undefined {
  return model && snapshot ? fedSize(model.info.preprocess, snapshot.picture) : undefined;
}

function picture(state: AppState, shown: ShownMap | undefined, actions: Actions): TemplateResult {
  const [height, width] = inputSize(state) ?? [1, 1];
  const { map } = shown ?? {};
  const check = shownCheck(state);
  const cellAt = (event: PointerEvent): void => {
    if (!map) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * map.width);
    const y = Math.floor(((event.clientY - box.top) / box.height) * map.height);
    const inside = x >= 0 && y >= 0 && x < map.width && y < map.height;
    actions.changeWhy({ cell: inside ? { y, x } : undefined });
  };
  const onKey = (event: KeyboardEvent): void => {
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (!step || !map) return;
    event.preventDefault();
    const { y, x } = actions.whyCell() ?? { y: 0, x: -step[1] };
    const clamp = (at: number, size: number) => Math.min(Math.max(at, 0), size - 1);
    actions.changeWhy({
      cell: { y: clamp(y + step[0], map.height), x: clamp(x + step[1], map.width) },
    });
  };
  return html`<div class="why-picture">
    <div
      class="why-frame"
      tabindex="0"
      role="application"
      aria-roledescription=${words.mapRole}
      aria-label=${words.mapLabel}
      @pointermove=${cellAt}
      @pointerdown=${cellAt}
      @keydown=${onKey}
      ${cssVariables({ '--ratio': String(width / height) })}
    >
      <canvas data-paint="why" data-test="why"></canvas>
      ${check ? fieldBox({ ...check.box, side: 'own' }, height, width) : nothing}
    </div>
    <p class="note number glance" role="status" data-test="why-cell">${cellText(state, shown)}</p>
  </div>`;
}

function noClass(state: AppState): string {
  if (!state.snapshot) return words.noPicture;
  if (notFinite(state)) return words.noPrediction;
  return words.noClasses;
}

/** What the colours over the picture stand for. */
function scaleOf({ limit, kind }: ShownMap) {
  const caption = kind === 'exact' ? words.scoreLegend : words.probabilityLegend;
  return { ends: { isGrey: false, low: -limit, high: limit }, caption };
}

export function whyPanel(state: AppState, actions: Actions): TemplateResult {
  const { snapshot } = state;
  if (!snapshot?.scores) return html`<p class="note">${noClass(state)}</p>`;
  const shown = mapShown(state);
  const { index, against } = chosenClasses(state);
  const scale = shown && scaleOf(shown);
  const save = (): void =>
    actions.savePicture('[data-test="why"]', [words.caption, nameOfClass(state, index)], {
      ...(scale ? { scale } : {}),
    });
  return html`<div class="why" data-test="why-panel">
    ${answerLine(state)} ${picture(state, shown, actions)}
    <div class="why-side">
      <div class="why-tools">
        ${classChoice(state, words.why, index, (chosen) => actions.changeWhy({ index: chosen }))}
        ${classChoice(state, words.ratherThan, against, (chosen) => actions.changeWhy({ against: chosen }), { none: words.anyOther, index })}
        ${methodChoice(state, actions)}
      </div>
      ${whyMethod(state) === 'exact' || !state.model || headOf(state.model.info.graph) ? nothing : html`<p class="note">${words.notLinear}</p>`}
      ${progress(state, actions)} ${shown ? sentence(state, shown) : nothing}
      ${shown ? signedScale(state, shown) : nothing}
      ${looks(state, actions)}
      ${shown ? html`<p><button type="button" class="button" @click=${save}>${words.save}</button></p>` : nothing} ${shown ? channels(state, shown, actions) : nothing}
    </div>
  </div>`;
}
