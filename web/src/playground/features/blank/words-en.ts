// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  title: 'Blank pictures',
  names: { black: 'Black', grey: 'Grey', white: 'White' },
  about: (levels: readonly number[]) =>
    `A network always chooses one of its classes, even when there is nothing to see. Compare the answer for your picture with the answers for these, where every pixel is ${levels.slice(0, -1).join(', ')} or ${levels.at(-1)} out of 255.`,
  conclusion: 'So a high percentage alone does not show that something was seen.',
  noClasses: 'This network does not end in a list of classes.',
};

export type BlankWords = typeof english;
export const words = wordsOf('blank', english);
