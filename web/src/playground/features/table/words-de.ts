import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { TableWords } from './words-en.js';

export const words: Translated<TableWords> = {
  tab: 'Tabelle',
  headings: {
    order: '#',
    name: 'Schicht',
    op: 'Operator',
    params: 'Parameter',
    macs: 'MACs',
    ms: 'Zeit',
    bytes: 'Ausgabe',
    min: 'Minimum',
    mean: 'Mittelwert',
    max: 'Maximum',
    zeros: 'Nullen',
  },
  label: 'Schichten des Netzes',
  figure: 'Spalte',
  caption: (heading) =>
    `Schichten des Netzes, sortiert nach ${heading}, mit Kosten, Zeiten und Werten für dieses Bild`,
  captionInOrder:
    'Schichten des Netzes in der Reihenfolge der Ausführung, mit Kosten, Zeiten und Werten für dieses Bild',
  copy: 'Als CSV kopieren',
  save: 'Als CSV speichern',
  matches: (rows, all) => `${count(rows)} von ${count(all)} ${all === 1 ? 'Schicht' : 'Schichten'}`,
  costsMost: (layer, time, macs) =>
    `${layer} kostet am meisten: ${time} der Zeit und ${macs} der Multiply-Accumulates.`,
  mostTime: (layer, share) => `${layer} braucht die meiste Zeit: ${share}.`,
  mostMacs: (layer, share) => `${layer} braucht die meisten Multiply-Accumulates: ${share}.`,
  mostParams: (layer, share) => `${layer} hat die meisten Parameter: ${share}.`,
  firstRun: 'Diese Zeiten stammen aus einem der ersten Läufe; spätere Läufe sind schneller.',
  oneRun: 'Diese Zeiten stammen aus einem Lauf.',
  medianTimes: (runs, beside) =>
    `Die Zeit jeder Schicht ist ihr Median von ${runs} warmen Läufen${beside}.`,
  layers: (layers) => `${count(layers)} ${layers === 1 ? 'Schicht' : 'Schichten'}`,
  shown: (shown) => `${count(shown)} gezeigt, die übrigen erscheinen beim Scrollen`,
  allNotFinite: 'Alle Werte sind NaN oder unendlich',
  notFinite: (values) =>
    values === 1
      ? 'Ohne 1 Wert, der NaN oder unendlich ist'
      : `Ohne ${count(values)} Werte, die NaN oder unendlich sind`,
};
