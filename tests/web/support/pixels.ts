// Pictures for tests of pixels.

import type { Rgba } from '../../../web/src/pixels/resample.js';

const byte = (value: number) => ((value % 256) + 256) % 256;

/** No two neighbours alike; alpha: some pixels are transparent in part. */
export function patterned(width: number, height: number, alpha = false): Rgba {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const opacity = alpha ? 255 - 29 * ((x + 2 * y) % 7) : 255;
      const pixel = [37 * x + 11 * y, x * x * 7 + 90 * y, 200 - 13 * x + y * y * 5, opacity];
      data.set(pixel.map(byte), 4 * (y * width + x));
    }
  }
  return { data, width, height };
}

/** One colour everywhere. */
export function plain(width: number, height: number, colour: readonly number[]): Rgba {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < data.length; i += 4) data.set([...colour, 255], i);
  return { data, width, height };
}
