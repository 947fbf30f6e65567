// The form in the layer that is open: what of it can be changed.

import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ACTIVATIONS } from '../../../onnx-edit/index.js';
import { cssVariables } from '../../kit/css-variable.js';
import { exactFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { segments } from '../../kit/segments.js';
import { changeText, ghostOf, scoresBefore } from '../edit/index.js';
import { addChange } from './acts.js';
import { factorOf } from './made.js';
import {
  activationOf,
  hasActivation,
  isScalable,
  type Layer,
  type Numbers,
  numberOf,
  numbersOf,
  openLayer,
  poolOf,
  scaleOf,
  sizeOf,
  sizesOf,
} from './of-layer.js';
import type { Made } from './state.js';
import { words } from './words-en.js';

interface Panel {
  state: AppState;
  layer: Layer;
  add(made: Made): void;
  actions: Actions;
}

const textIn = (event: Event): string => (event.target as HTMLInputElement).value;

function factorField({ state, layer, add }: Panel, channel: number): TemplateResult {
  const factor = factorOf(state.changes, layer.value, channel);
  const set = (value: number) => add(scaleOf(layer, channel, value));
  const isMuted = factor === 0;
  const typed = (event: Event) => {
    const value = Number(textIn(event));
    if (textIn(event).trim() !== '' && Number.isFinite(value)) set(value);
  };
  return html`<div class="change-row">
    <label class="field">
      <span class="field-name">${words.times}</span>
      <input type="range" min="0" max="2" step="0.1" .value=${live(String(factor))} data-test="change-factor" @input=${typed} />
      <input type="number" step="0.1" .value=${live(String(factor))} @change=${typed} aria-label=${words.times} />
    </label>
    <button type="button" class="button" data-test="change-mute" aria-pressed=${isMuted} @click=${() => set(isMuted ? 1 : 0)}>
      ${isMuted ? words.unmute : words.mute}
    </button>
  </div>`;
}

function channelPart(panel: Panel): TemplateResult | typeof nothing {
  const { layer } = panel;
  if (!isScalable(layer)) return nothing;
  const { unit, column, node } = layer;
  if (unit === undefined) return html`<p class="note">${words.chooseUnit}</p>`;
  const name = column.layout.flat ? words.unit(unit) : words.channel(unit);
  const isOwn = ['Conv', 'Gemm', 'BatchNormalization', 'Mul'].includes(node.op);
  return html`<fieldset class="change-part" data-test="change-channel">
    <legend>${name}</legend>
    ${factorField(panel, unit)}
    ${isOwn ? nothing : html`<p class="note">${words.addsLayer}</p>`}
  </fieldset>`;
}

function numberField(
  { layer, add }: Panel,
  { factor }: Numbers,
  of: { label: string; value: number; place: { weight: string; index: number } | undefined },
): TemplateResult {
  const { label, value, place } = of;
  const typed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const number = Number(input.value.replace('−', '-').replace(',', '.'));
    const isNumber = input.value.trim() !== '' && Number.isFinite(number);
    input.setCustomValidity(isNumber ? '' : words.noNumber(input.value));
    input.reportValidity();
    if (isNumber && place) add(numberOf(layer, place, number / factor));
  };
  return html`<input
    type="text"
    inputmode="decimal"
    autocomplete="off"
    class="change-number number"
    aria-label=${label}
    ?disabled=${!place || factor === 0}
    .value=${live(exactFloat(value).replace('−', '-'))}
    @change=${typed}
  />`;
}

/** Which of the kernels is shown: a dense unit has one of a single number for each input. */
function planeOf({ kernels }: Numbers, chosen: number) {
  const { layout, data, firstInput } = kernels;
  const { height, width } = layout.flat ? { height: 1, width: 1 } : layout;
  const planes = layout.flat ? data.length : layout.channels;
  const plane = Math.min(Math.max(chosen - firstInput, 0), planes - 1);
  return { height, width, planes, plane, firstInput };
}

function inputField({ actions }: Panel, numbers: Numbers, chosen: number): TemplateResult {
  const { planes, plane, firstInput } = planeOf(numbers, chosen);
  const { flat } = numbers.kernels.layout;
  return html`<label class="field">
    <span class="field-name">${flat ? words.ofInputNumber : words.onInput}</span>
    <input
      type="number"
      min=${firstInput}
      max=${firstInput + planes - 1}
      step="1"
      data-test="change-input-channel"
      .value=${live(String(firstInput + plane))}
      @change=${(event: Event) => actions.chooseChangedInput(Math.trunc(Number(textIn(event))) || 0)}
    />
  </label>`;
}

