// What the numbers of the network's input are: pixels of the picture, after they were prepared.

import type { Layout, Preprocess } from './network.js';

export type Colour = 'red' | 'green' | 'blue' | 'grey';

export interface InputPixels {
  /** Of each channel, in the network's order. */
  colours: readonly Colour[];
  /** What the darkest and the brightest pixel become, the same for all channels so that they can be compared. */
  low: number;
  high: number;
}

const RGB: readonly Colour[] = ['red', 'green', 'blue'];

function coloursOf({ channels, order }: Preprocess): readonly Colour[] {
  if (channels === 1) return ['grey'];
  return order === 'BGR' ? [...RGB].reverse() : RGB;
}

/** undefined where the input has no map per colour. */
export function inputPixels(preprocess: Preprocess, layout: Layout): InputPixels | undefined {
  const { divisor, mean, std, channels } = preprocess;
  const isMaps = !layout.flat && preprocess.layout === 'NCHW' && layout.channels === channels;
  if (!isMaps) return undefined;
  const ends = coloursOf(preprocess).flatMap((_, colour) =>
    [0, 255 / divisor].map((pixel) => (pixel - (mean[colour] ?? 0)) / (std[colour] ?? 1)),
  );
  return { colours: coloursOf(preprocess), low: Math.min(...ends), high: Math.max(...ends) };
}
