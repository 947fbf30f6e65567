// The fields behind the sentence that says how the picture becomes the input.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Fit } from '../../../protocol/index.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { settledValue } from '../../kit/settled-value.js';
import type { NetworkInfo } from '../../network/network.js';
import type { LoadedModel } from '../../run/state.js';
import { words } from './fields/words-en.js';
import { fillFields } from './fill-view.js';
import {
  fitsOf,
  fixedSize,
  formOf,
  type InputField,
  type InputForm,
  layoutsOf,
  readForm,
} from './input-form.js';
import { isAsking, shell } from './shell.js';
import { presetOf, VALUE_PRESETS, valuesOf } from './value-presets.js';

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
      ${settledValue(form[field])}
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
  isWhole = false,
): TemplateResult {
  return html`<label class="form-field ${isWhole ? 'is-whole' : ''}">
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

function colourField({ form, change }: Context): TemplateResult {
  return html`<label class="form-field">
    <span>${words.bars}</span>
    <input
      type="color"
      name="bars"
      ${settledValue(form.bars)}
      @change=${(event: Event) => change({ bars: (event.target as HTMLInputElement).value })}
    />
  </label>`;
}

/** What the network fixes is said; what it leaves open can be typed. */
function side(context: Context, field: 'height' | 'width', fixed: number | undefined) {
  const label = field === 'height' ? words.height : words.width;
  return fixed === undefined
    ? textField(context, field, label)
    : html`<p class="form-field"><span>${label}</span>${words.fixed(fixed)}</p>`;
}

/** Height and width, as far as they count. */
function sides(context: Context, inputShape: readonly number[]) {
  const fit = context.form.fit as Fit;
  const [height, width] = fixedSize(inputShape, context.form.layout);
  if (height !== undefined && width !== undefined) {
    return html`<p class="form-field is-whole"><span>${words.size}</span>${words.fixedSize(width, height)}</p>`;
  }
  const isOpen = fit === 'own' || fit === 'height';
  return html`${fit === 'own' ? nothing : side(context, 'height', height)}
    ${isOpen ? textField(context, 'multiple', words.multiple[fit]) : side(context, 'width', width)}`;
}

function sizes(context: Context, inputShape: readonly number[]): TemplateResult {
  const { form } = context;
  const fits = fitsOf(inputShape, form.layout);
  const names = Object.fromEntries(fits.map((each) => [each, words.fits[each]]));
  return html`${choice(context, 'fit', words.fit, names, true)} ${sides(context, inputShape)}
    ${form.fit === 'crop' ? textField(context, 'resize', words.shorterSide) : nothing}
    ${form.fit === 'letterbox' ? colourField(context) : nothing}
    ${choice(context, 'interpolation', words.resampling, words.resamplings)}`;
}

function pictureFields({ info }: LoadedModel, context: Context): TemplateResult {
  const { inputShape, preprocess } = info;
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

/** True where something else stands in the form than the file, or the catalogue, says. */
function isChanged(
  state: AppState,
  form: InputForm,
  { givenPreprocess, fills, givenFills }: NetworkInfo,
) {
  const isOther = JSON.stringify(formOf(givenPreprocess)) !== JSON.stringify(form);
  const hasText = Object.keys(state.fillForms).length > 0;
  return isOther || hasText || fills !== givenFills;
}

export function inputForm(state: AppState, actions: Actions): TemplateResult {
  const { model } = state;
  if (!model) return shell(state, actions);
  const { info } = model;
  const { preprocess, inputShape, hasNoPicture } = info;
  const form = state.inputForm ?? formOf(preprocess);
  const { errors } = hasNoPicture ? { errors: {} } : readForm(form, preprocess, inputShape);
  const context: Context = { form, errors, change: (change) => void actions.changeInput(change) };
  const others = fillFields(state, actions);
  const failed = Object.keys(errors).length > 0 || others.isWrong;
  const [height, width] = preprocess.crop;
  return shell(
    state,
    actions,
    html`${isAsking(info) ? html`<p class="note">${words.askedWhy(width, height)}</p>` : nothing}
      ${hasNoPicture ? nothing : pictureFields(model, context)} ${others.fields}
      <p class="note" role="status">
        ${failed ? words.notApplied : hasNoPicture ? words.appliedAlone : words.applied}
        ${
          isChanged(state, form, info)
            ? html`<button type="button" class="button is-quiet" @click=${actions.restoreInput}>
              ${words.restore}
            </button>`
            : nothing
        }
      </p>`,
  );
}
