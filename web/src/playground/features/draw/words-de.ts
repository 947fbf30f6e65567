import type { Translated } from '../../kit/words.js';
import type { DrawWords } from './words-en.js';

export const words: Translated<DrawWords> = {
  pad: 'Zeichenfläche. Ohne Maus oder Finger wählen Sie eine der Beispielziffern daneben.',
  draw: 'Zeichnen Sie eine Ziffer',
  how: 'Sie wird wie die Ziffern von MNIST zentriert und skaliert. Sie können auch ein Beispiel wählen:',
  examples: 'Beispielziffern',
  clear: 'Löschen',
};
