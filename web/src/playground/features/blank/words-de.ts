import type { Translated } from '../../kit/words.js';
import type { BlankWords } from './words-en.js';

export const words: Translated<BlankWords> = {
  title: 'Leere Bilder',
  names: { black: 'Schwarz', grey: 'Grau', white: 'Weiß' },
  about: (levels) =>
    `Ein Netz wählt immer eine seiner Klassen, auch wenn es nichts zu sehen gibt. Vergleichen Sie die Antwort für Ihr Bild mit den Antworten für diese Bilder, in denen jedes Pixel ${levels.slice(0, -1).join(', ')} oder ${levels.at(-1)} von 255 ist.`,
  conclusion: 'Ein hoher Prozentwert allein zeigt also nicht, dass etwas gesehen wurde.',
  noClasses: 'Dieses Netz endet nicht in einer Liste von Klassen.',
};
