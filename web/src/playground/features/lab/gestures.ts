// What a user does in the lab.

import type { Bound, Playground } from '../../kit/playground.js';
import type { Cell } from '../../network/places.js';
import type { KernelChoice } from './lab.js';
import { settingsOf, sourceAt } from './lab-source.js';
import { steppedCell } from './lab-view.js';
import {
  type LabSettings,
  type LabSource,
  parseChannels,
  parseLab,
  USUAL_LAB,
} from './settings.js';
import { type LabView, onPicture, USUAL } from './state.js';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

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
  /** Which of the layer's kernels, and of the maps that it reads. */
  labChannels({ state, set }: Playground, channels: Partial<LabSource>): void {
    const { source } = state.lab;
    if (!source) return;
    const next = { ...source, ...channels };
    set({ lab: { ...state.lab, source: sourceAt(state, next.column, next) } });
  },
  /** Shows what an address says. */
  readLabLink({ state, set }: Playground): void {
    const { linked } = state.lab;
    if (!linked) return;
    const { code, layer } = linked;
    const column = state.model?.columns.find(({ name }) => name === layer);
    const source = column && sourceAt(state, column.index, parseChannels(code));
    const lab: LabView = source ? { ...state.lab, source, weights: 'layer' } : onPicture(state.lab);
    set({ said: undefined, lab: { ...lab, settings: parseLab(code), linked: undefined } });
  },
  chooseKernel: (playground: Playground, weights: KernelChoice): void =>
    change(playground, { weights }),
  labCell: (playground: Playground, cell: Cell): void => change(playground, { cell }),
  /** To the next output cells, round at the ends. */
  stepLab: (playground: Playground, by: number): void =>
    change(playground, { cell: steppedCell(playground.state, by) }),
  playLab: (playground: Playground, playing: boolean): void => change(playground, { playing }),
};
