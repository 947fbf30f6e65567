import type { Translated } from '../../kit/words.js';
import type { LanguageWords } from './words-en.js';

export const words: Translated<LanguageWords> = {
  language: 'Sprache',
};
