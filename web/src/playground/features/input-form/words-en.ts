// Every word of this feature.

import type { Fit } from '../../../protocol/index.js';
import { wordsOf } from '../../kit/words.js';

/** What is done to a picture; what is not done is left out. */
export interface Preparation {
  fit: Fit;
  /** What open sides are rounded to. */
  multiple?: number | undefined;
  /** Of the shorter side, in pixels. */
  resize?: number | undefined;
  crop: { width: number; height: number };
  /** undefined: grey. */
  order?: string | undefined;
  divisor?: number | undefined;
  /** One number, or three in parentheses. */
  mean?: string | undefined;
  deviation?: string | undefined;
  channelsLast: boolean;
}

function fitted({ fit, resize, crop, multiple }: Preparation): string {
  const size = `${crop.width} × ${crop.height}`;
  switch (fit) {
    case 'crop':
      return resize === undefined
        ? `The central ${size} is cropped.`
        : `The shorter side is resized to ${resize} px, then the central ${size} is cropped.`;
    case 'stretch':
      return `The whole picture is stretched to ${size}.`;
    case 'letterbox':
      return `The whole picture is fitted into ${size}, with bars beside it.`;
    case 'height':
      return `The height becomes ${crop.height} px, and the width follows the picture${multiple ? `, to a multiple of ${multiple}` : ''}.`;
    case 'own':
      return `The picture keeps its own size${multiple ? `, to a multiple of ${multiple}` : ''}.`;
  }
}

function prepared(of: Preparation): string {
  const { order, divisor, mean, deviation } = of;
  const steps = [
    ...(divisor === undefined ? [] : [`divided by ${divisor}`]),
    ...(mean === undefined ? [] : [`reduced by the mean ${mean}`]),
    ...(deviation === undefined ? [] : [`divided by the deviation ${deviation}`]),
  ];
  const last = steps.pop();
  const values = `${order === undefined ? 'Grey' : order} values`;
  const scaled =
    last === undefined
      ? `${values} range from 0 to 255.`
      : `${values} from 0 to 255 are ${steps.length > 0 ? `${steps.join(', ')} and ` : ''}${last}.`;
  return [fitted(of), scaled, ...(of.channelsLast ? ['The channels come last.'] : [])].join(' ');
}

const english = {
  input: 'Input:',
  prepared,
  batch: (count: number) =>
    `The network takes ${count} pictures at a time and gets this one ${count} times.`,
  otherInputs: (names: readonly string[]) =>
    names.length === 1
      ? `The other input, ${names[0]}, gets numbers that can be changed here.`
      : `The other inputs, ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and more' : ''}, get numbers that can be changed here.`,
  noPicture: (inputs: number) =>
    `This network takes no picture. ${inputs === 1 ? 'Its input gets' : `Its ${inputs} inputs get`} made-up numbers, which can be changed here.`,
  asks: (width: number, height: number) =>
    `The file does not say how large pictures should be: ${width} × ${height} is a guess.`,
  chooseSize: 'Choose the size',
  askedWhy: (width: number, height: number) =>
    `The file leaves the size of the input open, and nothing in it says which one is right. ${width} × ${height} is in use. Enter the size that the network was trained with, or choose another way to fit the picture.`,

  // Fields
  fit: 'How the picture fits',
  fits: {
    crop: 'resize, then crop the middle',
    stretch: 'stretch to the size of the input',
    letterbox: 'whole picture, with bars',
    height: 'fixed height, open width',
    own: 'own size of the picture',
  },
  shorterSide: 'Shorter side, px',
  height: 'Input height, px',
  width: 'Input width, px',
  size: 'Size of the input, px',
  fixedSize: (width: number, height: number) => `${width} × ${height}, fixed by the network`,
  fixed: (pixels: number) => `${pixels}, fixed by the network`,
  multiple: { height: 'Width a multiple of', own: 'Sides a multiple of' },
  bars: 'Colour of the bars',
  resampling: 'Resampling',
  resamplings: { bilinear: 'bilinear', bicubic: 'bicubic', nearest: 'nearest' },
  preset: 'Values the network was trained on',
  ownValues: 'as below',
  presets: {
    unit: '0 to 1',
    imagenet: 'ImageNet mean and deviation (PyTorch)',
    symmetric: '−1 to 1',
    bytes: '0 to 255',
    caffe: 'BGR minus the ImageNet mean (Caffe)',
  },
  divisor: 'Divide by',
  mean: 'Subtract the mean',
  deviation: 'Divide by the deviation',
  colours: 'Colours',
  colourOrders: { RGB: 'red, green, blue', BGR: 'blue, green, red' },
  axes: 'Axes',
  axesOrders: { NCHW: 'channels first', NHWC: 'channels last' },

  // Inputs that take no picture
  value: 'Gets',
  kinds: {
    zeros: 'zeros',
    ones: 'ones',
    noise: 'random numbers',
    'input-size': 'height and width of the input',
    'picture-size': 'height and width of the picture',
    'picture-sides': 'width and height of the picture',
    numbers: 'these numbers',
  },
  moreInputs: (count: number) =>
    `${count} more inputs get what their names suggest, which cannot be changed here.`,
  numbers: 'Numbers',
  seed: 'Random seed',
  shape: 'Shape',

  // Fields that cannot be used
  giveColour: 'Choose a colour.',
  giveNumbers: 'Enter numbers, separated by commas.',
  otherCount: (given: number, wanted: number) =>
    `There are ${given} numbers, but this input takes ${wanted}. Enter that many, or one for all of them.`,
  giveWhole: (least: string, most: string) =>
    `This input takes whole numbers. Enter numbers from ${least} to ${most}.`,
  giveSeed: 'Enter a whole number from 0.',
  giveShape: 'Enter whole numbers above 0, separated by commas.',
  otherShape: (shape: string) =>
    `The file says [${shape}]. Enter a shape like that, with a number for each question mark.`,
  tooManyElements: 'Enter smaller numbers: this shape has more than 16 million elements.',
  givePixels: (most: number) => `Enter a whole number of pixels, at most ${most}.`,
  giveSide: (most: number) =>
    `Enter a whole number of pixels, at most ${most}. 0 keeps the picture's size.`,
  giveDivisor: 'Enter a number above 0.',
  giveThree: 'Enter three numbers, such as 0.485, 0.456, 0.406, or one for all channels.',
  giveDeviation: 'Enter deviations above 0, because values are divided by them.',
  cropTooLarge: (width: number, height: number, side: number) =>
    `The crop of ${width} × ${height} does not fit into a picture whose shorter side is ${side}. Enter ${Math.max(width, height)} or more.`,

  notApplied: 'Not applied yet. The text above still describes the input.',
  applied: 'Every change runs the network again. The picture on the right is its exact input.',
  appliedAlone: 'Every change runs the network again.',
  restore: "Restore the model's settings",
};

export type InputFormWords = typeof english;
export const words = wordsOf('input-form', english);
