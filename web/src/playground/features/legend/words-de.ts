import type { Translated } from '../../kit/words.js';
import type { LegendWords } from './words-en.js';

export const words: Translated<LegendWords> = {
  scalePer: 'Farbskala pro',
  modes: { layer: 'Schicht', channel: 'Kanal', network: 'Netz' },
  help: {
    layer: 'Die Maps einer Schicht lassen sich miteinander vergleichen.',
    channel:
      'Jede Map nutzt die ganze Skala, deshalb lassen sich die Farben verschiedener Maps nicht vergleichen.',
    network:
      'Alle Maps des Netzes lassen sich miteinander vergleichen, außer denen der Eingabe, die Pixel sind.',
  },

  wholeNetwork: 'ganzes Netz',
  channelOf: (layer, channel) => `${layer}, ${channel}`,
  pixelsOf: (name) => `${name}: hell ist groß`,
};
