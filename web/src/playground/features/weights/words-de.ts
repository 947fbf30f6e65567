import type { Translated } from '../../kit/words.js';
import type { WeightsWords } from './words-en.js';

export const words: Translated<WeightsWords> = {
  recognised: 'Gewichte von',
  about: (path) =>
    `Die Datei enthält nur Gewichte${path === '' ? '' : `, unter ${path}`}. Was sie nicht verraten, wurde angenommen; ändern Sie, was nicht stimmt.`,
  nothingAssumed: 'Die Gewichte verraten alles über dieses Netz.',
  yes: 'ja',
  no: 'nein',
  restore: 'Wie am Anfang',
  save: 'Als ONNX speichern',

  reading: (name) => `Die Gewichte in ${name} werden gelesen …`,
  title: (name) => `Gewichte in ${name}`,
  counts: (tensors, parameters) => `${tensors} Tensoren, ${parameters} Parameter`,
  under: (path) => `gefunden unter ${path}`,
  lines:
    'Diese Zeilen schreiben das Netz als .onnx-Datei, in Python, wo seine Klasse ist. Öffnen Sie dann diese Datei hier.',
  code: 'Python-Zeilen',
  copy: 'Kopieren',
  table: 'Tensoren',
  headings: {
    name: 'Name',
    shape: 'Form',
    type: 'Typ',
    min: 'Minimum',
    mean: 'Mittelwert',
    max: 'Maximum',
    std: 'Abweichung',
  },
  notFinite: (values) => `${values} NaN oder unendlich`,
  more: (tensors) => `und ${tensors} weitere`,
  kernels: (name, count) =>
    `Kerne von ${name} für den ersten Eingangskanal, ${count} an der Zahl, in Farben bis zum größten Gewicht der Schicht: orange über 0, blau darunter.`,
  showKernels: (name) => `Kerne von ${name} zeigen`,
};
