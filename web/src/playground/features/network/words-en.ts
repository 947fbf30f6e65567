// Every word of this feature.

import { magnitude, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  /** Where none is open. */
  heading: 'Network',
  inside: (title: string) => `Inside ${title}`,
  /** Of the tab that shows the network itself. */
  tab: 'Network',
  tabsLegend: 'What is shown of the network',
  size: ({ layers, params, macs }: { layers: number; params: number; macs: number }) =>
    `${plural(layers, 'layer')} · ${plural(params, 'parameter')} · ${magnitude(macs)} multiply-accumulates (MACs)`,
  stripLabel:
    'Layers of the network. Arrow keys move over layers and channels, Enter enlarges a map.',
  columnsHint:
    'Data flows from the input to the answer. Each layer shows one map per channel. Choose a cell to enlarge its map, or ▸ above a layer to watch its numbers being computed step by step.',
  columnsKeys:
    'Point at a cell to see what it depends on and what it influences. S over a map is the same as ▸, and arrow keys lead from map to map.',
  /** channel: its name. */
  valueAt: (channel: string, { y, x }: { y: number; x: number }, value: string) =>
    `${channel}, y ${y}, x ${x}: ${value}`,
  mapHint:
    'Data flows from top to bottom. Each layer shows its strongest channels. A box with a plus holds several layers. Choose a layer to see all of it.',
  mapKeys: 'S over a layer shows its numbers being computed step by step.',
  save: 'Save as PNG',
  inOnnx: (kind: string, op: string) => `${kind}, in ONNX ${op}`,
  leftOut: (nodes: number) => `Not run: ${plural(nodes, 'node')} of the file behind this point`,
  moreLeftOut: (nodes: number) => `And ${nodes} more.`,
  noLayers: 'This network has no layers to show.',
  fetching: 'Loading…',
  loading: 'The layers appear here as soon as the network is loaded.',
  sizesLater: 'The sizes of its layers come with the first run on a picture.',
  noNetwork: 'No network is loaded.',
};

export type NetworkCardWords = typeof english;
export const words = wordsOf('network', english);