function kernelPart(panel: Panel): TemplateResult | typeof nothing {
  const { state, layer } = panel;
  const numbers = numbersOf(layer, state);
  if (!numbers) return nothing;
  const { kernels, places, factor } = numbers;
  const { height, width, plane, planes } = planeOf(numbers, state.changedInput);
  const { unit = 0 } = layer;
  const isFlat = kernels.layout.flat;
  const cells = Array.from({ length: height * width }, (_, cell) => {
    const term = plane * height * width + cell;
    const label = isFlat ? words.weight : words.weightAt(Math.floor(cell / width), cell % width);
    const value = kernels.data[term] ?? 0;
    return numberField(panel, numbers, { label, value, place: places.kernel(term) });
  });
  const { bias } = kernels;
  return html`<fieldset class="change-part" data-test="change-kernel">
    <legend>${isFlat ? words.weights(unit) : words.kernel(unit)}</legend>
    ${planes > 1 ? inputField(panel, numbers, state.changedInput) : nothing}
    <div class="change-grid" ${cssVariables({ '--width': String(width) })}>${cells}</div>
    ${
      bias === undefined || !places.bias
        ? nothing
        : html`<div class="field"><span class="field-name">${words.bias}</span>
            ${numberField(panel, numbers, { label: words.bias, value: bias, place: places.bias })}</div>`
    }
    ${factor === 1 ? nothing : html`<p class="note">${factor === 0 ? words.muted : words.scaled(exactFloat(factor))}</p>`}
  </fieldset>`;
}

function operatorPart({ layer, add }: Panel): TemplateResult | typeof nothing {
  const { node } = layer;
  if (hasActivation(layer)) {
    const others = (ACTIVATIONS as readonly string[]).includes(node.op) ? [] : [node.op];
    const choose = (event: Event): void => {
      const to = ACTIVATIONS.find((activation) => activation === textIn(event));
      if (to) add(activationOf(layer, to));
    };
    return html`<label class="field">
      <span class="field-name">${words.activation}</span>
      <select data-test="change-activation" @change=${choose}>
        ${[...others, ...ACTIVATIONS].map((op) => html`<option value=${op} .selected=${live(op === node.op)}>${words.activations[op] ?? op}</option>`)}
      </select>
    </label>`;
  }
  const other = poolOf(layer);
  if (other?.change.kind !== 'pool') return nothing;
  const pair = [node.op, other.change.to].sort((a, b) => b.localeCompare(a));
  return html`<div class="field">
    <span class="field-name">${words.pooling}</span>
    ${segments({
      name: 'change-pool',
      legend: words.pooling,
      choices: pair.map((op) => [op, words.pools[op] ?? op] as const),
      chosen: node.op,
      choose: () => add(other),
    })}
  </div>`;
}

function sizesPart({ layer, add }: Panel): TemplateResult | typeof nothing {
  const { strides, pads } = sizesOf(layer);
  if (strides === undefined && pads === undefined) return nothing;
  const field = (name: 'strides' | 'pads', label: string, value: number, least: number) => {
    const typed = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      const number = Number(input.value);
      const isFine = input.value.trim() !== '' && Number.isInteger(number) && number >= least;
      input.setCustomValidity(isFine ? '' : words.wholeNumber(least));
      input.reportValidity();
      if (isFine) add(sizeOf(layer, name, number, value));
    };
    return html`<label class="field">
      <span class="field-name">${label}</span>
      <input type="number" min=${least} step="1" data-test="change-${name}" .value=${live(String(value))} @change=${typed} />
    </label>`;
  };
  return html`<fieldset class="change-part">
    <legend>${words.sizes}</legend>
    <div class="change-row">
      ${strides === undefined ? nothing : field('strides', words.stride, strides, 1)}
      ${pads === undefined ? nothing : field('pads', words.padding, pads, 0)}
    </div>
  </fieldset>`;
}

/** Always there below the form: only then screen readers say what comes into it. */
export function outcome({ changing, changeRefused }: AppState): TemplateResult {
  const detail = changeRefused?.detail;
  return html`<p class=${changeRefused ? 'change-refused' : 'note'} role="status" data-test="change-outcome">
    ${changeRefused ? changeRefused.text : changing ? words.waiting : ''}
    ${detail ? html`<span lang="en">${detail}</span>` : nothing}
  </p>`;
}

/** What became of the answer, which the open layer lies over. */
function answer(state: AppState): TemplateResult | typeof nothing {
  const scores = state.snapshot?.scores;
  const ghost = ghostOf(scoresBefore(state), scores);
  if (!ghost || !scores || state.changes.length === 0) return nothing;
  return html`<p data-test="change-answer">${changeText(ghost, scores, state.model?.info.labels ?? [])}</p>`;
}

export function panel(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  if (!state.open) return nothing;
  const layer = openLayer(state);
  if (!layer) return html`<p class="note">${words.ofInput}</p>`;
  const add = (made: Made) => actions.withChanges(addChange(made));
  const of: Panel = { state, layer, add, actions };
  const parts = [channelPart(of), operatorPart(of), sizesPart(of), kernelPart(of)];
  const isEmpty = parts.every((part) => part === nothing);
  return html`<div class="change-panel" data-test="change-panel">
    <p class="note">${isEmpty ? words.nothingHere : words.about}</p>
    ${parts} ${answer(state)} ${outcome(state)}
  </div>`;
}
