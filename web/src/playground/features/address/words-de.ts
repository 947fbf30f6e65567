import type { Translated } from '../../kit/words.js';
import type { AddressWords } from './words-en.js';

export const words: Translated<AddressWords> = {
  noNetwork: (id, shown, names) =>
    `Verlangt wird ein Netz „${id}“, das es hier nicht gibt. Stattdessen steht hier ${shown}. Es gibt: ${names}.`,
  noSample: (file, names) =>
    `Verlangt wird ein Beispielbild „${file}“, das es hier nicht gibt. Es gibt: ${names}.`,
  noView: (view, names) =>
    `Verlangt wird eine Ansicht „${view}“, die es nicht gibt. Es gibt: ${names}.`,
  noLayer: (layer, network, names) =>
    `Verlangt wird eine Schicht „${layer}“, die ${network} nicht hat. Seine Schichten: ${names}.`,
  more: (count) => `und ${count} weitere`,
  dismiss: 'Schließen',
};
