import type { Translated } from '../kit/words.js';
import type { NetworkWords, Sides } from './words-en.js';

const SIDES: Readonly<Record<Sides, string>> = {
  'left and right': 'links und rechts',
  'top and bottom': 'oben und unten',
  'all four sides': 'an allen vier Seiten',
};

export const words: Translated<NetworkWords> = {
  kernel: (size) => `Kernel ${size}`,
  window: (size) => `Fenster ${size}`,
  stride: (step) => `Schrittweite ${step}`,
  dilation: (step) => `Dilatation ${step}`,
  groups: (groups) => `${groups} Gruppen`,
  depthwise: 'depthwise',
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

  helps: {
    Conv: 'Schiebt gelernte Kernels über die Eingabe; jeder Ausgabekanal ist die Antwort eines Kernels.',
    DepthwiseConv:
      'Schiebt über jeden Kanal einen oder mehrere eigene gelernte Kernel, die keinen anderen Kanal lesen.',
    Relu: 'Behält positive Werte und setzt negative auf null.',
    LeakyRelu: 'Behält positive Werte und verkleinert negative.',
    Clip: 'Begrenzt jeden Wert auf einen Bereich; von 0 bis 6 heißt das ReLU6.',
    Sigmoid: 'Bringt jeden Wert in den Bereich von 0 bis 1.',
    HardSigmoid: 'Ein Sigmoid aus drei geraden Linien.',
    HardSwish: 'Multipliziert jeden Wert mit seinem Hard-Sigmoid: Negative werden fast null.',
    Tanh: 'Bringt jeden Wert in den Bereich von -1 bis 1.',
    MaxPool:
      'Behält den größten Wert jedes Fensters: Die Map wird kleiner, und kleine Verschiebungen zählen nicht mehr.',
    AveragePool: 'Ersetzt jedes Fenster durch seinen Mittelwert: Die Map wird kleiner.',
    GlobalAveragePool:
      'Ersetzt die ganze Map jedes Kanals durch ihren Mittelwert: eine Zahl pro Kanal.',
    ReduceMean: 'Bildet Mittelwerte über einige Achsen, meist über die ganze Map jedes Kanals.',
    BatchNormalization:
      'Verschiebt und skaliert jeden Kanal mit Werten, die im Training gemessen wurden.',
    LRN: 'Teilt jeden Wert dadurch, wie stark seine Nachbarkanäle an derselben Stelle sind.',
    Add: 'Addiert zwei Tensoren, Element für Element; eine Abkürzung (Residual) endet so.',
    Mul: 'Multipliziert zwei Tensoren, Element für Element; so werden Kanäle oder Stellen gewichtet.',
    Concat: 'Stellt Tensoren nebeneinander, meist die Kanäle mehrerer Zweige.',
    Flatten: 'Reiht alle Maps zu einer langen Liste von Zahlen auf.',
    Reshape: 'Gibt denselben Zahlen eine andere Form.',
    Gemm: 'Eine dichte Schicht: Jede Ausgabe ist die gewichtete Summe aller Eingaben plus Bias.',
    Dropout: 'Schaltet im Training zufällig Werte ab; hier gibt es sie unverändert weiter.',
    Softmax: 'Macht aus Scores Wahrscheinlichkeiten, die zusammen 1 ergeben.',
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
  outside: (percent, isMore, sides) =>
    `${isMore ? 'Mehr als ' : ''}${percent} % davon liegen ${SIDES[sides]} außerhalb des Ausschnitts.`,
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
