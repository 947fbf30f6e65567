import type { Translated } from '../../kit/words.js';
import type { ProgressWords } from './words-en.js';

export const words: Translated<ProgressWords> = {
  staysOpen: (name) => `${name} bleibt geöffnet.`,

  amount: (loaded, total, share) => `${loaded} von ${total}, ${share}`,
  cancel: 'Abbrechen',

  copy: 'Zeilen kopieren',
  otherNetwork: 'Andere Datei wählen …',
  otherPicture: 'Anderes Bild auswählen',
  otherList: 'Andere Liste auswählen',
  changeInput: 'Eingabe ändern',
  openPart: 'Bis hierhin öffnen',
  tryAgain: 'Erneut versuchen',
  chooseNetwork: '.onnx-Datei auswählen …',
  chooseFile: (name) => `${name} auswählen …`,
  chooseFiles: 'Diese Dateien auswählen …',
  firstExample: 'Zurück zum ersten Beispiel',
  dismiss: 'Schließen',
};
