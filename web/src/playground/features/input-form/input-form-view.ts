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
  options: readonly (readonly [value: string, text: string])[],
): TemplateResult {
  return html`<label class="form-field">
    <span>${label}</span>
    <select
      name=${field}
      @change=${(event: Event) => change({ [field]: (event.target as HTMLSelectElement).value })}
    >
      ${options.map(([value, text]) => html`<option value=${value} .selected=${form[field] === value}>${text}</option>`)}
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
    <span>Values the network was trained on</span>
    <select name="preset" class="is-wide" @change=${choose}>
      ${current ? nothing : html`<option selected>as below</option>`}
      ${VALUE_PRESETS.map((preset, index) => html`<option value=${index} .selected=${preset === current}>${preset.name}</option>`)}
    </select>
  </label>`;
}

function sizes(context: Context, inputShape: readonly number[]): TemplateResult {
  const [height, width] = fixedSize(inputShape, context.form.layout);
  const isFixed = height !== undefined && width !== undefined;
  return html`${textField(context, 'resize', 'Shorter side, px')}
    ${
      isFixed
        ? html`<p class="form-field"><span>Crop</span>${width} × ${height}, fixed by the network</p>`
        : html`${textField(context, 'height', 'Crop height, px')} ${textField(context, 'width', 'Crop width, px')}`
    }
    ${choice(context, 'interpolation', 'Resampling', [
      ['bilinear', 'bilinear'],
      ['bicubic', 'bicubic'],
      ['nearest', 'nearest'],
    ])}`;
}

function fields(model: LoadedModel, context: Context): TemplateResult {
  const { inputShape, preprocess } = model.info;
  const layouts = layoutsOf(inputShape);
  return html`<div class="form-fields">
    ${sizes(context, inputShape)} ${presets(context)}
    ${textField(context, 'divisor', 'Divided by')}
    ${textField(context, 'mean', 'Minus mean', 'text')}
    ${textField(context, 'std', 'Divided by deviation', 'text')}
    ${
      preprocess.channels === 3
        ? choice(context, 'order', 'Colours', [
            ['RGB', 'red, green, blue'],
            ['BGR', 'blue, green, red'],
          ])
        : nothing
    }
    ${
      layouts.length > 1
        ? choice(context, 'layout', 'Axes', [
            ['NCHW', 'channels first'],
            ['NHWC', 'channels last'],
          ])
        : nothing
    }
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
      <strong>Input:</strong> <span data-test="preprocess">${preprocessSentence(preprocess)}</span>
    </summary>
    ${fields(model, context)}
    <p class="note" role="status">
      ${failed ? 'Not applied yet: the sentence above is what the network still gets.' : 'Every change runs the network again; the right picture is its exact input.'}
      ${
        changed
          ? html`<button type="button" class="button is-quiet" @click=${() => actions.changeInput(formOf(givenPreprocess))}>
              Back to the model's own
            </button>`
          : nothing
      }
    </p>
  </details>`;
}
