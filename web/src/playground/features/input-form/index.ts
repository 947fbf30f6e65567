// How the picture becomes the input, and what inputs get that take none.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { type FillForm, fillFormOf, readFill } from './fill-form.js';
import { formOf, type InputForm, readForm } from './input-form.js';
import { shell } from './shell.js';
import './input-form.css';

export { preprocessSentence } from './input-form.js';
export { sizeQuestion } from './shell.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** Whether the form is open. */
    inputOpen: boolean;
    /** What stands in the form of the input, where it differs from what is in use. */
    inputForm?: InputForm;
    /** The same of the inputs that take no picture, by their names. */
    fillForms: Readonly<Record<string, FillForm>>;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  openInput({ state, set, root }: Playground, inputOpen: boolean, isShown = false): void {
    if (state.inputOpen !== inputOpen) set({ inputOpen });
    if (!isShown) return;
    globalThis.requestAnimationFrame?.(() => {
      const summary = root.querySelector<HTMLElement>('[data-test="input-form"] summary');
      summary?.scrollIntoView({ block: 'center' });
      summary?.focus({ preventScroll: true });
    });
  },
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
  /** name: of the input. */
  changeFill(playground: Playground, name: string, change: Partial<FillForm>): void {
    const { state, set, controller } = playground;
    const fills = state.model?.info.fills ?? [];
    const used = fills.find((fill) => fill.name === name);
    if (!used) return;
    const form = { ...(state.fillForms[name] ?? fillFormOf(used)), ...change };
    set({ fillForms: { ...state.fillForms, [name]: form } });
    const { fill } = readFill(form, used);
    if (fill) void controller.fillInputs(fills.map((each) => (each === used ? fill : each)));
  },
  /** As the file or the catalogue has it. */
  restoreInput({ state, set, controller }: Playground): void {
    const { info } = state.model ?? {};
    if (!info) return;
    set({ inputForm: undefined, fillForms: {} });
    void controller.prepare(info.givenPreprocess, info.givenFills);
  },
};

export const inputForm: Feature = {
  name: 'input-form',
  state: { inputOpen: false, fillForms: {} },
  gestures,
  views: { choose: shell },
  on: { modelReady: () => ({ inputForm: undefined, fillForms: {} }) },
  rest: {
    isWanted: ({ inputOpen }) => inputOpen,
    load: () => import('./rest.js'),
    giveUp: ({ set }) => set({ inputOpen: false }),
  },
};
