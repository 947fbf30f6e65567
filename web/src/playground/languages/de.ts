// German: the words of every folder.

import { words as answer } from '../features/answer/words-de.js';
import { words as credits } from '../features/credits/words-de.js';
import { words as header } from '../features/header/words-de.js';
import { words as inputForm } from '../features/input-form/words-de.js';
import { words as keep } from '../features/keep/words-de.js';
import { words as language } from '../features/language/words-de.js';
import { words as legend } from '../features/legend/words-de.js';
import { words as opinion } from '../features/opinion/words-de.js';
import { words as picture } from '../features/picture/words-de.js';
import type { Dictionary } from '../kit/words.js';
import { words as run } from '../run/words-de.js';

export const dictionary: Dictionary = {
  answer,
  credits,
  header,
  'input-form': inputForm,
  keep,
  language,
  legend,
  opinion,
  picture,
  run,
};
