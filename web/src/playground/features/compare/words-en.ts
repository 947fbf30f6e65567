// Every word of this feature.

import type { NpzReason } from '../../../npz/index.js';
import { count, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';
import type { BlockKind } from '../../network/structure.js';

const blocksOfKind: Record<BlockKind, string> = {
  residual: 'residual block',
  'inverted residual': 'inverted residual block',
  inception: 'inception block',
  fire: 'fire block',
  dense: 'dense block',
  'squeeze and excite': 'squeeze-and-excite block',
  branched: 'branched block',
  module: 'module',
};

const blocksOf = (kind: BlockKind, blocks: number): string => plural(blocks, blocksOfKind[kind]);

const english = {
  // What to compare with.
  about:
    'Put something beside what is on screen: another network, another picture, how it was before, or the values that PyTorch had.',
  choose: 'Compare with',
  nothing: 'Choose…',
  networks: 'Another network',
  pictures: 'Another picture',
  before: 'Before',
  unchanged: 'The network without your changes',
  unedited: 'The picture without your edits',
  ownFile: (name: string) => `File: ${name}`,
  networkFile: 'Network file…',
  pictureFile: 'Picture file…',
  valuesFile: 'Values from PyTorch (.npz)…',
  howTo: 'How to write such values from PyTorch',
  notThere: (name: string) =>
    `The address compares with "${name}", which this page does not have. Choose something else to compare with.`,
  notDownloaded: (title: string) =>
    `The address compares with ${title}, which is not on this device yet. Open it once under "More models…", then compare with it.`,
  close: 'End the comparison',
  working: (percent: number) => `Comparing: ${percent}%`,
  notCompared: 'This could not be compared.',

  // The two sides.
  withChanges: 'With your changes',
  withoutChanges: 'Without them',
  withEdits: 'With your edits',
  withoutEdits: 'Without them',
  noClasses: 'Its output is no list of classes.',
  parameters: 'Parameters',
  macs: 'Multiply-accumulates',
  time: 'Time',
  valuesOnly: 'Values of a file: they have no answer and no costs.',

  /** title: of the side. */
  inputOf: (title: string) => `What the network gets of the picture: ${title}`,
  gets: (size: string) => `gets ${size}`,

  // Two networks: how they differ.
  howTheyDiffer: 'How they differ',
  figures: 'Figures of both networks',
  sameDepth: (layers: number) =>
    layers === 0
      ? 'Neither of them has a layer with weights.'
      : `Both are equally deep: ${plural(layers, 'layer')} with weights.`,
  alikeDepth: (of: { more: string; most: number; less: string; least: number }) =>
    `They are about equally deep: ${of.more} has ${of.most} layers with weights, ${of.less} has ${of.least}.`,
  deeper: (of: { more: string; most: number; less: string; least: number }) =>
    `${of.more} is deeper: it has ${plural(of.most, 'layer')} with weights, ${of.less} has ${of.least}.`,
  chain: (title: string) => `${title} is a plain chain: every layer reads the one before it.`,
  /** shortcuts: of these blocks, those with one. isTold: what they do has been said. */
  madeOf(of: {
    title: string;
    kind: BlockKind;
    blocks: number;
    shortcuts: number;
    isTold: boolean;
  }): string {
    const { title, kind, blocks, shortcuts, isTold } = of;
    const does: Partial<Record<BlockKind, string>> = {
      'inverted residual':
        ', which look at each channel by itself, most of them after widening the channels, and then narrow them',
      inception: ', which look with kernels of several sizes and put the maps side by side',
      fire: ', which narrow the channels, and look with two sizes of kernels',
      dense: ', in which every layer reads the maps of all layers before it',
      'squeeze and excite': ', which weigh each channel by what is in its whole map',
    };
    const made = `${title} is made of ${blocksOf(kind, blocks)}${isTold ? '' : (does[kind] ?? '')}.`;
    if (shortcuts === 0) return made;
    const which = shortcuts === blocks ? 'each of them' : `${shortcuts} of them`;
    return `${made} In ${which} a shortcut adds what goes in to what comes out.`;
  },
  depthwise: (of: { title: string; depthwise: number; convolutions: number }) =>
    `${of.depthwise} of the ${plural(of.convolutions, 'convolution')} of ${of.title} ${of.depthwise === 1 ? 'is' : 'are'} depthwise: each channel has its own kernel and reads no other channel, which costs little.`,
  noneOf: (title: string) => `${title} has none.`,
  alsoDepthwise: (of: { title: string; depthwise: number; convolutions: number }) =>
    `In ${of.title} ${of.depthwise === 1 ? 'it is' : 'they are'} ${of.depthwise} of ${of.convolutions}.`,
  /** size: of a kernel, as in "3 × 3". */
  inFirst: (size: string) => `${size} in the first convolution`,
  inConvolutions(size: string, convolutions: number, depthwise: number): string {
    const which = depthwise === convolutions ? 'depthwise' : `${depthwise} of them depthwise`;
    const also = depthwise > 0 ? ` (${which})` : '';
    return `${size} in ${plural(convolutions, 'convolution')}${also}`;
  },
  list: (texts: readonly string[]) =>
    texts.length < 2
      ? (texts[0] ?? '')
      : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`,
  /** kernels: a list of sizes. mixes: whether there are kernels of 1 × 1 besides. */
  kernelsAlike: (kernels: string, mixes: boolean) =>
    `Both look with kernels of ${kernels}${mixes ? ', and mix channels with kernels of 1 × 1' : ' alone'}.`,
  looksWith: (title: string, kernels: string, mixes: boolean) =>
    `${title} looks with kernels of ${kernels}${mixes ? ', and mixes channels with kernels of 1 × 1' : ''}.`,
  kernelsOf: (size: string, convolutions: number) =>
    `${size} in ${plural(convolutions, 'convolution')}`,
  /** most, least: width × height. */
  sees: (of: { more: string; most: string; less: string; least: string; times: string }) =>
    `${of.more} gets ${of.most} pixels of the picture, ${of.less} gets ${of.least}: that is ${of.times} times as many.`,
  costs: {
    params: (more: string, less: string, times: string) =>
      `${more} has ${times} times as many parameters as ${less}.`,
    macs: (more: string, less: string, times: string) =>
      `For one picture ${more} needs ${times} times as many multiply-accumulates as ${less}.`,
  },
  /** Shares are percentages. */
  accuracies: (
    pictures: number,
    of: { own: string; ownShare: string; other: string; otherShare: string },
  ) =>
    `Of ${count(pictures)} pictures that they had never seen, the first answer of ${of.own} was right for ${of.ownShare}, that of ${of.other} for ${of.otherShare}.`,
  otherPictures: (of: { own: string; ownShare: string; other: string; otherShare: string }) =>
    `The first answer of ${of.own} is right for ${of.ownShare} of pictures, that of ${of.other} for ${of.otherShare}, but they were measured on different pictures and classes: do not compare these two numbers.`,
  rightOf: (share: string, pictures: number) => `${share} of ${plural(pictures, 'picture')}`,
  notKnown: 'not known',
  blocksOf,
  /** Of blocks, and of classes. */
  none: 'none',
  /** Of a time. */
  firstRun: (time: string) => `${time} (first run)`,
  /** In place of a time, beside a median of the other side. */
  onlyFirst: 'so far only a first run, which is slow',
  facts: {
    input: 'Input (channels × height × width)',
    inputShape: 'Shape of the input',
    classes: 'Classes',
    weighted: 'Layers with weights',
    convolutions: 'Convolutions',
    depthwise: 'Depthwise convolutions',
    pointwise: '1 × 1 convolutions',
    kernels: 'Sizes of kernels',
    depthwiseKernels: 'Of these depthwise',
    dense: 'Dense (fully connected) layers',
    pools: 'Pooling layers',
    norms: 'Normalisations',
    activations: 'Activations, such as ReLU',
    shortcuts: 'Shortcuts (additions)',
    blocks: 'Blocks',
    sizes: 'Sizes of maps',
    channels: 'Channels at the end of each size',
    accuracy: 'First answer is right',
  },

  // What came of it.
  tolerance: 'Tolerance, as a share of the largest value',
  given: 'The network was fed the input of the file, number by number.',
  /** names: of the inputs, with commas. */
  fedInputs: (names: string) => `These inputs got the numbers of the file, too: ${names}.`,
  leftOut: (names: string) =>
    `The file has arrays for these inputs that do not fit their shape, their type or their size, so they got what the form of the input says: ${names}.`,
  fedPicture:
    'The file has no array "input", so the network got the picture on screen. Where the numbers of the input differ, all layers do.',
  agree: (layers: number, tolerance: string) =>
    `All ${layers} matched layers agree: no difference is more than ${tolerance} of the largest value of its layer.`,
  identical: (layers: number) =>
    `No number of the ${plural(layers, 'matched layer')} differs: as far as these two networks can be compared, they compute the same of this picture.`,
  departs: (layer: string, largest: string, share: string, scale: string) =>
    `The first layer that departs is ${layer}: its largest difference is ${largest}, ${share} of its largest value ${scale}.`,
  departsInShape: (layer: string, own: string, other: string) =>
    `The first layer that departs is ${layer}: its shape is ${own} here and ${other} on the other side.`,
  agreedBefore: (layers: number) =>
    layers === 0
      ? 'It is the first that was matched.'
      : layers === 1
        ? 'The one matched layer before it agrees.'
        : `The ${layers} matched layers before it agree.`,
  noneMatched: 'No layer of the two could be matched: neither names nor shapes fit.',
  byOrder: (layers: number) =>
    `${plural(layers, 'layer')} ${layers === 1 ? 'was' : 'were'} matched by order and shape, since no name fits.`,

  // The table of layers.
  layerByLayer: 'Layer by layer',
  matching: 'Layers are matched by their names.',
  matchingOther:
    'Beside each layer stands the one of the other network with the same name; where there is none, one of the same kind and shape at the same place, or the first or last of its kind.',
  channelsDiffer:
    'Channels of two different networks have only their numbers in common: each network has learned its own, in no order. A difference of channel by channel would mean nothing, so none is shown.',
  channelsMayFit:
    'Both networks are built alike, so each channel is subtracted from the one with the same number. That means something only where one network was made from the other, as by training it further or by quantising it: in two networks that were trained separately, channels with the same number have nothing in common.',
  chooseLayer: 'Choose a layer to see its maps on both sides.',
  /** Of the numbers of softmax, beside the percentages of the answers. */
  beforeCalibration:
    'The layer softmax is as the network gives it; the percentages above are calibrated.',
  /** other: the other side, whose values the differences are shares of. */
  fullBar: (share: string, other: string) =>
    `A full bar stands for ${share} of the largest value that the layer has on the other side (${other}).`,
  layers: 'Layers',
  layer: 'Layer',
  other: 'Other side',
  shape: 'Shape',
  otherShapeTitle: 'Shape on the other side',
  largest: 'Largest difference',
  share: 'Of the largest value of the other side',
  matchedBy: {
    name: 'same name',
    module: 'same module',
    order: 'same place and shape',
    first: 'first of its kind',
    last: 'last of its kind',
  },
  otherShape: (shape: string) => `other shape: ${shape}`,
  show: (layer: string) => `Show ${layer} on both sides`,
  unmatchedOf: (title: string, layers: number) =>
    `${title}: layers without a counterpart: ${layers}`,
  unmatchedOther: (values: number) => `Values of the other side without a layer: ${values}`,

  // The maps of one layer.
  maps: (layer: string, channel: number) => `${layer}, channel ${channel}`,
  flat: (layer: string) => `${layer}, all numbers`,
  channel: 'Channel',
  difference: 'Difference',
  ends: (limit: string) => `Colours from −${limit} to +${limit}`,

  // A file of values that cannot be read. name: of the array; detail: a type, a shape or a version.
  refused: (reason: NpzReason, name: string): string => {
    const why: Record<NpzReason, string> = {
      archive: 'The .npz file is damaged. Write it again with numpy.savez.',
      empty: 'The file has no arrays in it. Write it with numpy.savez, one array for each layer.',
      'too-large':
        'The arrays of the file take more than 1 GB. Write fewer layers, or run one picture at a time.',
      'too-many': 'The file has more than 10,000 arrays, as no run of a network does.',
      'not-npy': `The array "${name}" is damaged: its header is none of NumPy's. Write the file again.`,
      version: `The array "${name}" is written in a version of NumPy's format that is not read here. Versions 1 to 3 are.`,
      type: `The array "${name}" has elements that are no plain numbers. Write float32, float64, float16 or integers.`,
      huge: `The array "${name}" has a shape that no value of a network has.`,
      length: `The array "${name}" has more or fewer elements than its shape says. Write the file again.`,
    };
    return why[reason];
  },
};

export type CompareWords = typeof english;
export const words = wordsOf('compare', english);
