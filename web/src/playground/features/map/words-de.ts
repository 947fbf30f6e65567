import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { MapWords } from './words-en.js';

export const words: Translated<MapWords> = {
  mapLabel:
    'Karte des Netzes. Die Pfeiltasten führen durch seine Schichten und Blöcke, die Eingabetaste öffnet sie.',

  previousMatch: 'Vorheriger Treffer',
  nextMatch: 'Nächster Treffer',
  noMatch: 'kein Treffer',
  matches: (matches) => `${count(matches)} Treffer`,
  match: (match, matches) => `${count(match)} von ${count(matches)}`,

  save: 'Als PNG speichern',
  caption: 'Karte',
  blocks: (blocks) => `${count(blocks)} ${blocks === 1 ? 'Block' : 'Blöcke'}`,
  openAll: 'Alle öffnen',
  closeAll: 'Alle schließen',

  maps: (height, width) => `Maps von ${height} × ${width}`,
  vectors: 'Vektoren',
  allLayers: 'Alle Schichten dieser Größe',
  layers: (layers) => `${count(layers)} ${layers === 1 ? 'Schicht' : 'Schichten'}`,
  kinds: {
    residual: 'Residual',
    'inverted residual': 'Inverted Residual',
    inception: 'Inception',
    fire: 'Fire',
    dense: 'Dense',
    'squeeze and excite': 'Squeeze-and-Excite',
    branched: 'Verzweigt',
    module: 'Modul',
  },
  block: (kind, number) => `${kind} ${number}`,
  ownScales: 'Jede Schicht oder jede Map hat ihre eigene Farbskala.',
  range: (low, high) => `${low} bis ${high}`,
};
