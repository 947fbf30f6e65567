// The settings of the convolution lab, whose numbers it shows, and the cell whose window is shown.

import type { Playground } from '../../kit/playground.js';
import type { Cell } from '../../network/places.js';
import { type KernelChoice, type LabSettings, parseLab, USUAL_LAB } from './lab.js';
import { type LabSource, parseChannels, settingsOf, sourceAt } from './lab-source.js';
import { steppedCell } from './lab-view.js';

export interface LabView {
  settings: LabSettings;
  /** The layer whose kernel and input are shown; undefined for the picture. */
  source: LabSource | undefined;
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
  source: undefined,
  weights: 'edges',
  cell: { y: 0, x: 0 },
  playing: false,
};

/** The lab without a layer: one that is gone, or was left. */
export const onPicture = (lab: LabView): LabView =>
  lab.source ? { ...lab, source: undefined, weights: USUAL.weights, playing: false } : lab;

const change = ({ state, set }: Playground, changes: Partial<LabView>): void =>
  set({ lab: { ...state.lab, ...changes } });

export const gestures = {
  changeLab({ state, set }: Playground, changes: Partial<LabSettings>): void {
    const settings = { ...state.lab.settings, ...changes };
    set({ said: undefined, lab: { ...state.lab, settings } });
  },
  /** Takes over a layer's settings, kernel and input; the picture's numbers where there is no such layer. */
  labLayer({ state, set }: Playground, column: number | undefined, unit = 0, cell?: Cell): void {
    const source = column === undefined ? undefined : sourceAt(state, column, { unit, input: 0 });
    const settings = source && settingsOf(state, source);
    const lab: LabView = settings
      ? { ...state.lab, settings, source, weights: 'layer', cell: cell ?? USUAL.cell }
      : { ...onPicture(state.lab), settings: USUAL_LAB };
    set({ said: undefined, lab: { ...lab, playing: false } });
  },
  /** The same from the layer that is open, with its channel and its cell. */
  tryInLab({ state, actions }: Playground): void {
    const { open, cell, model } = state;
    if (!open || !model?.columns[open.column]) return;
    actions.labLayer(open.column, open.channel, cell);
    actions.close();
    actions.showView('lab');
  },
  /** Which of the layer's kernels, and of the maps that it reads. */
  labChannels({ state, set }: Playground, channels: Partial<LabSource>): void {
    const { source } = state.lab;
    if (!source) return;
    const next = { ...source, ...channels };
    set({ lab: { ...state.lab, source: sourceAt(state, next.column, next) } });
  },
  /** What an address says. layer: its name; undefined for the picture. */
  followLab({ state, set }: Playground, code: string, layer: string | undefined): void {
    const column = state.model?.columns.find(({ name }) => name === layer);
    const source = column && sourceAt(state, column.index, parseChannels(code));
    const lab: LabView = source ? { ...state.lab, source, weights: 'layer' } : onPicture(state.lab);
    set({ said: undefined, lab: { ...lab, settings: parseLab(code) } });
  },
  chooseKernel: (playground: Playground, weights: KernelChoice): void =>
    change(playground, { weights }),
  labCell: (playground: Playground, cell: Cell): void => change(playground, { cell }),
  /** To the next output cells, round at the ends. */
  stepLab: (playground: Playground, by: number): void =>
    change(playground, { cell: steppedCell(playground.state, by) }),
  playLab: (playground: Playground, playing: boolean): void => change(playground, { playing }),
};
