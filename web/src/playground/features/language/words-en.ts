// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  language: 'Language',
};

export type LanguageWords = typeof english;
export const words = wordsOf('language', english);
