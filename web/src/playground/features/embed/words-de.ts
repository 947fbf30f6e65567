import type { Translated } from '../../kit/words.js';
import type { EmbedWords } from './words-en.js';

export const words: Translated<EmbedWords> = {
  title: 'Diese Ansicht in eine eigene Seite einbetten',
  about:
    'Diese Zeilen zeigen auf einer eigenen Seite, was Sie jetzt sehen, und zwar lebendig: Das Netz läuft dann im Browser Ihrer Leser.',
  kinds: {
    element: 'Element',
    frame: 'iframe',
    sphinx: 'Sphinx',
    mkdocs: 'MkDocs',
    markdown: 'Markdown',
  },
  kind: 'Form',
  what: 'Was eingebettet wird',
  view: 'Was zu sehen ist',
  forms: { slide: 'Schritt für Schritt', patches: 'worauf sie reagiert' },
  notes: {
    element: 'Für jede Seite, die ein Skript von dieser Adresse laden darf.',
    frame:
      'Für Seiten, die keine fremden Skripte aufnehmen. Die zweite Zeile macht den Rahmen so hoch wie seinen Inhalt.',
    sphinx: 'Braucht die Erweiterung cnn_playground.py aus dem Ordner web/hosts dieses Projekts.',
    mkdocs: 'Braucht den Hook cnn_playground.py aus dem Ordner web/hosts dieses Projekts.',
    markdown:
      'Wo beides nicht geht: ein Bild, das hierher führt. Speichern Sie das Bild der Ansicht unter diesem Namen neben Ihrer Seite.',
  },
  code: 'Zeilen zum Kopieren',
  copy: 'Kopieren',
  own: 'Eigene Netze und Bilder stehen in keinem Link. Wählen Sie zum Einbetten eines, das zu dieser Seite gehört.',
  picture: (network, layer) => (layer === undefined ? network : `${network}, ${layer}`),
};
