import type { Translated } from '../../kit/words.js';
import type { AddressWords } from './words-en.js';

export const words: Translated<AddressWords> = {
  noNetwork: (id, shown, ids) =>
    `Verlangt wird ein Netz „${id}“, das es hier nicht gibt. Stattdessen steht hier ${shown}. ${ids ? `Es gibt: ${ids}.` : 'Wählen Sie ein anderes unter „Netz“ oder „Weitere Modelle“.'}`,
  noSample: (file, names) =>
    `Verlangt wird ein Beispielbild „${file}“, das es hier nicht gibt. Es gibt: ${names}.`,
  noView: (view, names) =>
    `Verlangt wird eine Ansicht „${view}“, die es nicht gibt. Es gibt: ${names}.`,
  noLayer: (layer, network, names) =>
    `Verlangt wird eine Schicht „${layer}“, die ${network} nicht hat. Seine Schichten: ${names}.`,
  noChannel: (channel, layer, channels) =>
    `Verlangt wird Kanal ${channel}, aber ${layer} hat ${channels}: 0 bis ${channels - 1}.`,
  noCell: (cell, layer, height, width) =>
    `Verlangt wird Zelle ${cell}, aber die Karten von ${layer} haben ${height} Zeilen und ${width} Spalten.`,
  noClass: (index, classes) =>
    classes > 0
      ? `Verlangt wird Klasse ${index}, aber das Netz hat ${classes}: 0 bis ${classes - 1}.`
      : `Verlangt wird Klasse ${index}, aber das Netz gibt keine Liste von Klassen aus.`,
  more: (count) => `und ${count} weitere`,
  dismiss: 'Schließen',
};
