// Pictures with nothing on them, as the network receives them.

import type { KeptValue, Preprocess } from '../../network/network.js';

/** Black, grey and white. */
export const LEVELS = [0, 128, 255] as const;

/** dims: of the network's input; level: of every pixel, 0..255. */
export function blankInput(
  dims: readonly number[],
  { divisor, mean, std, channels, layout }: Preprocess,
  level: number,
): KeptValue {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const plane = size / channels;
  const data = Float32Array.from({ length: size }, (_, at) => {
    const channel = layout === 'NCHW' ? Math.floor(at / plane) : at % channels;
    return (level / divisor - (mean[channel] ?? 0)) / (std[channel] ?? 1);
  });
  return { dims, data };
}
