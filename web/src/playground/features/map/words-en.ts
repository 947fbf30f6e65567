// Every word of this feature.

import { count, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  mapLabel: 'Map of the network. Arrow keys move over its layers and blocks, Enter opens one.',

  // The search.
  previousMatch: 'Previous match',
  nextMatch: 'Next match',
  noMatch: 'no match',
  matches: (matches: number) => plural(matches, 'match', 'matches'),
  /** match: which one is shown, from 1. */
  match: (match: number, matches: number) => `${count(match)} of ${count(matches)}`,

  save: 'Save as PNG',
  /** In the caption of the saved picture. */
  caption: 'map',
  blocks: (blocks: number) => plural(blocks, 'block'),
  openAll: 'Open all',
  closeAll: 'Close all',

  // What the boxes say.
  maps: (height: number, width: number) => `Maps of ${height} × ${width}`,
  vectors: 'Vectors',
  allLayers: 'All layers of this size',
  layers: (layers: number) => plural(layers, 'layer'),
  kinds: {
    residual: 'Residual',
    'inverted residual': 'Inverted residual',
    inception: 'Inception',
    fire: 'Fire',
    dense: 'Dense',
    'squeeze and excite': 'Squeeze and excite',
    branched: 'Branched',
    module: 'Module',
  },
  /** kind: one of those above. */
  block: (kind: string, number: number) => `${kind} ${number}`,
  /** In a saved picture, in place of one scale. */
  ownScales: 'Each layer, or each map, has its own colour scale.',
  range: (low: string, high: string) => `${low} to ${high}`,
};

export type MapWords = typeof english;
export const words = wordsOf('map', english);
