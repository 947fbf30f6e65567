import { count, magnitude } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { NetworkCardWords } from './words-en.js';

export const words: Translated<NetworkCardWords> = {
  heading: 'Netz',
  inside: (title) => `Im Inneren von ${title}`,
  tab: 'Netz',
  tabsLegend: 'Was vom Netz gezeigt wird',
  size: ({ layers, params, macs }) =>
    `${count(layers)} ${layers === 1 ? 'Schicht' : 'Schichten'} · ${count(params)} Parameter · ${magnitude(macs)} Multiply-Accumulates (MACs)`,
  stripLabel:
    'Schichten des Netzes. Die Pfeiltasten führen durch Schichten und Kanäle, die Eingabetaste vergrößert eine Map.',
  columnsHint:
    'Die Daten fließen von der Eingabe zur Antwort. Jede Schicht zeigt eine Map pro Kanal. Wählen Sie eine Zelle, um ihre Map zu vergrößern, oder ▸ über einer Schicht, um Schritt für Schritt zu sehen, wie ihre Zahlen berechnet werden.',
  columnsKeys:
    'Zeigen Sie auf eine Zelle, um zu sehen, wovon sie abhängt und was sie beeinflusst. S über einer Map ist dasselbe wie ▸, und die Pfeiltasten führen von Map zu Map.',
  valueAt: (channel, { y, x }, value) => `${channel}, y ${y}, x ${x}: ${value}`,
  mapHint:
    'Die Daten fließen von oben nach unten. Jede Schicht zeigt ihre stärksten Kanäle. Ein Kasten mit einem Plus enthält mehrere Schichten. Wählen Sie eine Schicht, um sie ganz zu sehen.',
  mapKeys:
    'Die Taste S über einer Schicht zeigt Schritt für Schritt, wie ihre Zahlen berechnet werden.',
  save: 'Als PNG speichern',
  inOnnx: (kind, op) => `${kind}, in ONNX ${op}`,
  leftOut: (nodes) => `Nicht ausgeführt: ${count(nodes)} Knoten der Datei hinter dieser Stelle`,
  moreLeftOut: (nodes) => `Und ${count(nodes)} weitere.`,
  noLayers: 'Dieses Netz hat keine Schichten, die gezeigt werden könnten.',
  fetching: 'Wird geladen …',
  loading: 'Die Schichten erscheinen hier, sobald das Netz geladen ist.',
  sizesLater: 'Die Größen seiner Schichten kommen mit dem ersten Lauf auf einem Bild.',
  noNetwork: 'Es ist kein Netz geladen.',
};
