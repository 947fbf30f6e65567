// The settings of the convolution lab, whose numbers it shows, and the cell whose window is shown.

import type { Cell } from '../../network/places.js';
import type { KernelChoice } from './lab.js';
import { type LabSettings, type LabSource, USUAL_LAB } from './settings.js';

export interface LabView {
  settings: LabSettings;
  /** The layer whose kernel and input are shown; undefined for the picture. */
  source: LabSource | undefined;
  weights: KernelChoice;
  /** Output cell whose window is shown. */
  cell: Cell;
  playing: boolean;
  /** What an address says of it, until what reads it is there. layer: its name. */
  linked?: { code: string; layer: string | undefined } | undefined;
}

declare module '../../kit/playground.js' {
  interface AppState {
    lab: LabView;
  }
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
