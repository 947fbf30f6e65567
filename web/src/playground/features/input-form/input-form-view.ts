// How the picture becomes the input: one sentence, and behind it a form to change it.

import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { LoadedModel } from '../../run/state.js';
import {
  fixedSize,
  formOf,
  type InputField,
  type InputForm,
  layoutsOf,
  preprocessSentence,
  presetOf,
  readForm,
  VALUE_PRESETS,
  valuesOf,
} from './input-form.js';
import { words } from './words-en.js';

interface Context {
  form: InputForm;
  errors: Partial<Record<InputField, string>>;
  change(change: Partial<InputForm>): void;
}

function textField(
  { form, errors, change }: Context,
  field: InputField,
  label: string,
  kind: 'numeric' | 'text' = 'numeric',
): TemplateResult {
  const error = errors[field];
  return html`<label class="form-field">
    <span>${label}</span>
    <input
      type="text"
      inputmode=${kind}
      autocomplete="off"
      spellcheck="false"
      name=${field}
      class=${kind === 'text' ? 'is-wide' : ''}
      aria-invalid=${error !== undefined}
      aria-describedby=${error ? `error-${field}` : nothing}
      .value=${live(form[field])}
      @input=${(event: Event) => change({ [field]: (event.target as HTMLInputElement).value })}
    />
    ${error ? html`<span class="form-error" id="error-${field}">${error}</span>` : nothing}
  </label>`;
}

function choice(
  { form, change }: Context,
  field: InputField,
  label: string,
  options: Readonly<Record<string, string>>,
): TemplateResult {
  return html`<label class="form-field">
    <span>${label}</span>
    <select
      name=${field}
      @change=${(event: Event) => change({ [field]: (event.target as HTMLSelectElement).value })}
    >
      ${Object.entries(options).map(([value, text]) => html`<option value=${value} .selected=${form[field] === value}>${text}</option>`)}
    </select>
  </label>`;
}

function presets({ form, change }: Context): TemplateResult {
  const current = presetOf(form);
  const choose = (event: Event): void => {
    const preset = VALUE_PRESETS[Number((event.target as HTMLSelectElement).value)];
    if (preset) change(valuesOf(preset));
  };
  return html`<label class="form-field">
    <span>${words.preset}</span>
    <select name="preset" class="is-wide" @change=${choose}>
      ${current ? nothing : html`<option selected>${words.ownValues}</option>`}
      ${VALUE_PRESETS.map((preset, index) => html`<option value=${index} .selected=${preset === current}>${words.presets[preset.name]}</option>`)}
    </select>
  </label>`;
}

function sizes(context: Context, inputShape: readonly number[]): TemplateResult {
  const [height, width] = fixedSize(inputShape, context.form.layout);
  const isFixed = height !== undefined && width !== undefined;
  return html`${textField(context, 'resize', words.shorterSide)}
    ${
      isFixed
        ? html`<p class="form-field"><span>${words.crop}</span>${words.fixedCrop(width, height)}</p>`
        : html`${textField(context, 'height', words.cropHeight)} ${textField(context, 'width', words.cropWidth)}`
    }
    ${choice(context, 'interpolation', words.resampling, words.resamplings)}`;
}

function fields(model: LoadedModel, context: Context): TemplateResult {
  const { inputShape, preprocess } = model.info;
  const layouts = layoutsOf(inputShape);
  return html`<div class="form-fields">
    ${sizes(context, inputShape)} ${presets(context)}
    ${textField(context, 'divisor', words.divisor)}
    ${textField(context, 'mean', words.mean, 'text')}
    ${textField(context, 'std', words.deviation, 'text')}
    ${
      preprocess.channels === 3
        ? choice(context, 'order', words.colours, words.colourOrders)
        : nothing
    }
    ${layouts.length > 1 ? choice(context, 'layout', words.axes, words.axesOrders) : nothing}
  </div>`;
}

export function inputForm(state: AppState, actions: Actions): TemplateResult {
  const { model } = state;
  // Its line is kept free.
  if (!model) return html`<p class="input-form">&nbsp;</p>`;
  const { preprocess, givenPreprocess, inputShape } = model.info;
  const form = state.inputForm ?? formOf(preprocess);
  const { errors } = readForm(form, preprocess, inputShape);
  const context: Context = { form, errors, change: actions.changeInput };
  const changed = JSON.stringify(formOf(givenPreprocess)) !== JSON.stringify(form);
  const failed = Object.keys(errors).length > 0;
  return html`<details class="input-form" data-test="input-form">
    <summary>
      <strong>${words.input}</strong> <span data-test="preprocess">${preprocessSentence(preprocess)}</span>
    </summary>
    ${fields(model, context)}
    <p class="note" role="status">
      ${failed ? words.notApplied : words.applied}
      ${
        changed
          ? html`<button type="button" class="button is-quiet" @click=${() => actions.changeInput(formOf(givenPreprocess))}>
              ${words.restore}
            </button>`
          : nothing
      }
    </p>
  </details>`;
}
