// Every word of the line that says that something is kept.

import { wordsOf } from '../../../kit/words.js';

const english = {
  isKept: 'What you open is kept in this browser, on this device alone, for your next visit.',
  fine: 'Keep it',
  doNot: 'Keep nothing',
};

export type ToldWords = typeof english;
export const words = wordsOf('keep-told', english);
