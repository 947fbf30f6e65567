// How the picture becomes the input.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { formOf, type InputForm, readForm } from './input-form.js';
import { inputForm as view } from './input-form-view.js';
import './input-form.css';

export { preprocessSentence } from './input-form.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** What stands in the form of the input, where it differs from what is in use. */
    inputForm?: InputForm;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  /** Only the fields that change: of two changes before the next frame, both count. */
  changeInput({ state, set, controller }: Playground, change: Partial<InputForm>): void {
    const { model } = state;
    if (!model) return;
    const { preprocess: used } = model.info;
    const form = { ...(state.inputForm ?? formOf(used)), ...change };
    set({ inputForm: form });
    const { preprocess } = readForm(form, used, model.info.inputShape);
    if (preprocess) void controller.prepare(preprocess);
  },
};

export const inputForm: Feature = {
  name: 'input-form',
  gestures,
  views: { choose: view },
  on: { modelReady: () => ({ inputForm: undefined }) },
};
