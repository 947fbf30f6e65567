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
    `Verlangt wird Zelle ${cell}, aber die Maps von ${layer} haben ${height} ${height === 1 ? 'Zeile' : 'Zeilen'} und ${width} ${width === 1 ? 'Spalte' : 'Spalten'}.`,
  noNumber: (index, layer, numbers) =>
    `Verlangt wird Zahl ${index}, aber ${layer} hat ${numbers}: 0 bis ${numbers - 1}.`,
  noChoice: (key, text, names) =>
    `Verlangt wird ${key}=${text}, was es nicht gibt. Es gibt: ${names}.`,
  noValue: (key, text, form) => {
    const forms = {
      whole: ': Es ist eine ganze Zahl ab 0',
      cell: ': Es ist eine Zeile und eine Spalte, etwa 12,30',
      lab: ': Es sind Buchstaben und Zahlen, etwa i7k3p1s2 für Eingabegröße 7, Kernelgröße 3, Padding 1 und Schrittweite 2',
    };
    return `${key}=${text} bedeutet hier nichts${form ? forms[form] : ''}.`;
  },
  noClass: (index, classes) =>
    classes > 0
      ? `Verlangt wird Klasse ${index}, aber das Netz hat ${classes}: 0 bis ${classes - 1}.`
      : `Verlangt wird Klasse ${index}, aber das Netz gibt keine Liste von Klassen aus.`,
  more: (count) => `und ${count} weitere`,
  dismiss: 'Schließen',
};
