import type { Translated } from '../../kit/words.js';
import type { PictureWords } from './words-en.js';

export const words: Translated<PictureWords> = {
  heading: 'Bild',
  outlined: (name) => `Bild: ${name}. Der verwendete Ausschnitt ist umrandet.`,
  noPictureTaken: 'Dieses Netz nimmt kein Bild: Es läuft mit den Zahlen im Formular „Eingabe“.',
  none: 'Kein Bild',
  input: 'Eingabe',
  inputOf: (width, height) => `Die Eingabe des Netzes, ${width} mal ${height} Pixel`,
  edit: 'Bild bearbeiten',
  done: 'Fertig',
  edited: (name) => `Bearbeitet: ${name}`,
  others: 'Andere Bilder',
  samples: 'Beispielbilder',
  choose: 'Bild auswählen …',
  drop: 'Sie können ein Bild auch irgendwo auf dieser Seite ablegen oder einfügen.',
  noSamples: 'Es wurden keine Beispielbilder gefunden.',
};
