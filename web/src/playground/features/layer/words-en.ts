// Every word of this feature.

import { html, type TemplateResult } from 'lit/html.js';
import { count, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';
import type { How } from '../../network/sum/index.js';

/** "a 5 × 5 area", "an 8 × 8 area". */
const article = (size: number): string => (/^(8|1[18]$)/.test(String(size)) ? 'an' : 'a');

const english = {
  // The head of the dialog.
  /** After the name of the open channel. */
  ofChannels: (channels: number) => ` of ${channels}, counted from 0`,
  /** To the layer or channel before or after the one that is open. */
  steps: {
    channel: { name: 'channel', previous: 'Previous channel', next: 'Next channel' },
    layer: { name: 'layer', previous: 'Previous layer', next: 'Next layer' },
  },
  close: 'Close',
  /** What is shown of the open layer. */
  formsLegend: 'Form of the layer',
  forms: { whole: 'Channels', steps: 'Step by step' },
  settings: 'Settings',
  standard: (value: string) => `${value} (default, not in the file)`,

  // The convolution lab.
  tryInLab: 'Try this convolution in the lab',
  notInLab: {
    input: 'The convolution lab cannot show this layer because its input is not square.',
    kernel: 'The convolution lab cannot show this layer because its kernel is not square.',
    sides:
      'The convolution lab cannot show this layer because its stride, padding or dilation is not the same on all sides.',
  },

  // Tabs.
  tabs: {
    sum: 'How this value is computed',
    patches: 'What it looks for',
    values: 'Values',
    weights: 'Weights',
    change: 'Change',
  },
  tabsLegend: 'What is shown of this layer',

  // Files.
  save: 'Save',
  mapAsPng: 'This map as PNG',
  allMapsAsPng: 'All maps as PNG',
  mapAsCsv: 'This map as CSV',
  layerAsCsv: 'The layer as CSV',
  layerAsNpy: 'The layer as NPY',
  /** In the caption of a picture of all maps. */
  allChannels: 'all channels',
  /** In place of one scale. */
  ownScales: 'Each map has its own colour scale.',

  // The gallery.
  galleryHeading: (channels: number) => `All ${plural(channels, 'channel')}`,
  galleryRole: 'gallery of channels',
  galleryLabel: (of: { channels: number; layer: string; open: string }) =>
    `${count(of.channels)} channels of ${of.layer}; ${of.open} is open. Arrow keys open another one.`,
  sortBy: 'Sort by',
  sorts: {
    index: 'channel number',
    max: 'maximum',
    mean: 'mean',
    zeros: 'share of zeros',
    contribution: 'contribution to the answer',
  },
  mapSize: 'Size of the maps',
  /** The same, seen in front of the buttons. */
  size: 'Size',
  smallerMaps: 'Smaller maps',
  largerMaps: 'Larger maps',
  pin: (channel: number) => `Pin channel ${channel}`,
  /** channel: its name. */
  valueAt: (channel: string, { y, x }: { y: number; x: number }, value: string) =>
    `${channel}, y ${y}, x ${x}: ${value}`,
  /** listed: numbers of those channels. */
  dead: (dead: number, channels: number, listed: string) =>
    `${count(dead)} of ${plural(channels, 'channel')} ${dead === 1 ? 'is' : 'are'} 0 everywhere on this picture: ${listed}.`,

  // The enlarged map.
  mapRole: 'feature map',
  mapLabel: (of: { layer: string; channel: string; height: number; width: number }) =>
    `${of.layer}, ${of.channel}, ${of.height} by ${of.width}. Arrow keys move the cell that is read.`,
  readHint: 'Point at the map, or use the arrow keys in it, to read a value. Click to pin it.',
  atCell: ({ y, x }: { y: number; x: number }) => `y ${y}, x ${x}`,
  atIndex: (index: number) => `index ${index}`,
  unpin: 'Unpin cell',

  // What the cell depends on.
  seesAll: (rows: number, columns: number) => `It sees the whole ${rows} × ${columns} input.`,
  sees: (
    { y, x, height, width }: { y: number; x: number; height: number; width: number },
    rows: number,
    columns: number,
  ) =>
    `It sees ${article(height)} ${height} × ${width} area of the ${rows} × ${columns} input: y ${y} to ${y + height - 1}, x ${x} to ${x + width - 1}.`,
  influences: (cells: number, of: { layer: string; height: number; width: number }) =>
    `It influences ${count(cells)} of the ${of.height} × ${of.width} cells of ${of.layer}.`,

  muted:
    'You muted this channel: its weights, and its bias if it has one, are 0. Unmute it under “Change”.',

  // The player.
  player: 'Step through the cells',
  previousCell: 'Previous cell',
  nextCell: 'Next cell',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  cellsPerSecond: (cells: number) => `${plural(cells, 'cell')} per second`,

  // The sum.
  chooseCell: 'Choose a cell of the map to see how its value is computed.',
  strongest: 'Show the strongest cell',
  isInput: 'This is the input itself: the picture after resizing, cropping and scaling.',
  reading: 'Reading the numbers that this value is computed from…',
  otherTerms: (terms: number, count: string) =>
    terms === 1 ? 'the other one' : `the other ${count} combined`,
  onlyLargest: 'Show only the largest',
  showLargest: (terms: number) => `Show the ${terms} largest`,
  showAll: (terms: number) => `Show all ${count(terms)}`,
  convolution: (channels: number, hasBias: boolean) => {
    const bias = hasBias ? 'add the products, then add the bias' : 'and add the products';
    if (channels === 1) return `Multiply the patch by the kernel, ${bias}.`;
    return `Multiply each patch by its part of the kernel, ${bias}. There is one patch for each of the ${count(channels)} input channels. The terms are in order of size, whatever their sign.`;
  },
  /** terms: how many there are. areProducts: of two numbers each. hasBias: where it is added to a sum. */
  terms: (how: How, of: { terms: number; areProducts: boolean; hasBias: boolean }) => {
    const { terms, areProducts, hasBias } = of;
    const numbers = plural(terms, areProducts ? 'product' : 'number');
    switch (how) {
      case 'share':
        return `e^score divided by the sum over all ${count(terms)} classes.`;
      case 'logarithm of share':
        return `The logarithm of e^score divided by the sum over all ${count(terms)} classes.`;
      case 'largest':
      case 'smallest':
        return `This value is the ${how} of ${numbers}.`;
      case 'power':
        return 'This value is the first number raised to the power of the second.';
      case 'sum':
        return `This value is the sum of ${numbers}${hasBias ? ' and the bias' : ''}.`;
      default:
        return `This value is the ${how} of ${numbers}.`;
    }
  },
  equation: (products: string, bias: string, value: string): TemplateResult =>
    html`<span class="note">sum of products</span> ${products},
      <span class="note">bias</span> ${bias},
      <span class="note">together</span> <strong>${value}</strong>`,
  /** input: name of a channel of the input. */
  patch: (input: string) => `patch of input ${input}`,
  kernel: (input: string) => `part of the kernel for input ${input}`,
  window: 'window',
  largestOfWindow: 'The output is the largest number in the window, which is marked.',
  meanOfWindow: (divisor: number) =>
    `The output is the mean of the window: its sum divided by ${count(divisor)}.`,
  inPadding: (cells: number) =>
    cells === 1 ? '1 cell lies in the padding.' : `${count(cells)} cells lie in the padding.`,
  largeWindow: (height: number, width: number, cells: number) =>
    `The window has ${height} × ${width} cells. These ${count(cells)} numbers are too many to be listed here.`,
  /** source: the value that it is an element of. */
  moved: (index: number, source: TemplateResult): TemplateResult =>
    html`This layer only moves numbers. This one is element ${count(index)} of ${source}`,
  unknown: 'How this operator computes its values is not shown here.',
  recomputed: 'recomputed in double precision',
  byNetwork: 'computed by the network',
  difference: 'difference',

  // Values.
  figures: { min: 'minimum', max: 'maximum', mean: 'mean', zeros: 'zeros' },
  layer: 'layer',
  notFinite: (values: number) =>
    values === 1
      ? '1 value is not finite (NaN or infinite). It is drawn in pink.'
      : `${count(values)} values are not finite (NaN or infinite). They are drawn in pink.`,
  /** what: "channel 3", "layer", "these weights". */
  histogram: (of: { values: number; what: string; low: string; high: string }) =>
    `Histogram of ${plural(of.values, 'value')} of ${of.what}, from ${of.low} to ${of.high}`,

  // Weights.
  noWeights: 'This layer has no weights: training does not change what it computes.',
  denseWeights: (unit: number, weights: number) =>
    `Unit ${unit} has ${plural(weights, 'weight')}, one per input.`,
  /** size: of a kernel; first, last: the input channels; shape: of all weights of the layer. */
  kernels: (of: {
    unit: number;
    kernels: number;
    size: string;
    first: number;
    last: number;
    shape: string;
  }) => {
    const inputs =
      of.first === of.last ? `channel ${of.first}` : `channels ${of.first} to ${of.last}`;
    const parts =
      of.kernels === 1
        ? `; it reads ${inputs}`
        : ` in ${count(of.kernels)} parts, one for each input channel that it reads: ${inputs}`;
    return `The kernel of output channel ${of.unit} is ${of.size}${parts}. The weights of the whole layer have the shape ${of.shape}.`;
  },
  weightOfInput: (input: number, weight: string) => `input ${input}: ${weight}`,
  weightAt: (channel: number, { y, x }: { y: number; x: number }, weight: string) =>
    `input channel ${channel}, kernel y ${y}, x ${x}: ${weight}`,
  weightsLegend: 'weights of the layer',
  theseWeights: 'these weights',
  allWeights: 'all weights',
  /** Above a table of parameters. hasKernels: where there are others, shown above. */
  parameters: (of: { unit: number; isFlat: boolean; hasKernels: boolean }) =>
    `${of.hasKernels ? 'Other parameters' : 'Parameters'} of ${of.isFlat ? 'unit' : 'channel'} ${of.unit}`,
};

export type LayerWords = typeof english;
export const words = wordsOf('layer', english);
