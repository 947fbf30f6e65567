// Every word of this feature.

import type { EditReason } from '../../../onnx-edit/index.js';
import { plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  // The form for the layer that is open.
  about: 'What you change here is run at once. The file that you opened stays as it is.',
  nothingHere: 'This layer has nothing to change. Layers with weights, activations and pooling do.',
  ofInput: 'The input is the picture: change it with "Edit" beside the picture.',
  waiting: 'Running the changed network…',
  channel: (channel: number) => `Channel ${channel}`,
  unit: (unit: number) => `Number ${unit} of the output`,
  chooseUnit: 'Choose a cell of the map to change one number of this layer.',
  times: 'Times',
  mute: 'Mute',
  unmute: 'Unmute',
  /** Where a Mul has to be put into the network. */
  addsLayer: 'This layer has no weights of its own, so a layer that multiplies comes behind it.',
  kernel: (channel: number) => `Kernel of channel ${channel}`,
  weights: (unit: number) => `Weights of number ${unit}`,
  onInput: 'On input channel',
  ofInputNumber: 'Of input number',
  weightAt: (y: number, x: number) => `Row ${y}, column ${x}`,
  weight: 'Weight',
  bias: 'Bias',
  scaled: (factor: string) => `The channel is taken ${factor} times, and so are these numbers.`,
  muted: 'The channel is muted. Unmute it to change its numbers.',
  noNumber: (text: string) => `"${text}" is no number. Write one such as 0.25 or -1.`,
  /** largest: that there is. */
  tooLarge: (text: string, largest: string) =>
    `${text} is too large: the numbers of a network are float32, whose largest is ${largest}.`,
  activation: 'Activation',
  activations: {
    Relu: 'ReLU',
    LeakyRelu: 'LeakyReLU (0.01 below zero)',
    Elu: 'ELU',
    Sigmoid: 'Sigmoid',
    Tanh: 'Tanh',
    Softplus: 'Softplus',
    Identity: 'None',
  } as Readonly<Record<string, string>>,
  pooling: 'Pooling',
  pools: {
    MaxPool: 'Maximum',
    AveragePool: 'Average',
    GlobalMaxPool: 'Maximum',
    GlobalAveragePool: 'Average',
  } as Readonly<Record<string, string>>,
  sizes: 'Sizes',
  stride: 'Stride',
  padding: 'Padding',
  wholeNumber: (least: number) => `A whole number from ${least} on is needed here.`,

  numberWithin: (from: number, to: number) =>
    `A whole number from ${from} to ${to} is needed here.`,

  // The list of changes.
  heading: (changes: number) => `Changed network: ${plural(changes, 'change')}`,
  listLabel: 'Changes of the network',
  takeBack: 'Take back',
  takeBackOf: (change: string) => `Take back: ${change}`,
  reset: 'Reset all',
  save: 'Save as ONNX',
  compare: 'Compare with before',
  kept: 'The changes stay in this tab until you open another network. When you come back to this one, you can make them again. Save the network to keep them for longer.',
  notKept:
    'The changes are gone once this page is closed or loaded again. When you come back from another network, you can make them again. Save the network to keep them.',
  /** Of a network that came back. */
  before: (changes: number) =>
    `You changed this network before it was opened again: ${plural(changes, 'change')}`,
  again: 'Make them again',
  forget: 'Leave it as it is',
  /** files: names of files of weights. */
  needs: (files: string) =>
    `The saved file needs its weights beside it, as the network that you opened does: ${files}.`,
  lineMuted: (layer: string, channel: number) => `${layer}: channel ${channel} muted`,
  lineScaled: (layer: string, channel: number, factor: string) =>
    `${layer}: channel ${channel} times ${factor}`,
  lineNumbers: (layer: string, numbers: number, channel: number) =>
    `${layer}: ${plural(numbers, 'number')} of channel ${channel} set`,
  lineOperator: (layer: string, from: string, to: string) => `${layer}: ${to} in place of ${from}`,
  lineSizes: (layer: string, name: string, from: string, to: string) =>
    `${layer}: ${name} ${to} in place of ${from}`,
  sizeNames: { strides: 'stride', pads: 'padding', dilations: 'dilation' },
  /** Of the file that is saved. */
  fileName: 'changed',

  // Why a change was not made.
  notRun: 'The network cannot run with this change, so it stays as it was.',
  notMade: 'The change could not be made, so the network stays as it was.',
  notFetched:
    'The file of the network could not be fetched to change it, so the network stays as it was. Check the connection, then make the change again, or reload the page.',
  inLab:
    'The convolution lab shows what other sizes do to this layer alone: "Try this convolution in the lab", above.',
  stopped:
    'The network stopped before this change was made. Once it runs again, make the change again.',
  noPicture:
    'There is no picture to run the changed network on. Open or draw one, then make the change again.',
  refused: (reason: EditReason, name: string): string => {
    const stays = 'The network stays as it was.';
    const why: Record<EditReason, string> = {
      damaged: 'The file could not be taken apart to change it.',
      'no-node': `The file has no layer of its own that makes ${name}, as within a function: it cannot be changed here.`,
      'no-weight': `The numbers of ${name} are computed and do not stand in the file, so they cannot be set.`,
      external: `The numbers of ${name} lie in another file. Join both into one .onnx file, then they can be set.`,
      type: `The numbers of ${name} are neither float32 nor float16, so they cannot be set here.`,
      'no-number': `There is no ${name}.`,
      operator: `${name} cannot be swapped here.`,
      opset: `The file uses operators of version ${name}. Changes need version 6 or later: export it again.`,
      size: 'The changed file would be larger than the 2 GB that ONNX allows.',
    };
    return `${why[reason]} ${stays}`;
  },
};

export type ChangeWords = typeof english;
export const words = wordsOf('change', english);
