// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  /** Before one of the modes: what has a scale of its own. */
  scalePer: 'Colour scale per',
  modes: { layer: 'Layer', channel: 'Channel', network: 'Network' },
  help: {
    layer: 'Maps of the same layer can be compared with each other.',
    channel: 'Every map uses the whole scale, so colours cannot be compared between maps.',
    network:
      'All maps of the network can be compared with each other, except those of the input, which are pixels.',
  },

  // What the numbers of the legend are for
  wholeNetwork: 'whole network',
  channelOf: (layer: string, channel: string) => `${layer}, ${channel}`,
  /** The input's own scale. name: of the input, or of one of its channels. */
  pixelsOf: (name: string) => `${name}: bright is large`,
};

export type LegendWords = typeof english;
export const words = wordsOf('legend', english);
