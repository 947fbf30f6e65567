// German: the words of every folder.

import { words as guide } from '../features/guide/words-de.js';
import { words as keep } from '../features/keep/words-de.js';
import { words as lab } from '../features/lab/words-de.js';
import { words as language } from '../features/language/words-de.js';
import { words as layer } from '../features/layer/words-de.js';
import { words as map } from '../features/map/words-de.js';
import { words as models } from '../features/models/words-de.js';
import { words as network } from '../features/network/words-de.js';
import { words as opinion } from '../features/opinion/words-de.js';
import { words as table } from '../features/table/words-de.js';
import { words as takeHome } from '../features/take-home/words-de.js';
import { words as why } from '../features/why/words-de.js';
import type { Dictionary } from '../kit/words.js';
import { words as kit } from '../kit/words-de.js';
import { words as networkWords } from '../network/words-de.js';

export const dictionary: Dictionary = {
  guide,
  keep,
  kit,
  lab,
  language,
  layer,
  map,
  models,
  network,
  'network-words': networkWords,
  opinion,
  table,
  'take-home': takeHome,
  why,
};
