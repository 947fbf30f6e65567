// Every word of this feature.

import { count } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';
import type { Cell } from '../../network/places.js';
import type { Unit } from './state.js';

const english = {
  heading: 'Step by step',
  isInput:
    'The input is not computed: it is the picture after resizing, cropping and scaling. Go to the next layer.',
  reading: 'Reading the numbers that this value is computed from…',
  still: 'Your system asks for less motion, so nothing plays until you press Play.',

  // The player.
  player: 'Step through the computation',
  first: 'First cell',
  back: 'Step back',
  forward: 'Step forward',
  play: 'Play',
  pause: 'Pause',
  unit: 'How far a step goes',
  /** The same, seen in front of the choice; and the other choice. */
  step: 'Step',
  order: 'Order of the terms',
  terms: 'Terms',
  unitsSay:
    'By product: one number of the patch times its weight. By term: all that one line of the list adds, such as an input channel. By cell: a whole sum, then the next cell of the output.',
  units: { product: 'by product', term: 'by term', cell: 'by cell' } satisfies Record<Unit, string>,
  speed: 'Speed',
  perSecond: (steps: number) => `${count(steps)} per second`,
  orders: { channel: 'in order', size: 'by size, sign ignored' },

  keys: 'Keys on this map: the arrows choose a cell, Page Down and Page Up step, Space plays.',

  // The maps on the left.
  /** layer: name of the layer whose map it is; channel: its name. */
  inputMap: (layer: string, channel: string) => `Input: ${layer}, ${channel}`,
  otherMaps: 'The maps that are read. Click one to see its products.',
  noMaps: 'This layer reads a list of numbers, so there is no map to show.',

  // The sum in the middle.
  patch: 'patch',
  kernel: 'kernel',
  products: 'products',
  /** In place of the grids. */
  tooLarge: (size: string) => `The kernel of ${size} is too large to list every product.`,
  value: 'value',
  weight: 'weight',
  /** Of the list. */
  termList: 'Terms, and what they come to',
  term: 'term',
  adds: 'adds',
  runningSum: 'sum so far',
  runningMost: 'largest so far',
  bias: 'bias',
  rounding: 'rounding in the network',
  others: (terms: number) =>
    terms === 1 ? '1 other term' : `${count(terms)} other terms combined`,
  othersAtMost: (terms: number) => `the largest of ${count(terms)} others`,
  othersAtLeast: (terms: number) => `the smallest of ${count(terms)} others`,
  runningLeast: 'smallest so far',
  score: 'score',
  /** What the number of a class is before it is divided by the sum: x is its score, m the largest one. */
  power: 'e^(x − m)',
  window: 'window',
  cell: ({ y, x }: Cell) => `y ${y}, x ${x}`,
  winner: ({ y, x }: Cell) => `y ${y}, x ${x} (largest)`,
  /** An input of a dense layer, by its place in the map that was flattened. */
  traced: ({
    channel,
    ys,
    xs,
  }: {
    channel: number;
    ys: readonly unknown[];
    xs: readonly unknown[];
  }) => `channel ${channel}, y ${ys[0]}, x ${xs[0]}`,
  /** The same with the name of the maps. */
  tracedIn: (
    maps: string,
    { channel, ys, xs }: { channel: number; ys: readonly unknown[]; xs: readonly unknown[] },
  ) => `${maps}: channel ${channel}, y ${ys[0]}, x ${xs[0]}`,
  ownClass: (name: string) => `${name} (this class)`,
  byNetwork: (value: string) => `The network computed ${value}.`,
  printed:
    'The products and sums have the same number of decimals. Each one is rounded up or down, by less than one unit of its last digit, so that the printed numbers add up exactly.',
  divided: (sum: string, divisor: number) => `${sum} ÷ ${count(divisor)} =`,
  share: (power: string, sum: string) => `${power} ÷ ${sum} =`,
  shareLog: (power: string, sum: string) => `log(${power} ÷ ${sum}) =`,
  added: 'Sum =',
  largest: 'Largest =',
  smallest: 'Smallest =',
  rule: (rule: string) => `${rule} =`,
  /** Of numbers that are multiplied or divided. */
  pairs: { product: 'Product =', quotient: 'Quotient =', power: 'Power =' },
  same: 'The same number =',

  // What the layer does, in sentences.
  says: {
    kernel: (channels: number, cells: number) =>
      `Each of the ${count(channels)} input channels gives a patch of ${cells} cells. The patch is multiplied by its part of the kernel, cell by cell. All products are added up.`,
    depthwise: (channel: number, cells: number) =>
      `This output channel reads input channel ${channel} only. The patch of ${cells} cells is multiplied by the kernel, cell by cell. The products are added up.`,
    single: (channels: number) =>
      `A 1 × 1 kernel sees one cell of each of the ${count(channels)} input channels. The result is the weighted sum of these cells.`,
    dense: (inputs: number) =>
      inputs === 1
        ? 'The input is multiplied by its weight.'
        : `Each of the ${count(inputs)} inputs is multiplied by its weight. All products are added up.`,
    /** Of an output cell that lies between cells of the input. */
    blend: (cells: number) =>
      cells === 1
        ? 'This output cell takes its value from one cell of the input.'
        : `This output cell blends ${count(cells)} cells of the input. Each is multiplied by its weight: the nearer, the more. The products are added up.`,
    product: 'The numbers at this place are multiplied.',
    quotient: 'The first number at this place is divided by the second one.',
    power: 'The first number at this place is raised to the power of the second one.',
    added: (terms: number) => `${count(terms)} numbers are added up.`,
    mean: (terms: number) =>
      `${count(terms)} numbers are added up, and the sum is divided by ${count(terms)}.`,
    largest: (terms: number) =>
      `The largest of ${count(terms)} numbers is kept; the others are dropped.`,
    smallest: (terms: number) =>
      `The smallest of ${count(terms)} numbers is kept; the others are dropped.`,
    share: (classes: number) =>
      `Every score x becomes e^(x − m), where m is the largest score. The share of a class is its number divided by the sum over all ${count(classes)} classes.`,
    rule: 'Each cell of the output is computed from the cell at the same place.',
    moved: 'This layer only moves numbers. This one comes from the cell that is marked.',
    unknown: 'How this operator computes its values is not shown here.',
  },
  withBias: 'Then the bias is added.',
  stride: (cells: string) =>
    `From one output cell to the next the window moves ${cells} cells (stride ${cells}).`,
  dilation: (step: string) =>
    `The cells of the window lie ${step} apart (dilation ${step}), so there are gaps in it.`,
  padded: (cells: number) =>
    cells === 1
      ? '1 cell of the window lies in the padding and counts as 0.'
      : `${cells} cells of the window lie in the padding and count as 0.`,
  leftOut: (cells: number) =>
    cells === 1
      ? '1 cell of the window lies in the padding and is left out.'
      : `${cells} cells of the window lie in the padding and are left out.`,
  spread:
    'A transposed convolution spreads every input cell over the output. The marked cells reach this output cell; hatched places of the kernel meet no input cell.',
  combined: (shown: number, others: number) =>
    `The ${count(shown)} terms with the largest contribution are listed. The other ${count(others)} are combined in one line.`,

  // The output map.
  outputRole: 'output map',
  /** channel: '' of a vector. */
  outputLabel: (of: { layer: string; channel: string; height: number; width: number }) =>
    `${[of.layer, of.channel].filter(Boolean).join(', ')}, ${of.height} by ${of.width}. Arrow keys move the cell that is computed, Page Down and Page Up step, Space plays.`,
  outputMap: (layer: string, channel: string) => `Output: ${layer}, ${channel}`,
  outputAt: (place: string) => `Computed here: ${place}. The paler cells come after it.`,
  output: (layer: string) => `Output: ${layer}`,
  /** name: of the class that it stands for. */
  atIndex: (index: number, name?: string) =>
    name ? `number ${index} (${name})` : `number ${index}`,
};

export type SlideWords = typeof english;
export const words = wordsOf('slide', english);
