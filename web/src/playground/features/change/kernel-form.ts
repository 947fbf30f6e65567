// The numbers of one kernel, or of one unit, each in a field.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { exactFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { settledValue } from '../../kit/settled-value.js';
import { refuse } from './acts.js';
import { type Layer, type Numbers, numberOf, numbersOf } from './of-layer.js';
import type { Made } from './state.js';
import { typedCount, typedNumber } from './typed-number.js';
import { words } from './words-en.js';

export interface Panel {
  state: AppState;
  layer: Layer;
  add(made: Made): void;
  actions: Actions;
}

export const textIn = (event: Event): string => (event.target as HTMLInputElement).value;

function numberField(
  { state, layer, add, actions }: Panel,
  { factor }: Numbers,
  of: { label: string; value: number; place: { weight: string; index: number } | undefined },
): TemplateResult {
  const { label, value, place } = of;
  const typed = (event: Event): void => {
    const given = typedNumber(textIn(event), factor);
    if ('refused' in given) actions.withChanges(refuse(given.refused));
    else if (place) add(numberOf(layer, place, given.value / factor));
  };
  return html`<input
    type="text"
    inputmode="decimal"
    autocomplete="off"
    class="change-number number"
    aria-label=${label}
    ?disabled=${!place || factor === 0}
    ${settledValue(exactFloat(value).replaceAll('−', '-'), state.changeRefused)}
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

function inputField({ state, actions }: Panel, numbers: Numbers): TemplateResult {
  const { planes, plane, firstInput } = planeOf(numbers, state.changedInput);
  const { flat } = numbers.kernels.layout;
  const last = firstInput + planes - 1;
  const typed = (event: Event): void => {
    const given = typedCount(textIn(event), firstInput, last);
    if ('value' in given) actions.chooseChangedInput(given.value);
    else actions.withChanges(refuse(given.refused));
  };
  return html`<label class="field">
    <span class="field-name">${flat ? words.ofInputNumber : words.onInput}</span>
    <input
      type="number"
      min=${firstInput}
      max=${last}
      step="1"
      data-test="change-input-channel"
      ${settledValue(String(firstInput + plane), state.changeRefused)}
      @change=${typed}
    />
  </label>`;
}

export function kernelPart(panel: Panel): TemplateResult | typeof nothing {
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
    ${planes > 1 ? inputField(panel, numbers) : nothing}
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
