import type { Translated } from '../../../kit/words.js';
import type { ToldWords } from './words-en.js';

export const words: Translated<ToldWords> = {
  isKept:
    'Was Sie öffnen, bleibt für Ihren nächsten Besuch in diesem Browser, nur auf diesem Gerät.',
  fine: 'Behalten',
  doNot: 'Nichts behalten',
};
