// Every word of this feature.

import { html, type TemplateResult } from 'lit/html.js';
import { count, percent, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';
import type { KernelPattern, Lie, Pattern, Side } from './kernel-pattern.js';

/** A patch, for those who see it and those who hear of it. value: with its digits. */
interface OnePatch {
  picture: string;
  /** undefined: the unit of a vector, which has one cell. */
  cell: { y: number; x: number } | undefined;
  value: string;
}

const SIDES: Record<Side, readonly [bright: string, dark: string]> = {
  right: ['on the right', 'on the left'],
  lowerRight: ['at the lower right', 'at the upper left'],
  bottom: ['at the bottom', 'at the top'],
  lowerLeft: ['at the lower left', 'at the upper right'],
  left: ['on the left', 'on the right'],
  upperLeft: ['at the upper left', 'at the lower right'],
  top: ['at the top', 'at the bottom'],
  upperRight: ['at the upper right', 'at the lower left'],
};

const LIES: Record<Lie, string> = {
  upright: 'up and down',
  rising: 'up to the right',
  level: 'from side to side',
  falling: 'down to the right',
};

const COLOURS = ['red', 'green', 'blue'];

function reactsTo(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'bright':
      return 'bright places';
    case 'dark':
      return 'dark places';
    case 'colour':
      return `places with ${pattern.isMore ? 'more' : 'less'} ${COLOURS[pattern.colour]} than the other colours`;
    case 'edge': {
      const [bright, dark] = SIDES[pattern.side];
      return `edges that are bright ${bright} and dark ${dark}`;
    }
    case 'stripes':
      return `fine stripes that run ${LIES[pattern.lie]}`;
    case 'brightSpot':
      return 'bright spots on a darker ground';
    case 'darkSpot':
      return 'dark spots on a brighter ground';
    case 'fine':
      return 'a fine pattern, such as corners';
    case 'colours':
      return 'a pattern of colours, such as an edge between two colours';
  }
}

const english = {
  heading: (channel: string) => `What excites ${channel} most`,
  channel: (channel: number) => `channel ${channel}`,
  /** A number of a vector; label: the class that it stands for. */
  unit: (unit: number, label: string | undefined) =>
    label ? `${label} (unit ${unit})` : `unit ${unit}`,
  isInput: 'This is the picture itself. Open a later layer to see what its channels look for.',
  noPicture: 'This network takes no picture, so no part of a picture can excite it.',

  // The kernel.
  allKernels: (kernels: number) => `The kernels of all ${plural(kernels, 'channel')}`,
  /** Where there are more than have room. */
  firstKernels: (shown: number, kernels: number) =>
    `The kernels of the first ${count(shown)} of ${plural(kernels, 'channel')}`,
  colourKernel:
    'The kernel as one picture: grey is a weight of 0; red, green and blue are brighter where their weight is larger.',
  /** What a kernel reacts to most, by its weights. */
  pattern: (channel: number, { pattern, share, isMixed }: KernelPattern) =>
    isMixed
      ? `The weights of channel ${channel} mix several patterns. The strongest of them (${percent(share)} of the kernel) reacts to ${reactsTo(pattern)}.`
      : `By its weights, channel ${channel} reacts most to ${reactsTo(pattern)} (${percent(share)} of the kernel).`,
  colourKernelLabel: (channel: number) => `Kernel of channel ${channel} in colour`,
  kernels: (channel: number, kernels: number) =>
    kernels === 1
      ? `The kernel of channel ${channel}. Orange weights are positive, blue ones negative.`
      : `The kernel of channel ${channel} has a part for each of its ${count(kernels)} input channels. Orange weights are positive, blue ones negative.`,
  manyKernels: (channel: number, kernels: number) =>
    `The kernel of channel ${channel} has a part for each of ${count(kernels)} input channels. They are under Weights.`,

  // The patches.
  rule: 'From each picture comes one patch: the part that the cell with the largest value sees.',
  ruleOfUnit:
    'A unit has one value for each picture. The patch is the part of the picture that it sees.',
  area: (of: { height: number; width: number; rows: number; columns: number }) =>
    `Here a cell sees up to ${of.height} × ${of.width} of the ${of.rows} × ${of.columns} pixels of the input.`,
  patch: ({ picture, cell, value }: OnePatch) =>
    cell
      ? `${picture}, cell y ${cell.y}, x ${cell.x}, value ${value}. Show the whole picture.`
      : `${picture}, value ${value}. Show the whole picture.`,
  none: 'No picture gives this channel a value yet.',
  notExcited:
    'None of these pictures gives this channel a value above 0, so the patches say little.',
  lost: 'This picture cannot be read again. Its file may have been moved or changed.',

  // One patch in its picture.
  whole: ({ picture, cell, value }: OnePatch) =>
    cell
      ? html`<strong>${picture}</strong>: the cell at y ${cell.y}, x ${cell.x} has the value ${value}. It
          sees the framed part of the input.`
      : html`<strong>${picture}</strong>: the unit has the value ${value}. It sees the framed part of the input.`,
  open: 'Open this picture at this cell',
  openForUnit: 'Open this picture',

  // Which pictures.
  samples: (pictures: number) => `Pictures: the ${plural(pictures, 'picture')} of this page.`,
  own: (pictures: number) => `Pictures: ${plural(pictures, 'file')} of yours.`,
  choose: 'Choose pictures…',
  chooseFolder: 'Choose a folder…',
  useSamples: 'Use the pictures of this page',
  dropHint: 'You can also drop pictures or a folder here. They stay on this device.',
  noFiles: 'There are no files in what was chosen. Choose pictures, or a folder that holds some.',
  start: (pictures: number) => `Look through ${plural(pictures, 'picture')} for this layer`,
  again: 'Start again',
  progress: (done: number, total: number) => `${count(done)} of ${plural(total, 'picture')}`,
  progressLabel: 'Pictures looked at',
  cancel: 'Cancel',
  stopped: (done: number, total: number) =>
    `Stopped after ${count(done)} of ${plural(total, 'picture')}. The patches are from those.`,
  failed: 'The pictures could not be looked at:',
  refused: (files: number, total: number) =>
    files === 1
      ? `1 of ${plural(total, 'file')} could not be read as a picture:`
      : `${count(files)} of ${plural(total, 'file')} could not be read as pictures:`,
  more: (files: number) => `and ${count(files)} more`,
  noNetwork: 'The network is no longer open.',
  noInput: 'The run gave no input.',
  /** Name of one of the page's drawings. */
  digit: (digit: number) => `Digit ${digit}`,

  // All channels.
  allChannels: (channels: number) => `All ${plural(channels, 'channel')}`,
  allUnits: (units: number) => `All ${plural(units, 'unit')}`,
  listHint: (hasKernel: boolean): TemplateResult =>
    hasKernel
      ? html`Each row shows the kernel and the three strongest patches. Choose one to open its channel.`
      : html`Each row shows the three strongest patches. Choose one to open its channel.`,
  showMore: (channels: number) => `Show ${count(channels)} more`,
};

export type PatchesWords = typeof english;
export const words = wordsOf('patches', english);
