// What the lab shows now: the reading of its settings, and a map's numbers under its kernel.

import type { Plane } from '../../kit/feature-map.js';
import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import type { InputPixels } from '../../network/input-pixels.js';
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
import { sourceLayer, sourceNumbers } from './lab-source.js';
import { words } from './words-en.js';

/** Cells per side that are drawn: MobileNet's 224 and its padding. */
const MOST = 256;

export interface LabScene {
  sizes: LabSizes;
  plane: LabPlane;
  /** Where they are pixels of the picture. */
  pixels: InputPixels | undefined;
  /** True where the input is smaller or larger than the map that its numbers are from. */
  isResized: boolean;
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
  /** Why nothing is drawn, although the setting is possible. */
  trouble: string | undefined;
}

/** Green of three colours is nearest to what is seen as bright. */
function pictureOf({ model, snapshot }: AppState): Plane | undefined {
  if (model?.info.hasNoPicture) return undefined;
  const input = model?.info.graph.inputs[0];
  const value = input && snapshot?.values.get(input.name);
  if (!value) return undefined;
  const { channels, height, width } = layoutOf(value.dims);
  const offset = channels > 1 ? height * width : 0;
  return { data: value.data, offset, height, width };
}

interface Material {
  plane: Plane;
  pixels: InputPixels | undefined;
  kernel: Float32Array;
}

/** The numbers that are there, or why they cannot be shown. */
function materialOf(state: AppState, { numbers }: LabSizes): Material | string {
  const { weights: choice } = state.lab;
  const layer = sourceLayer(state);
  const own = layer && sourceNumbers(state);
  const plane = layer ? own?.plane : pictureOf(state);
  if (!plane) return layer ? words.reading(layer.column.name) : words.noPicture;
  const [input] = state.model?.columns ?? [];
  const pixels = !layer || layer.node.inputs[0] === input?.value ? input?.pixels : undefined;
  if (choice !== 'layer') return { plane, pixels, kernel: kernelWeights(choice, numbers.kernel) };
  if (!layer || !own) return words.noPicture;
  const { kernel } = layer.convolution;
  return kernel === numbers.kernel
    ? { plane, pixels, kernel: own.kernel }
    : words.otherKernel(layer.column.name, kernel);
}

function insideOf(cell: Cell, side: number): Cell {
  const most = Math.max(0, side - 1);
  return { y: Math.min(cell.y, most), x: Math.min(cell.x, most) };
}

type Made = Omit<LabScene, 'cell'>;

const lastScene = lastOf<Made>();

function madeOf({ lab }: AppState, sizes: LabSizes, { plane, pixels, kernel }: Material): Made {
  const { source, weights: choice, settings } = lab;
  const key = [choice, plane.data, source?.column, source?.unit, source?.input];
  return lastScene(settings, key, () => {
    const side = sizes.numbers.input;
    const small = shrunk(plane, side);
    const output = labOutput(small, kernel, sizes);
    return {
      sizes,
      plane: small,
      pixels,
      isResized: plane.height !== side || plane.width !== side,
      weights: kernel,
      output,
      // Not Math.min(...output): engines take only so many arguments.
      low: output.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
      high: output.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    };
  });
}

export function labScene(state: AppState): LabShown {
  const reading = readLab(state.lab.settings);
  const { sizes } = reading;
  const without = (trouble?: string): LabShown => ({ reading, scene: undefined, trouble });
  if (!sizes) return without();
  const largest = Math.max(sizes.padded, sizes.output);
  if (largest > MOST) return without(words.notDrawn(MOST, largest));
  if (sizes.numbers.inChannels === 0) return without(words.noChannels);
  const material = materialOf(state, sizes);
  if (typeof material === 'string') return without(material);
  const made = madeOf(state, sizes, material);
  const cell = insideOf(state.lab.cell, sizes.output);
  return { reading, scene: { ...made, cell }, trouble: undefined };
}

/** The next output cell, row by row and round at the ends. */
export function steppedCell(state: AppState, by: number): Cell {
  const { sizes } = readLab(state.lab.settings);
  const side = sizes?.output ?? 1;
  const { y, x } = insideOf(state.lab.cell, side);
  const index = (((y * side + x + by) % (side * side)) + side * side) % (side * side);
  return { y: Math.floor(index / side), x: index % side };
}
