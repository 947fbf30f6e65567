// What the lab shows now: the reading of its settings, and the picture's numbers under its kernel.

import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import { layoutOf } from '../../network/network.js';
import type { Cell } from '../../network/places.js';
import {
  kernelWeights,
  type LabPlane,
  type LabReading,
  type LabSizes,
  labOutput,
  readLab,
  shrunk,
} from './lab.js';

/** Cells per side that are drawn. */
const MOST = 64;

export interface LabScene {
  sizes: LabSizes;
  plane: LabPlane;
  weights: Float32Array;
  /** Row by row, sizes.output per side. */
  output: Float32Array;
  low: number;
  high: number;
  /** The output cell that is shown. */
  cell: Cell;
}

export interface LabShown {
  reading: LabReading;
  scene: LabScene | undefined;
  tooLarge: boolean;
}

/** Green of three colours is nearest to what is seen as bright. */
function sourceOf({ model, snapshot }: AppState) {
  const input = model?.info.graph.inputs[0];
  const value = input && snapshot?.values.get(input.name);
  if (!value) return undefined;
  const { channels, height, width } = layoutOf(value.dims);
  const offset = channels > 1 ? height * width : 0;
  return { data: value.data, offset, height, width };
}

function insideOf(cell: Cell, side: number): Cell {
  const most = Math.max(0, side - 1);
  return { y: Math.min(cell.y, most), x: Math.min(cell.x, most) };
}

const lastScene = lastOf<Omit<LabScene, 'cell'>>();

function madeOf(state: AppState, sizes: LabSizes): Omit<LabScene, 'cell'> | undefined {
  const source = sourceOf(state);
  if (!source) return undefined;
  const { settings, weights: choice } = state.lab;
  return lastScene(settings, [choice, source.data], () => {
    const plane = shrunk(source, sizes.numbers.input);
    const weights = kernelWeights(choice, sizes.numbers.kernel);
    const output = labOutput(plane, weights, sizes);
    return {
      sizes,
      plane,
      weights,
      output,
      low: Math.min(...output),
      high: Math.max(...output),
    };
  });
}

export function labScene(state: AppState): LabShown {
  const reading = readLab(state.lab.settings);
  const { sizes } = reading;
  if (!sizes) return { reading, scene: undefined, tooLarge: false };
  const tooLarge = sizes.padded > MOST || sizes.output > MOST;
  const made = tooLarge ? undefined : madeOf(state, sizes);
  const scene = made && { ...made, cell: insideOf(state.lab.cell, sizes.output) };
  return { reading, scene, tooLarge };
}

/** The next output cell, row by row and round at the ends. */
export function steppedCell(state: AppState, by: number): Cell {
  const { sizes } = readLab(state.lab.settings);
  const side = sizes?.output ?? 1;
  const { y, x } = insideOf(state.lab.cell, side);
  const index = (((y * side + x + by) % (side * side)) + side * side) % (side * side);
  return { y: Math.floor(index / side), x: index % side };
}
