// What the network really sees: its input tensor turned back into a picture.

import type { Surface } from './feature-map.js';

export interface Normalisation {
  /** tensor value = (pixel / divisor - mean[c]) / std[c], c in the order red, green, blue. */
  divisor: number;
  mean: readonly number[];
  std: readonly number[];
  /** Order of the channels in the tensor. */
  order: 'RGB' | 'BGR';
}

export interface InputTensor {
  /** [channels, height, width], channels 1 or 3. */
  data: Float32Array;
  channels: number;
  height: number;
  width: number;
}

/** RGBA bytes, height * width * 4, opaque. Writes into `rgba`. */
export function tensorPixels(
  rgba: Uint8ClampedArray,
  input: InputTensor,
  norm: Normalisation,
): void {
  const area = input.height * input.width;
  for (let component = 0; component < 3; component++) {
    const inTensor = norm.order === 'BGR' ? 2 - component : component;
    const channel = input.channels === 1 ? 0 : inTensor;
    const colour = input.channels === 1 ? 0 : component;
    const gain = (norm.std[colour] ?? 1) * norm.divisor;
    const bias = (norm.mean[colour] ?? 0) * norm.divisor;
    for (let i = 0; i < area; i++) {
      rgba[4 * i + component] = (input.data[channel * area + i] as number) * gain + bias;
    }
  }
  for (let i = 0; i < area; i++) rgba[4 * i + 3] = 255;
}

/** Draws the tensor at the surface's top left corner, one pixel per position. */
export function drawInput(surface: Surface, input: InputTensor, norm: Normalisation): void {
  const image = surface.createImageData(input.width, input.height);
  tensorPixels(image.data, input, norm);
  surface.putImageData(image, 0, 0);
}
