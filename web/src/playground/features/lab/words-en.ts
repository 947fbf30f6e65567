// Every word of this feature.

import { html, type TemplateResult } from 'lit/html.js';
import { count, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  // Settings: labels, and the same as the subject of a sentence.
  names: {
    input: 'Input size',
    kernel: 'Kernel size',
    padding: 'Padding',
    stride: 'Stride',
    dilation: 'Dilation',
    inChannels: 'Input channels',
    outChannels: 'Output channels',
    groups: 'Groups',
  },
  subjects: {
    input: 'The input size',
    kernel: 'The kernel size',
    padding: 'The padding',
    stride: 'The stride',
    dilation: 'The dilation',
    inChannels: 'The number of input channels',
    outChannels: 'The number of output channels',
    groups: 'The number of groups',
  },
  slider: (name: string) => `${name}, slider`,
  weights: 'Weights',
  kernels: {
    edges: 'edges, left to right',
    blur: 'blur',
    sharpen: 'sharpen',
    identity: 'identity',
  },
  channelsAndGroups: 'Channels and groups',
  /** Before the choice between the picture and the layers of the network. */
  source: 'Numbers of',
  thePicture: 'the picture',
  kernelOf: (layer: string) => `kernel of ${layer}`,
  unitShown: 'Output channel shown',
  inputShown: 'Input channel shown',
  presets: 'Usual settings',
  sameSize: 'Same size',
  halfSize: 'Half the size',
  presetSays: (stride: number, padding: number) => `stride ${stride}, padding ${padding}`,
  ownSettings: (layer: string) => `Back to the settings of ${layer}`,

  // What is wrong with a setting. subject: one of those above.
  missing: (subject: string) => `${subject} is missing.`,
  notWhole: (subject: string) => `${subject} has to be a whole number.`,
  tooSmall: (subject: string, least: number) => `${subject} has to be ${least} or more.`,
  tooLarge: (subject: string) => `${subject} is larger than in any network.`,
  /** reach: cells over which the dilation spreads the kernel. padded: the input with its padding. */
  doesNotFit: (of: {
    kernel: number;
    dilation: number;
    reach: number;
    input: number;
    padding: number;
    padded: number;
  }) => {
    const spread = of.dilation > 1 ? `, spread over ${of.reach} cells by the dilation,` : '';
    const room =
      of.padding > 0
        ? `the input with its padding has a size of only ${of.padded}`
        : `the input has a size of only ${of.input}`;
    return `A kernel of size ${of.kernel}${spread} does not fit: ${room}.`;
  },
  /** input, output: numbers of channels; undefined where they can be divided. */
  notDivided: (of: { groups: number; input: number | undefined; output: number | undefined }) => {
    const channels = [
      ...(of.input === undefined ? [] : [`${of.input} input channels`]),
      ...(of.output === undefined ? [] : [`${of.output} output channels`]),
    ];
    return `${channels.join(' and ')} cannot be divided into ${of.groups} equal groups.`;
  },
  impossible: (why: string) => `This setting is impossible: ${why}`,

  // Results. Numbers with their marks.
  results: (of: {
    output: TemplateResult;
    input: TemplateResult;
    params: TemplateResult;
    macs: TemplateResult;
  }): TemplateResult =>
    html`The output is ${of.output}, computed from an input of ${of.input}. The layer has ${of.params}
      parameters with the bias and needs ${of.macs} multiply-accumulates.`,
  /** inputs, outputs: numbers of channels that the layer has. */
  shown: ({ inputs, outputs }: { inputs: number; outputs: number }) =>
    inputs > 1
      ? `The drawing below is a part of the layer: 1 of ${inputs} input channels and 1 of ${plural(outputs, 'output channel')}. The layer itself adds up what all ${inputs} input channels give, and the bias.`
      : `The drawing below is a part of the layer: 1 of ${outputs} output channels, without the bias.`,
  skipped: (rows: number, isDrawn: boolean) => {
    const what = rows === 1 ? 'the last row and column' : `the last ${rows} rows and columns`;
    const drawn = isDrawn ? ' They are hatched.' : '';
    return `The kernel never reaches ${what}, because the stride steps over the end.${drawn}`;
  },
  /** The formula above it, with the names of its numbers in the same order. */
  formula:
    'That is ⌊(input size + 2 · padding − dilation · (kernel size − 1) − 1) / stride⌋ + 1, where ⌊ ⌋ rounds down to a whole number.',
  copy: 'Copy',

  // Why nothing is drawn.
  notDrawn: (most: number, needed: number) =>
    `Only up to ${most} cells per side are drawn, and this setting needs ${count(needed)}. Choose a smaller input size to see it drawn. The numbers above are correct all the same.`,
  noChannels: 'An input without channels has no numbers to draw.',
  noPicture: 'As soon as there is a picture, the window moves over its numbers.',
  reading: (layer: string) => `The numbers of ${layer} are being read.`,
  otherKernel: (layer: string, size: number) =>
    `The kernel of ${layer} has a size of ${size}. Set the kernel size to ${size}, or choose other weights.`,

  // The drawing.
  /** padding: 0 for none. padded: size with the padding. what: the map that its numbers are from. */
  inputCaption: (of: {
    input: number;
    padding: number;
    padded: number;
    what: string;
    isResized: boolean;
  }) => {
    const padding = of.padding > 0 ? `, with padding ${of.padded} × ${of.padded}` : '';
    const resized = of.isResized ? ', resized' : '';
    return `Input, ${of.input} × ${of.input}${padding}: ${of.what}${resized}`;
  },
  /** Beside cells drawn as those are. */
  paddingLegend: 'padding: a 0 that is added around the input',
  skippedLegend: 'never reached by the kernel',
  ofPicture: (channel: string) => `the picture, ${channel}`,
  outputCaption: (output: number) => `Output, ${output} × ${output}`,
  outputRole: 'output of the convolution',
  outputLabel: (output: number, { y, x }: { y: number; x: number }) =>
    `Output, ${output} by ${output}. The cell at y ${y}, x ${x} is shown. Arrow keys move the window.`,
  saveInput: 'Save the input as PNG',
  /** In the caption of the saved picture. */
  caption: 'lab',

  // The player.
  player: 'Step through the output',
  previous: 'Previous position',
  next: 'Next position',
  play: 'Play',
  pause: 'Pause',

  // The sum.
  sumHeading: ({ y, x }: { y: number; x: number }) => `The output at y ${y}, x ${x}`,
  window: 'window',
  kernel: 'kernel',
  sum: (value: TemplateResult): TemplateResult =>
    html`Sum of the products of window and kernel: ${value}`,
  inPadding: (padded: number, cells: number) =>
    `${count(padded)} of ${count(cells)} cells ${padded === 1 ? 'lies in the padding and counts' : 'lie in the padding and count'} as 0.`,
  range: (low: string, high: string) =>
    `The output ranges from ${low} to ${high}. It is computed from one input channel, without a bias.`,
};

export type LabWords = typeof english;
export const words = wordsOf('lab', english);
