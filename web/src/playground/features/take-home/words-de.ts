import type { Translated } from '../../kit/words.js';
import type { TakeHomeWords } from './words-en.js';

export const words: Translated<TakeHomeWords> = {
  copied: 'Kopiert.',
  notCopied: 'Der Browser erlaubt dieser Seite nicht, die Zwischenablage zu benutzen.',
  layers: 'Schichten',
  network: 'Netz',
};
