import type { Translated } from '../../kit/words.js';
import type { CameraWords } from './words-en.js';

export const words: Translated<CameraWords> = {
  start: 'Kamera nutzen',
  stop: 'Kamera ausschalten',
  mirror: 'Spiegeln',
  asking: 'Der Browser fragt, ob diese Seite die Kamera verwenden darf.',
  live: 'Die Kamera läuft. Ihre Bilder bleiben in dieser Seite.',
};
