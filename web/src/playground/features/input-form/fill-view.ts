// The fields of the inputs that take no picture.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { settledValue } from '../../kit/settled-value.js';
import { type InputFill, kindsFor } from '../../network/input-fill.js';
import { words } from './fields/words-en.js';
import { type FillField, type FillForm, fillFormOf, readFill } from './fill-form.js';

/** More have no fields of their own. */
const MOST_INPUTS = 40;

interface Context {
  name: string;
  index: number;
  form: FillForm;
  errors: Partial<Record<FillField, string>>;
  change(change: Partial<FillForm>): void;
}

function textField(
  { name, index, form, errors, change }: Context,
  field: FillField,
  label: string,
) {
  const error = errors[field];
  const id = `error-input-${index}-${field}`;
  return html`<label class="form-field">
    <span>${label}</span>
    <input
      type="text"
      autocomplete="off"
      spellcheck="false"
      name="${name}-${field}"
      class="is-wide"
      aria-invalid=${error !== undefined}
      aria-describedby=${error ? id : nothing}
      ${settledValue(form[field])}
      @input=${(event: Event) => change({ [field]: (event.target as HTMLInputElement).value })}
    />
    ${error ? html`<span class="form-error" id=${id}>${error}</span>` : nothing}
  </label>`;
}

function kindField({ name, form, change }: Context, kinds: ReturnType<typeof kindsFor>) {
  const choose = (event: Event): void =>
    change({ kind: (event.target as HTMLSelectElement).value });
  return html`<label class="form-field is-whole">
    <span>${words.value}</span>
    <select name="${name}-kind" @change=${choose}>
      ${kinds.map((kind) => html`<option value=${kind} .selected=${form.kind === kind}>${words.kinds[kind]}</option>`)}
    </select>
  </label>`;
}

function fieldsOf(fill: InputFill, context: Context, takesPicture: boolean): TemplateResult {
  const { name, type, shape, anyShape } = fill;
  const isOpen = anyShape || shape.some((size) => size < 1);
  const sizes = shape.map((size) => (size < 1 ? '?' : size)).join(' × ');
  return html`<fieldset class="form-input" data-test="fill">
    <legend>
      <strong>${name}</strong>
      <span class="number">${type}${anyShape || sizes === '' ? '' : `, ${sizes}`}</span>
    </legend>
    <div class="form-fields">
      ${kindField(context, kindsFor(fill, takesPicture))}
      ${context.form.kind === 'numbers' ? textField(context, 'numbers', words.numbers) : nothing}
      ${context.form.kind === 'noise' ? textField(context, 'seed', words.seed) : nothing}
      ${isOpen ? textField(context, 'dims', words.shape) : nothing}
    </div>
  </fieldset>`;
}

/** isWrong: a field holds what cannot be used. */
export function fillFields(
  { model, fillForms }: AppState,
  actions: Actions,
): { fields: readonly TemplateResult[]; isWrong: boolean } {
  const { fills = [], hasNoPicture } = model?.info ?? {};
  let isWrong = false;
  const fields = fills.slice(0, MOST_INPUTS).map((fill, index) => {
    const { name } = fill;
    const form = fillForms[name] ?? fillFormOf(fill);
    const { errors } = readFill(form, fill);
    if (Object.keys(errors).length > 0) isWrong = true;
    const change = (change: Partial<FillForm>): void => void actions.changeFill(name, change);
    return fieldsOf(fill, { name, index, form, errors, change }, !hasNoPicture);
  });
  const more = fills.length - fields.length;
  if (more > 0) fields.push(html`<p class="note">${words.moreInputs(more)}</p>`);
  return { fields, isWrong };
}
