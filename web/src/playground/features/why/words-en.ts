// The words of this feature that are there from the beginning; the others come with its panel.

import { wordsOf } from '../../kit/words.js';

const english = {
  tab: 'Why this class',
  /** Where nobody names it. */
  class: (index: number) => `class ${index}`,
};

export type WhyWords = typeof english;
export const words = wordsOf('why', english);
