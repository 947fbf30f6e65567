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
  found: (layers) => `${count(layers)} gefunden`,
  does: {
    residual: 'eine Abkürzung addiert, was hineingeht, zu dem, was die Schichten daraus machen',
    'inverted residual': '',
    inception: 'Kernel verschiedener Größen nebeneinander, ihre Maps werden verbunden',
    fire: 'erst weniger Kanäle, dann Kernel zweier Größen nebeneinander',
    dense: 'jede Schicht liest die Maps aller Schichten davor',
    'squeeze and excite': 'gewichtet jeden Kanal danach, was in seiner ganzen Map ist',
    branched: '',
    module: '',
  },
  invertedResidual: ({ from, between, to, isAdded }) => {
    const widens =
      between > from
        ? `weitet ${count(from)} Kanäle auf ${count(between)}`
        : `nimmt seine ${count(between)} Kanäle, wie sie sind`;
    const mixed = to === undefined ? '' : `, mischt sie zu ${count(to)}`;
    const added = isAdded ? ', dann addiert eine Abkürzung, was hineinging' : '';
    return `${widens}, betrachtet jeden mit einem eigenen Kernel (depthwise)${mixed}${added}`;
  },
  ownScales: 'Jede Schicht oder jede Map hat ihre eigene Farbskala.',
  notRead: 'Schichten, die noch nicht zu sehen waren, sind ohne ihre Feature-Maps gedruckt.',
  range: (low, high) => `${low} bis ${high}`,
};
