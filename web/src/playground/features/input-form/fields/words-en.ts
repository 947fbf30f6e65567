// Every word of the fields of the form; those of the line that opens it stand in the folder above.

import { wordsOf } from '../../../kit/words.js';

const english = {
  askedWhy: (width: number, height: number) =>
    `The file leaves the size of the input open, and nothing in it says which one is right. ${width} × ${height} is in use. Enter the size that the network was trained with, or choose another way to fit the picture.`,

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

export type FieldWords = typeof english;
export const words = wordsOf('input-form-fields', english);
