import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { ColumnsWords } from './words-en.js';

export const words: Translated<ColumnsWords> = {
  channelOf: (layer, channel) => `${layer}, ${channel}`,
  colourOf: (colour, layer, channel) => `${colour}, ${layer}, Kanal ${channel}`,
  valuesOf: (layer, values) => `${layer}, ${count(values)} Werte`,
  namedNumber: (text, name, layer) => `${name} ${text}, ${layer}`,
  number: (text, index, layer) => `${text} Nummer ${index}, ${layer}`,

  ownScales: 'eigene Skalen',
  between: (low, high) => `${low} bis ${high}`,
  allZero: 'alle 0',
  shares: '0 bis 100%',
  raw: 'vor der Kalibrierung',
  more: (maps) => `+ ${count(maps)} weitere`,
  parameters: (amount) => `${amount} Param.`,
  macs: (amount) => `${amount} MACs`,

  stepsOf: (op, layer) => `${op}: ${layer} Schritt für Schritt ansehen`,

  plainLoop: 'Diese Schicht läuft als einfache Schleife, weil es für sie keinen SIMD-Code gibt.',
};
