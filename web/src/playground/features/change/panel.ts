// The form in the layer that is open: what of it can be changed.

import { live } from 'lit/directives/live.js';
import { html, noChange, nothing, type TemplateResult } from 'lit/html.js';
import { ACTIVATIONS } from '../../../onnx-edit/index.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { segments } from '../../kit/segments.js';
import { settledValue } from '../../kit/settled-value.js';
import { changeSaid } from '../edit/index.js';
import { addChange, forgetRefused, refuse } from './acts.js';
import { kernelPart, type Panel, textIn } from './kernel-form.js';
import { factorOf } from './made.js';
import {
  activationOf,
  hasActivation,
  isScalable,
  openLayer,
  poolOf,
  scaleOf,
  sizeOf,
  sizesOf,
} from './of-layer.js';
import type { Made } from './state.js';
import { typedCount, typedNumber } from './typed-number.js';
import { words } from './words-en.js';

function factorField({ state, layer, add, actions }: Panel, channel: number): TemplateResult {
  const factor = factorOf(state.changes, layer.value, channel);
  const set = (value: number) => add(scaleOf(layer, channel, value));
  const isMuted = factor === 0;
  const typed = (event: Event) => {
    const given = typedNumber(textIn(event));
    if ('value' in given) set(given.value);
    else actions.withChanges(refuse(given.refused));
  };
  return html`<div class="change-row">
    <label class="field">
      <span class="field-name">${words.times}</span>
      <input type="range" min="0" max="2" step="0.1" ${settledValue(String(factor), state.changeRefused)} data-test="change-factor" @input=${typed} />
      <input type="number" step="0.1" ${settledValue(String(factor), state.changeRefused)} @change=${typed} aria-label=${words.times} />
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

function operatorPart({ state, layer, add }: Panel): TemplateResult | typeof nothing {
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
        ${[...others, ...ACTIVATIONS].map((op) => html`<option value=${op} .selected=${state.changing ? noChange : live(op === node.op)}>${words.activations[op] ?? op}</option>`)}
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

function sizesPart({ state, layer, add, actions }: Panel): TemplateResult | typeof nothing {
  const { strides, pads } = sizesOf(layer);
  if (strides === undefined && pads === undefined) return nothing;
  const field = (name: 'strides' | 'pads', label: string, value: number, least: number) => {
    const typed = (event: Event): void => {
      const given = typedCount(textIn(event), least);
      if ('value' in given) add(sizeOf(layer, name, given.value, value));
      else actions.withChanges(refuse(given.refused));
    };
    return html`<label class="field">
      <span class="field-name">${label}</span>
      <input type="number" min=${least} step="1" data-test="change-${name}" ${settledValue(String(value), state.changeRefused)} @change=${typed} />
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
  const says = state.changes.length > 0 ? changeSaid(state) : undefined;
  return says === undefined ? nothing : html`<p data-test="change-answer">${says}</p>`;
}

export function panel(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  if (!state.open) return nothing;
  const layer = openLayer(state);
  if (!layer) return html`<p class="note">${words.ofInput}</p>`;
  const add = (made: Made) => actions.withChanges(addChange(made));
  const of: Panel = { state, layer, add, actions };
  const parts = [channelPart(of), operatorPart(of), sizesPart(of), kernelPart(of)];
  const isEmpty = parts.every((part) => part === nothing);
  // What was refused is said until somebody writes something else: the same number again is no change to a field.
  const forget = () => state.changeRefused && actions.withChanges(forgetRefused);
  return html`<div class="change-panel" data-test="change-panel" @input=${forget}>
    <p class="note">${isEmpty ? words.nothingHere : words.about}</p>
    ${parts} ${answer(state)} ${outcome(state)}
  </div>`;
}
