// Every word of this folder: settings, channels, the crop, formulas and sums.

import { wordsOf } from '../kit/words.js';

/** Of a picture. */
export type Sides = 'left and right' | 'top and bottom' | 'all four sides';

const english = {
  // Settings of a layer.
  kernel: (size: string) => `${size} kernel`,
  window: (size: string) => `${size} window`,
  stride: (step: string) => `stride ${step}`,
  dilation: (step: string) => `dilation ${step}`,
  groups: (groups: number) => `${groups} groups`,
  /** As many groups as channels. What that is, the help of the layer tells. */
  depthwise: 'depthwise',
  noPadding: 'no padding',
  /** size: of all sides, or the name of a mode. */
  padding: (size: string) => `padding ${size}`,
  paddingOf: (of: { top: number; left: number; bottom: number; right: number }) =>
    `padding top ${of.top}, left ${of.left}, bottom ${of.bottom}, right ${of.right}`,
  dense: (inputs: number, outputs: number) => `${inputs} inputs to ${outputs} outputs`,

  // Kinds of layers, by ONNX's names.
  kinds: {
    Input: 'Input',
    Conv: 'Convolution',
    Gemm: 'Dense (fully connected)',
    Relu: 'ReLU',
    MaxPool: 'Max pooling',
    AveragePool: 'Average pooling',
    GlobalAveragePool: 'Global average pooling',
    BatchNormalization: 'Batch normalisation',
  },

  /** Sentences of the page about operators, in place of the engine's. DepthwiseConv: a Conv with a kernel for each channel. */
  helps: {
    DepthwiseConv:
      'Slides over each channel one or more learned kernels of its own, which read no other channel.',
  } as Readonly<Record<string, string>>,

  // Columns.
  numbersHelp: 'The numbers that this input gets. The form "Input" says which.',
  inputHelp:
    'The picture as the network receives it after resizing and scaling: one map per colour.',
  channel: (channel: number) => `channel ${channel}`,
  /** Of the maps of the input. */
  colours: { red: 'red', green: 'green', blue: 'blue', grey: 'grey' },
  colourChannel: (channel: number, colour: string) => `channel ${channel} (${colour})`,

  // The crop. own, seen: sizes in pixels.
  enlarged: (own: string, seen: string) =>
    `This picture has only ${own} pixels. It was enlarged to ${seen}, so the network sees a blurred picture.`,
  reduced: (own: string, seen: string) => `The picture was reduced from ${own} to ${seen} pixels.`,
  /** isMore: more than that, but not all of it. */
  outside: (percent: number, isMore: boolean, sides: Sides) =>
    `${isMore ? 'More than ' : ''}${percent}% of it, at ${sides === 'all four sides' ? '' : 'the '}${sides}, is outside the crop.`,
  widened: (times: string) =>
    `It was stretched: the network sees it ${times} times as wide as it is.`,
  heightened: (times: string) =>
    `It was stretched: the network sees it ${times} times as high as it is.`,

  // Formulas.
  choice: (of: { condition: string; value: string; otherwise: string }) =>
    `${of.value} where ${of.condition}, else ${of.otherwise}`,
  orOutside: (inside: string, outside: string) => `${inside}, or ${outside} outside`,
  share: (own: string, all: string) => `e^${own} / sum of e^${all}`,
  take: (from: string, index: string) => `element ${index} of ${from}`,

  // Terms of a sum. What they count comes last or before a comma.
  cell: (at: string | number) => `cell ${at}`,
  input: (index: number) => `input ${index}`,
  class: (index: number) => `class ${index}`,
  thisClass: (index: number) => `class ${index}, this one`,
};

export type NetworkWords = typeof english;
export const words = wordsOf('network-words', english);
