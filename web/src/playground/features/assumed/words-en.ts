// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  heading: 'What is assumed of this network',
  /** other: whose values are likely, too. */
  pixelsGuessed: (other: 'ImageNet' | 'MNIST') =>
    `The file does not say how pixels are prepared. 0 to 1 is a guess.${other === 'MNIST' ? ' Networks for digits mostly expect white ones on black.' : ''}`,
  usePixels: (other: string) => `Use ${other}'s mean and deviation`,
  namesMissing: 'It names none of its 1,000 classes.',
  useNames: "Use ImageNet's names",
  /** After "The class names come from". */
  namesFrom: "ImageNet's list of 1,000, which is an assumption",
};

export type AssumedWords = typeof english;
export const words = wordsOf('assumed', english);
