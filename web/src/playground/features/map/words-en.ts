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
  /** Of a block's layers those that were searched for. */
  found: (layers: number) => `${count(layers)} found`,
  /** What a block does, beside its name; '' where its kind does not tell. */
  does: {
    residual: 'a shortcut adds what goes in to what its layers make of it',
    'inverted residual': '',
    inception: 'kernels of several sizes side by side, their maps are joined',
    fire: 'fewer channels first, then kernels of two sizes side by side',
    dense: 'each layer reads the maps of all layers before it',
    'squeeze and excite': 'weighs each channel by what is in its whole map',
    branched: '',
    module: '',
  },
  /**
   * Numbers of channels: that go in, that the depthwise convolution reads, that come out; undefined where no
   * convolution mixes them.
   */
  invertedResidual: (of: {
    from: number;
    between: number;
    to: number | undefined;
    isAdded: boolean;
  }) => {
    const widens =
      of.between > of.from
        ? `widens ${count(of.from)} channels to ${count(of.between)}`
        : `takes its ${plural(of.between, 'channel')} as they are`;
    const mixed = of.to === undefined ? '' : `, mixes them into ${count(of.to)}`;
    const added = of.isAdded ? ', then a shortcut adds what went in' : '';
    return `${widens}, looks at each with a kernel of its own (depthwise)${mixed}${added}`;
  },
  /** In a saved picture, in place of one scale. */
  ownScales: 'Each layer, or each map, has its own colour scale.',
  /** On paper, below the map. */
  notRead: 'Layers that have not been on screen yet are printed without their feature maps.',
  range: (low: string, high: string) => `${low} to ${high}`,
};

export type MapWords = typeof english;
export const words = wordsOf('map', english);
