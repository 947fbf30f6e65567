import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { ModelsWords } from './words-en.js';

export const words: Translated<ModelsWords> = {
  heading: 'Modelle',
  close: 'Schließen',
  list: 'Liste der Modelle',
  included: 'Enthalten',
  includedNote:
    'Diese Netze kommen mit der Seite. Ihre Genauigkeiten gelten für Bilder, mit denen sie nicht trainiert wurden.',
  ownNote:
    'Diese haben Sie aus Dateien geöffnet. Sie bleiben in diesem Browser, nur auf diesem Gerät, bis Sie sie am Fuß der Seite vergessen lassen.',
  ownNotKept:
    'Netze, die Sie aus Dateien öffnen, werden nicht behalten, wie Sie am Fuß der Seite gewählt haben: Sobald ein anderes Netz offen ist, öffnen Sie ihre Datei noch einmal.',
  onDemand: 'Auf Abruf',
  onDemandNote: (hosts) =>
    `Die meisten davon kennen die 1 000 Klassen von ImageNet. Ein Download kommt von ${hosts}, wird anhand seiner SHA-256-Prüfsumme geprüft und bleibt für das nächste Mal in diesem Browser. Nur die Anfrage nach der Datei verlässt dieses Gerät. Die Genauigkeiten sind die Angaben der Urheber der Modelle.`,

  shown: 'Angezeigt',
  open: 'Öffnen',
  download: (size) => (size === '' ? 'Herunterladen' : `Herunterladen, ${size}`),
  remove: 'Entfernen',
  removeLabel: (title) => `${title} von diesem Gerät entfernen`,
  buttonLabel: (text, title) => `${text}: ${title}`,
  onDevice: 'auf diesem Gerät',
  linked: 'Ihr Link fragt nach diesem',
  correct: (share, pictures) =>
    pictures
      ? `${share} richtig bei ${count(pictures)} ${pictures === 1 ? 'Bild' : 'Bildern'}`
      : `${share} richtig`,

  openFile: 'Eine eigene Datei öffnen (.onnx, .pth, .safetensors)…',
  kept: (downloads, size) =>
    `${count(downloads)} ${downloads === 1 ? 'Download' : 'Downloads'} auf diesem Gerät, ${size}.`,
  noneKept: 'Keine Downloads auf diesem Gerät.',
};
