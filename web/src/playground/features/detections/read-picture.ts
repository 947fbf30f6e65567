// A picture out of an output: which numbers are black and white.

import type { PictureForm } from './forms.js';

export interface FoundPicture {
  height: number;
  width: number;
  /** Red, green and blue of each pixel, row by row, 0..255. */
  pixels: Uint8ClampedArray;
  /** The values that are black and white. */
  black: number;
  white: number;
}

/** Where values are within the usual ranges, those; else from the least to the largest. */
function endsOf(least: number, largest: number): readonly [number, number] {
  const isWithin = (low: number, high: number) => {
    const slack = (high - low) / 10;
    return least >= low - slack && largest <= high + slack;
  };
  if (isWithin(0, 1)) return [0, 1];
  if (isWithin(-1, 1)) return [-1, 1];
  // Values within a tenth of white alone may as well be something else.
  return isWithin(0, 255) && largest > 50 ? [0, 255] : [least, largest];
}

/** undefined where it is not all numbers. */
export function pictureIn(form: PictureForm, data: ArrayLike<number>): FoundPicture | undefined {
  const { channels, height, width, channelsLast } = form;
  const area = height * width;
  let least = Infinity;
  let largest = -Infinity;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) return undefined;
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  const [black, white] = endsOf(least, largest);
  const scale = 255 / (white - black || 1);
  const pixels = new Uint8ClampedArray(3 * area);
  for (let pixel = 0; pixel < area; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      const channel = channels === 1 ? 0 : colour;
      const at = channelsLast ? pixel * channels + channel : channel * area + pixel;
      pixels[3 * pixel + colour] = ((data[at] as number) - black) * scale;
    }
  }
  return { height, width, pixels, black, white };
}
