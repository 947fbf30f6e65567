import type { Translated } from '../../kit/words.js';
import type { TakeHomeWords } from './words-en.js';

export const words: Translated<TakeHomeWords> = {
  copied: 'Kopiert.',
  notCopied: 'Der Browser erlaubt dieser Seite nicht, die Zwischenablage zu benutzen.',
  layers: 'Schichten',
  network: 'Netz',
  picture: (name) => `Bild: ${name}`,
  pictureAndAnswer: (name, answer) => `Bild: ${name}. Antwort: ${answer}`,
  edited: (name) => `${name}, bearbeitet`,

  axes: { batch: 'Batch', channel: 'Kanal', row: 'Zeile', column: 'Spalte', index: 'Index' },
  axis: (axis) => `Achse ${axis}`,
  columnAt: (column) => `Spalte ${column}`,
  class: 'Klasse',
  value: 'Wert',
};
