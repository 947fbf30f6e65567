import type { Translated } from '../../kit/words.js';
import type { EmbedWords } from './words-en.js';

export const words: Translated<EmbedWords> = {
  title: 'Diese Ansicht in eine eigene Seite einbetten',
  layerTitle: 'Diese Schicht in eine eigene Seite einbetten',
  about:
    'Diese Zeilen zeigen Netz und Bild lebendig auf einer eigenen Seite: Das Netz läuft im Browser Ihrer Leser. Was Sie hier gemalt, geändert oder eingestellt haben, steht nicht darin.',
  leftOut: (tab) => `„${tab}“ lässt sich nicht einbetten: Die Zeilen zeigen das Netz selbst.`,
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
  own: (names) =>
    `Die Zeilen nennen Dateien von Ihnen: ${names}. Legen Sie sie neben Ihre Seite, oder schreiben Sie stattdessen deren Adressen.`,
  ownInFrame: (names) =>
    `Die Zeilen nennen Dateien von Ihnen: ${names}. Ein Rahmen braucht statt jeder ihre ganze Adresse (https), auf einem Server, der diese Website sie abrufen lässt (CORS).`,
  notShared:
    'Der Server dieser Website lässt Seiten anderer Websites ihre Skripte vielleicht nicht laden: Er hat hier kein „Access-Control-Allow-Origin“ gesendet. Probieren Sie diese Zeilen auf Ihrer Seite aus; wenn nichts kommt, nehmen Sie den iframe, oder legen Sie eine Kopie der Dateien auf Ihre eigene Website.',
  page: 'CNN Playground',
  instead: (title) => `${title}, lebendig in CNN Playground`,
  picture: (network, layer) => (layer === undefined ? network : `${network}, ${layer}`),
};
