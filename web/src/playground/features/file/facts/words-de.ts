import type { Translated } from '../../../kit/words.js';
import type { FactsWords } from './words-en.js';

const nodes = (count: number) => (count === 1 ? '1 Knoten' : `${count} Knoten`);

export const words: Translated<FactsWords> = {
  format: 'Format',
  by: 'Geschrieben von',
  version: 'Version',
  changed: 'Geändert',
  changedSays: 'Dieses Netz wurde nach dem Training geändert.',
  measuredBefore: 'Wie oft es richtig liegt, wurde vorher gemessen.',
  opsets: 'Opsets',
  graph: 'Graph',
  functions: 'Funktionen',
  modules: 'Module',
  weights: 'Gewichte',
  network: 'Netz',
  path: 'Gefunden unter',
  fed: 'Bild als',
  outputs: 'Ausgaben',
  assumed: 'Angenommen',

  onnxFormat: (irVersion, size) => `ONNX, IR-Version ${irVersion}, ${size}`,
  notSaid: 'Die Datei sagt es nicht.',
  nodes: (graph, count) => (graph === '' ? nodes(count) : `${graph}, ${nodes(count)}`),
  noWeights: 'Keine in dieser Datei',
  runsInFloat32: (weights, type) => `${weights}. ${type} wird in float32 gerechnet.`,
  andMore: (names, more) => `${names} und ${more} weitere`,
  fedAs: (type, layout, shape) => `${type}, ${layout}, ${shape}`,
  value: (name, type, shape) => `${name}: ${type}, ${shape}`,
  assumptions: (assumptions) =>
    assumptions === 0
      ? 'Nichts: Die Gewichte verraten alles über dieses Netz.'
      : `${assumptions === 1 ? '1 Wert' : `${assumptions} Werte`}, die Gewichte nicht verraten. Sie stehen unter „Gewichte von“.`,
  openSizes: (shape) =>
    `Die Datei lässt Größen der Eingabe offen (−1): ${shape}. Sie richten sich danach, wie das Bild vorbereitet wird.`,
};
