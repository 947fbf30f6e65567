// How the picture becomes the input, and what inputs get that take none.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import type { FillForm } from './fill-form.js';
import type { InputForm } from './input-form.js';
import { shell } from './shell.js';
import './input-form.css';

export { preprocessSentence } from './sentence.js';
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
  async changeInput(playground: Playground, change: Partial<InputForm>): Promise<void> {
    const { applyInput } = await import('./rest.js');
    applyInput(playground, change);
  },
  /** name: of the input. */
  async changeFill(playground: Playground, name: string, change: Partial<FillForm>): Promise<void> {
    const { applyFill } = await import('./rest.js');
    applyFill(playground, name, change);
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
  views: { choose: (state, actions) => shell(state, actions) },
  on: { modelReady: () => ({ inputForm: undefined, fillForms: {} }) },
  rest: {
    isWanted: ({ inputOpen }) => inputOpen,
    load: () => import('./rest.js'),
    giveUp: ({ set }) => set({ inputOpen: false }),
  },
};
