// The network's input with a part of the picture covered.

import type { KeptValue, Preprocess } from './network.js';
import type { Box } from './regions.js';

const GREY = 128;

/** What a level (0..255) of all colours becomes in the network's input, by colour. */
export function greyOf(
  { divisor, mean, std, channels }: Preprocess,
  level: number = GREY,
): number[] {
  const grey = level / divisor;
  return Array.from({ length: channels }, (_, c) => (grey - (mean[c] ?? 0)) / (std[c] ?? 1));
}

/** A copy of the input with the box filled: grey, or of another level. */
export function occluded(
  { dims, data }: KeptValue,
  { y, x, height, width }: Box,
  { layout, order, channels, ...rest }: Preprocess,
  level?: number,
): KeptValue {
  const copy = data.slice();
  const grey = greyOf({ layout, order, channels, ...rest }, level);
  const isLast = layout === 'NHWC';
  const [rows = 1, columns = 1] = isLast ? dims.slice(1, 3) : dims.slice(2, 4);
  for (let c = 0; c < channels; c++) {
    // Means and deviations are by colour, red first, whatever order the network has.
    const fill = grey[order === 'BGR' ? channels - 1 - c : c] as number;
    for (let row = y; row < y + height; row++) {
      for (let column = x; column < x + width; column++) {
        const cell = row * columns + column;
        copy[isLast ? cell * channels + c : c * rows * columns + cell] = fill;
      }
    }
  }
  return { dims, data: copy };
}
