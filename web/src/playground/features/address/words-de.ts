import type { Translated } from '../../kit/words.js';
import type { AddressWords } from './words-en.js';

export const words: Translated<AddressWords> = {
  noNetwork: (id, shown) =>
    `Die Adresse nennt ein Netz „${id}“, das es auf dieser Seite nicht gibt. Stattdessen wird ${shown} gezeigt.`,
  noSample: (file) =>
    `Die Adresse nennt ein Beispielbild „${file}“, das es auf dieser Seite nicht gibt.`,
  noView: (view) => `Die Adresse nennt eine Ansicht „${view}“, die es nicht gibt.`,
  noLayer: (layer, network) =>
    `Die Adresse nennt eine Schicht „${layer}“, die es in ${network} nicht gibt.`,
  dismiss: 'Schließen',
};
