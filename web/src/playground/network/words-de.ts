import type { Translated } from '../kit/words.js';
import type { NetworkWords } from './words-en.js';

export const words: Translated<NetworkWords> = {
  kernel: (size) => `Kernel ${size}`,
  window: (size) => `Fenster ${size}`,
  stride: (step) => `Schrittweite ${step}`,
  dilation: (step) => `Dilatation ${step}`,
  groups: (groups) => `${groups} Gruppen`,
  depthwise: (channels) => `depthwise: ein Kernel für jeden der ${channels} Kanäle`,
  noPadding: 'kein Padding',
  padding: (size) => `Padding ${size}`,
  paddingOf: ({ top, left, bottom, right }) =>
    `Padding oben ${top}, links ${left}, unten ${bottom}, rechts ${right}`,
  dense: (inputs, outputs) => `${inputs} Eingänge, ${outputs} Ausgänge`,

  kinds: {
    Input: 'Eingang',
    Conv: 'Faltung',
    Gemm: 'Dense (vollständig verbunden)',
    Relu: 'ReLU',
    MaxPool: 'Max-Pooling',
    AveragePool: 'Average-Pooling',
    GlobalAveragePool: 'Globales Average-Pooling',
    BatchNormalization: 'Batch-Normalisierung',
  },

  numbersHelp: 'Die Zahlen, die dieser Eingang bekommt. Das Formular „Eingabe“ sagt, welche.',
  inputHelp:
    'Das Bild, wie das Netz es nach Größenänderung und Skalierung erhält: eine Map pro Farbe.',
  channel: (channel) => `Kanal ${channel}`,
  colours: { red: 'rot', green: 'grün', blue: 'blau', grey: 'grau' },
  colourChannel: (channel, colour) => `Kanal ${channel} (${colour})`,

  enlarged: (own, seen) =>
    `Dieses Bild hat nur ${own} Pixel. Es wurde auf ${seen} vergrößert, das Netz sieht es also unscharf.`,
  reduced: (own, seen) => `Das Bild wurde von ${own} auf ${seen} Pixel verkleinert.`,
  outside: (percent, sides) =>
    `${percent} % davon liegen ${sides === 'left and right' ? 'links und rechts' : 'oben und unten'} außerhalb des Ausschnitts.`,
  widened: (times) =>
    `Es wurde verzerrt: Das Netz sieht es ${times.replace('.', ',')}-mal so breit, wie es ist.`,
  heightened: (times) =>
    `Es wurde verzerrt: Das Netz sieht es ${times.replace('.', ',')}-mal so hoch, wie es ist.`,

  choice: ({ condition, value, otherwise }) => `${value}, wo ${condition}, sonst ${otherwise}`,
  orOutside: (inside, outside) => `${inside}, außerhalb ${outside}`,
  share: (own, all) => `e^${own} / Summe von e^${all}`,
  take: (from, index) => `Element ${index} von ${from}`,

  cell: (at) => `Zelle ${at}`,
  input: (index) => `Eingang ${index}`,
  class: (index) => `Klasse ${index}`,
  thisClass: (index) => `Klasse ${index}, diese`,
};
