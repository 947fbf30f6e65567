// Every word of this feature.

import { count } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  // For screen readers
  channelOf: (layer: string, channel: string) => `${layer}, ${channel}`,
  /** What can be seen comes first: speech input goes by that. */
  colourOf: (colour: string, layer: string, channel: number) =>
    `${colour}, ${layer}, channel ${channel}`,
  valuesOf: (layer: string, values: number) => `${layer}, ${count(values)} values`,
  /** The same for numbers. */
  namedNumber: (text: string, name: string, layer: string) => `${name} ${text}, ${layer}`,
  number: (text: string, index: number, layer: string) => `${text} number ${index}, ${layer}`,

  // Under a column
  ownScales: 'own scales',
  allZero: 'all 0',
  between: (low: string, high: string) => `${low} to ${high}`,
  shares: '0 to 100%',
  /** Of softmax, where the answer beside it is calibrated. */
  raw: 'before calibration',
  more: (maps: number) => `+ ${count(maps)} more`,
  parameters: (amount: string) => `${amount} params`,
  macs: (amount: string) => `${amount} MACs`,

  /** Of the button above a layer; what can be seen of it comes first. */
  stepsOf: (op: string, layer: string) => `${op}: watch ${layer} step by step`,

  plainLoop: 'This layer runs as a plain loop because there is no SIMD code for it.',
};

export type ColumnsWords = typeof english;
export const words = wordsOf('columns', english);
