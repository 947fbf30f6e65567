import type { Translated } from '../../kit/words.js';
import type { WhyWords } from './words-en.js';

export const words: Translated<WhyWords> = {
  tab: 'Warum diese Klasse',
  class: (index) => `Klasse ${index}`,
};
