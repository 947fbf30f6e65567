// The settings of the lab: whose numbers, sizes, and channels.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { type KernelChoice, type LabProblems, MADE_KERNELS } from './lab.js';
import { inputsOf, settingsOf, sourceLayer, sourceLayers } from './lab-source.js';
import type { LabField } from './settings.js';
import { words } from './words-en.js';

interface Control {
  field: LabField;
  /** Ends of the slider; any number can be typed. */
  ends?: readonly [number, number];
}

const SHAPES: readonly Control[] = [
  { field: 'input', ends: [1, 32] },
  { field: 'kernel', ends: [1, 11] },
  { field: 'padding', ends: [0, 8] },
  { field: 'stride', ends: [1, 8] },
  { field: 'dilation', ends: [1, 5] },
];

const CHANNELS: readonly Control[] = [
  { field: 'inChannels' },
  { field: 'outChannels' },
  { field: 'groups' },
];

function control(
  state: AppState,
  problems: LabProblems | undefined,
  { field, ends }: Control,
  actions: Actions,
): TemplateResult {
  const name = words.names[field];
  const own = field === 'input' ? (sourceLayer(state)?.convolution.input ?? 0) : 0;
  const value = state.lab.settings[field];
  const problem = problems?.[field];
  const change = (event: Event): void =>
    actions.changeLab({ [field]: (event.target as HTMLInputElement).value });
  return html`<div class="lab-control">
    <label class="field">
      <span class="field-name">${name}</span>
      <input
        type="text"
        inputmode="numeric"
        autocomplete="off"
        name="lab-${field}"
        aria-invalid=${problem !== undefined}
        aria-describedby=${problem ? `lab-problem-${field}` : nothing}
        .value=${value}
        @input=${change}
      />
    </label>
    ${
      ends
        ? html`<input
            type="range"
            aria-label=${words.slider(name)}
            min=${ends[0]}
            max=${Math.max(ends[1], own)}
            .value=${value}
            @input=${change}
          />`
        : nothing
    }
    ${problem ? html`<p class="form-error" id="lab-problem-${field}">${problem}</p>` : nothing}
  </div>`;
}

function kernelChoice(state: AppState, actions: Actions): TemplateResult {
  const { weights } = state.lab;
  const layer = sourceLayer(state);
  const choices: KernelChoice[] = [...(layer ? ['layer' as const] : []), ...MADE_KERNELS];
  const name = (choice: KernelChoice): string =>
    choice === 'layer' ? words.kernelOf(layer?.column.name ?? '') : words.kernels[choice];
  return html`<label class="field">
    <span class="field-name">${words.weights}</span>
    <select
      data-test="lab-weights"
      @change=${(event: Event) => actions.chooseKernel((event.target as HTMLSelectElement).value as KernelChoice)}
    >
      ${choices.map((choice) => html`<option value=${choice} .selected=${choice === weights}>${name(choice)}</option>`)}
    </select>
  </label>`;
}

/** The picture, or one of the convolutions of the network. */
function sourceChoice(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const layers = sourceLayers(state);
  if (layers.length === 0) return nothing;
  const chosen = state.lab.source?.column;
  const choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    actions.labLayer(value === '' ? undefined : Number(value));
  };
  return html`<label class="field">
    <span class="field-name">${words.source}</span>
    <select class="lab-source" data-test="lab-source" @change=${choose}>
      <option value="" .selected=${chosen === undefined}>${words.thePicture}</option>
      ${layers.map(({ column }) => html`<option value=${column.index} .selected=${column.index === chosen}>${column.name}</option>`)}
    </select>
  </label>`;
}

function channelField(of: {
  name: string;
  test: string;
  value: number;
  channels: number;
  choose: (channel: number) => void;
}): TemplateResult | typeof nothing {
  if (of.channels < 2) return nothing;
  const change = (event: Event): void => {
    const { value, valueAsNumber } = event.target as HTMLInputElement;
    if (value !== '' && Number.isInteger(valueAsNumber)) of.choose(valueAsNumber);
  };
  return html`<label class="field">
    <span class="field-name">${of.name}</span>
    <input
      type="number"
      min="0"
      max=${of.channels - 1}
      data-test=${of.test}
      .value=${String(of.value)}
      @change=${change}
    />
  </label>`;
}

/** Which of the layer's kernels, on which of its inputs; and the way back to its own settings. */
function layerChannels(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { source, settings } = state.lab;
  const layer = sourceLayer(state);
  const own = source && settingsOf(state, source);
  if (!source || !layer || !own) return nothing;
  const isChanged = Object.entries(own).some(
    ([field, value]) => settings[field as LabField] !== value,
  );
  const { name } = layer.column;
  return html`${channelField({
    name: words.unitShown,
    test: 'lab-unit',
    value: source.unit,
    channels: layer.convolution.outChannels,
    choose: (unit) => actions.labChannels({ unit }),
  })}
  ${channelField({
    name: words.inputShown,
    test: 'lab-map',
    value: source.input,
    channels: inputsOf(layer),
    choose: (input) => actions.labChannels({ input }),
  })}
  ${
    isChanged
      ? html`<button type="button" class="button" data-test="lab-own" @click=${() => actions.changeLab(own)}>${words.ownSettings(name)}</button>`
      : nothing
  }`;
}

/** The padding that keeps the size, with a stride of 1 or 2: what most networks use. */
function presets({ lab }: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { kernel, dilation } = lab.settings;
  const padding = Math.floor((Number(dilation) * (Number(kernel) - 1)) / 2);
  if (!(padding >= 0)) return nothing;
  const preset = (stride: number, name: string): TemplateResult =>
    html`<button
      type="button"
      class="button"
      data-test="lab-stride-${stride}"
      aria-pressed=${lab.settings.stride === `${stride}` && lab.settings.padding === `${padding}`}
      @click=${() => actions.changeLab({ stride: `${stride}`, padding: `${padding}` })}
    >${name}<span class="note">${words.presetSays(stride, padding)}</span></button>`;
  return html`<div class="lab-presets" role="group" aria-label=${words.presets}>
    ${preset(1, words.sameSize)} ${preset(2, words.halfSize)}
  </div>`;
}

export function labControls(
  state: AppState,
  problems: LabProblems | undefined,
  actions: Actions,
): TemplateResult {
  return html`<div class="lab-controls">
    ${sourceChoice(state, actions)} ${layerChannels(state, actions)}
    ${presets(state, actions)} ${SHAPES.map((of) => control(state, problems, of, actions))}
    ${kernelChoice(state, actions)}
    <details class="lab-channels">
      <summary>${words.channelsAndGroups}</summary>
      ${CHANNELS.map((of) => control(state, problems, of, actions))}
    </details>
  </div>`;
}
