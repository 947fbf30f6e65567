// The settings of the convolution lab, and the cell whose window is shown.

import type { Playground } from '../../kit/playground.js';
import type { Cell } from '../../network/places.js';
import { type KernelChoice, type LabSettings, USUAL_LAB } from './lab.js';
import { steppedCell } from './lab-view.js';

export interface LabView {
  settings: LabSettings;
  weights: KernelChoice;
  /** Output cell whose window is shown. */
  cell: Cell;
  playing: boolean;
}

declare module '../../kit/playground.js' {
  interface AppState {
    lab: LabView;
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const USUAL: LabView = {
  settings: USUAL_LAB,
  weights: 'edges',
  cell: { y: 0, x: 0 },
  playing: false,
};

const change = ({ state, set }: Playground, changes: Partial<LabView>): void =>
  set({ lab: { ...state.lab, ...changes } });

export const gestures = {
  changeLab({ state, set }: Playground, changes: Partial<LabSettings>): void {
    const settings = { ...state.lab.settings, ...changes };
    set({ said: undefined, lab: { ...state.lab, settings } });
  },
  chooseKernel: (playground: Playground, weights: KernelChoice): void =>
    change(playground, { weights }),
  labCell: (playground: Playground, cell: Cell): void => change(playground, { cell }),
  /** To the next output cells, round at the ends. */
  stepLab: (playground: Playground, by: number): void =>
    change(playground, { cell: steppedCell(playground.state, by) }),
  playLab: (playground: Playground, playing: boolean): void => change(playground, { playing }),
};
