// Every word of this feature.

import type { NpzReason } from '../../../npz/index.js';
import { plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

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
  layers: 'Layers',
  layer: 'Layer',
  other: 'Other side',
  shape: 'Shape',
  largest: 'Largest difference',
  share: 'Of the largest value',
  matchedBy: {
    name: 'by its name',
    module: 'by its module',
    order: 'by order and shape',
  },
  otherShape: 'other shape',
  show: (layer: string) => `Show ${layer} on both sides`,
  unmatchedOwn: (layers: number) => `Layers without a counterpart: ${layers}`,
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
