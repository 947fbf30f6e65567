import type { Translated } from '../../kit/words.js';
import type { InputFormWords, Preparation } from './words-en.js';

function prepared(of: Preparation): string {
  const { resize, crop, order, divisor, mean, deviation } = of;
  const size = `${crop.width} × ${crop.height}`;
  const cut =
    resize === undefined
      ? `Die mittleren ${size} Pixel werden ausgeschnitten.`
      : `Die kürzere Seite wird auf ${resize} px skaliert, dann werden die mittleren ${size} Pixel ausgeschnitten.`;
  const steps = [
    ...(divisor === undefined ? [] : [`durch ${divisor} geteilt`]),
    ...(mean === undefined ? [] : [`um den Mittelwert ${mean} verringert`]),
    ...(deviation === undefined ? [] : [`durch die Standardabweichung ${deviation} geteilt`]),
  ];
  const last = steps.pop();
  const values = order === undefined ? 'Die Grauwerte' : `Die ${order}-Werte`;
  const scaled =
    last === undefined
      ? `${values} liegen zwischen 0 und 255.`
      : `${values} von 0 bis 255 werden ${steps.length > 0 ? `${steps.join(', ')} und ` : ''}${last}.`;
  return [cut, scaled, ...(of.channelsLast ? ['Die Kanäle stehen zuletzt.'] : [])].join(' ');
}

export const words: Translated<InputFormWords> = {
  input: 'Eingabe:',
  prepared,

  shorterSide: 'Kürzere Seite, px',
  crop: 'Ausschnitt',
  fixedCrop: (width, height) => `${width} × ${height}, vom Netz vorgegeben`,
  cropHeight: 'Ausschnitthöhe, px',
  cropWidth: 'Ausschnittbreite, px',
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
  restore: 'Modellwerte wiederherstellen',
};
