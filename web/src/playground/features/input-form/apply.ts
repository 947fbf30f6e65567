// What changes in the form of the input come to.

import type { Playground } from '../../kit/playground.js';
import { type FillForm, fillFormOf, readFill } from './fill-form.js';
import { formOf, type InputForm, readForm } from './input-form.js';

export function applyInput(playground: Playground, change: Partial<InputForm>): void {
  const { state, set, controller } = playground;
  const { model } = state;
  if (!model) return;
  const { preprocess: used } = model.info;
  const form = { ...(state.inputForm ?? formOf(used)), ...change };
  set({ inputForm: form });
  const { preprocess } = readForm(form, used, model.info.inputShape);
  if (preprocess) void controller.prepare(preprocess);
}

/** name: of the input. */
export function applyFill(playground: Playground, name: string, change: Partial<FillForm>): void {
  const { state, set, controller } = playground;
  const fills = state.model?.info.fills ?? [];
  const used = fills.find((fill) => fill.name === name);
  if (!used) return;
  const form = { ...(state.fillForms[name] ?? fillFormOf(used)), ...change };
  set({ fillForms: { ...state.fillForms, [name]: form } });
  const { fill } = readFill(form, used);
  if (fill) void controller.fillInputs(fills.map((each) => (each === used ? fill : each)));
}
