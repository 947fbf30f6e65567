import type { Translated } from '../../kit/words.js';
import type { OpinionWords } from './words-en.js';

export const words: Translated<OpinionWords> = {
  heading: 'Antwort eines Netzes, das mehr Klassen kennt',
  knows: (few, title, classes) =>
    `${few} kennt wenig. ${title}, das ${classes} Klassen kennt, meint:`,
  loading: (title) => `${title} wird geladen, um Ihr Bild zu benennen.`,
  amount: (loaded, total) => `${loaded} von ${total}`,
  looking: (title) => `${title} sieht sich Ihr Bild an.`,
  notNow: 'Jetzt nicht',
  ask: (title, size) => `${title} fragen (${size})`,
  inside: (title) => `In ${title} hineinsehen`,
  failed: (title, message) => `${title} konnte nicht antworten: ${message}`,
};
