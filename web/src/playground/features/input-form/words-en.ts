// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

/** What is done to a picture; what is not done is left out. */
export interface Preparation {
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

function prepared(of: Preparation): string {
  const { resize, crop, order, divisor, mean, deviation } = of;
  const cropped = `the central ${crop.width} × ${crop.height} is cropped`;
  const cut =
    resize === undefined
      ? `The central ${crop.width} × ${crop.height} is cropped.`
      : `The shorter side is resized to ${resize} px, then ${cropped}.`;
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
  return [cut, scaled, ...(of.channelsLast ? ['The channels come last.'] : [])].join(' ');
}

const english = {
  input: 'Input:',
  prepared,

  // Fields
  shorterSide: 'Shorter side, px',
  crop: 'Crop',
  fixedCrop: (width: number, height: number) => `${width} × ${height}, fixed by the network`,
  cropHeight: 'Crop height, px',
  cropWidth: 'Crop width, px',
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

  // Fields that cannot be used
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
  restore: "Restore the model's settings",
};

export type InputFormWords = typeof english;
export const words = wordsOf('input-form', english);
