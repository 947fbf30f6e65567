// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  /** Before one of the modes: what has a scale of its own. */
  scalePer: 'Colour scale per',
  modes: { layer: 'Layer', channel: 'Channel', network: 'Network' },
  help: {
    layer: 'Maps of the same layer can be compared with each other.',
    channel: 'Every map uses the whole scale, so colours cannot be compared between maps.',
    network: 'All maps of the network can be compared with each other.',
  },

  // What the numbers of the legend are for
  wholeNetwork: 'whole network',
  channelOf: (layer: string, channel: string) => `${layer}, ${channel}`,
};

export type LegendWords = typeof english;
export const words = wordsOf('legend', english);
