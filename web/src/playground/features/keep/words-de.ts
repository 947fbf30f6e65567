import type { Translated } from '../../kit/words.js';
import type { KeepWords } from './words-en.js';

export const words: Translated<KeepWords> = {
  keep: 'Meine Bilder und Modelle in diesem Browser für den nächsten Besuch behalten',
  forget: 'Jetzt vergessen',
  kept: (count, size) => `Behalten: ${count} ${count === 1 ? 'Datei' : 'Dateien'}, ${size}.`,
  picture: (name) => `Ihr Bild ${name}`,
  models: 'Ihre Modelle',
  notKept: (name) =>
    `${name} ist nicht in diesem Browser behalten: Öffnen Sie die Datei noch einmal.`,
};
