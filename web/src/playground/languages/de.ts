// German: the words of every folder.

import { words as keep } from '../features/keep/words-de.js';
import { words as language } from '../features/language/words-de.js';
import { words as layer } from '../features/layer/words-de.js';
import { words as opinion } from '../features/opinion/words-de.js';
import type { Dictionary } from '../kit/words.js';
import { words as kit } from '../kit/words-de.js';
import { words as networkWords } from '../network/words-de.js';

export const dictionary: Dictionary = {
  keep,
  kit,
  language,
  layer,
  'network-words': networkWords,
  opinion,
};
