import type { Translated } from '../../../kit/words.js';
import type { FieldWords } from './words-en.js';

export const words: Translated<FieldWords> = {
  askedWhy: (width, height) =>
    `Die Datei lässt die Größe der Eingabe offen, und nichts in ihr sagt, welche die richtige ist. ${width} × ${height} ist in Gebrauch. Geben Sie die Größe ein, mit der das Netz trainiert wurde, oder passen Sie das Bild anders ein.`,

  fit: 'Wie das Bild passt',
  fits: {
    crop: 'skalieren, dann die Mitte ausschneiden',
    stretch: 'auf die Größe der Eingabe strecken',
    letterbox: 'ganzes Bild, mit Balken',
    height: 'feste Höhe, offene Breite',
    own: 'eigene Größe des Bildes',
  },
  shorterSide: 'Kürzere Seite, px',
  height: 'Höhe der Eingabe, px',
  width: 'Breite der Eingabe, px',
  size: 'Größe der Eingabe, px',
  fixedSize: (width, height) => `${width} × ${height}, vom Netz vorgegeben`,
  fixed: (pixels) => `${pixels}, vom Netz vorgegeben`,
  multiple: { height: 'Breite ein Vielfaches von', own: 'Seiten ein Vielfaches von' },
  bars: 'Farbe der Balken',
  resampling: 'Skalierung',
  resamplings: { bilinear: 'bilinear', bicubic: 'bikubisch', nearest: 'nächster Nachbar' },
  preset: 'Werte, mit denen das Netz trainiert wurde',
  ownValues: 'wie unten',
  presets: {
    unit: '0 bis 1',
    imagenet: 'ImageNet-Mittelwert und -Abweichung (PyTorch)',
    symmetric: '−1 bis 1',
    bytes: '0 bis 255',
    caffe: 'BGR minus ImageNet-Mittelwert (Caffe)',
  },
  divisor: 'Teilen durch',
  mean: 'Mittelwert abziehen',
  deviation: 'Durch Abweichung teilen',
  colours: 'Farben',
  colourOrders: { RGB: 'Rot, Grün, Blau', BGR: 'Blau, Grün, Rot' },
  axes: 'Achsen',
  axesOrders: { NCHW: 'Kanäle zuerst', NHWC: 'Kanäle zuletzt' },

  value: 'Bekommt',
  kinds: {
    zeros: 'Nullen',
    ones: 'Einsen',
    noise: 'Zufallszahlen',
    'input-size': 'Höhe und Breite der Eingabe',
    'picture-size': 'Höhe und Breite des Bildes',
    'picture-sides': 'Breite und Höhe des Bildes',
    numbers: 'diese Zahlen',
  },
  moreInputs: (count) =>
    `${count} weitere Eingänge bekommen, was ihre Namen nahelegen. Das lässt sich hier nicht ändern.`,
  numbers: 'Zahlen',
  seed: 'Startwert des Zufalls',
  shape: 'Form',

  giveColour: 'Wählen Sie eine Farbe.',
  giveNumbers: 'Geben Sie Zahlen ein, getrennt durch Kommas.',
  otherCount: (given, wanted) =>
    `Das sind ${given} Zahlen, aber dieser Eingang nimmt ${wanted}. Geben Sie so viele ein oder eine für alle.`,
  giveWhole: (least, most) =>
    `Dieser Eingang nimmt ganze Zahlen. Geben Sie Zahlen von ${least} bis ${most} ein.`,
  giveSeed: 'Geben Sie eine ganze Zahl ab 0 ein.',
  giveShape: 'Geben Sie ganze Zahlen über 0 ein, getrennt durch Kommas.',
  otherShape: (shape) =>
    `In der Datei steht [${shape}]. Geben Sie eine solche Form ein, mit einer Zahl für jedes Fragezeichen.`,
  tooManyElements: 'Geben Sie kleinere Zahlen ein: Diese Form hat mehr als 16 Millionen Elemente.',

  givePixels: (most) => `Geben Sie eine ganze Zahl von Pixeln ein, höchstens ${most}.`,
  giveSide: (most) =>
    `Geben Sie eine ganze Zahl von Pixeln ein, höchstens ${most}. Bei 0 bleibt die Größe des Bildes erhalten.`,
  giveDivisor: 'Geben Sie eine Zahl über 0 ein.',
  giveThree:
    'Geben Sie drei Zahlen ein, zum Beispiel 0.485, 0.456, 0.406, oder eine für alle Kanäle.',
  giveDeviation: 'Geben Sie Abweichungen über 0 ein, denn durch sie wird geteilt.',
  cropTooLarge: (width, height, side) =>
    `Der Ausschnitt von ${width} × ${height} passt nicht in ein Bild, dessen kürzere Seite ${side} ist. Geben Sie ${Math.max(width, height)} oder mehr ein.`,

  notApplied: 'Noch nicht übernommen. Der Text oben beschreibt weiterhin die Eingabe.',
  applied:
    'Jede Änderung führt das Netz erneut aus. Das rechte Bild ist genau die Eingabe des Netzes.',
  appliedAlone: 'Jede Änderung führt das Netz erneut aus.',
  restore: 'Modellwerte wiederherstellen',
};
