// Pictures with nothing on them, as the network receives them.

import type { KeptValue, Preprocess } from '../../network/network.js';
import { occluded } from '../../network/occluded.js';

/** Black, grey and white. */
export const LEVELS = [0, 128, 255] as const;

/** dims: of the network's input; level: of every pixel, 0..255. */
export function blankInput(
  dims: readonly number[],
  preprocess: Preprocess,
  level: number,
): KeptValue {
  const [height = 1, width = 1] =
    preprocess.layout === 'NHWC' ? dims.slice(1, 3) : dims.slice(2, 4);
  const data = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
  return occluded({ dims, data }, { y: 0, x: 0, height, width }, preprocess, level);
}
