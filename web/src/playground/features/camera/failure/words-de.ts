import type { Translated } from '../../../kit/words.js';
import type { CameraFailureWords } from './words-en.js';

const otherPicture = 'Wählen Sie ein Bild aus einer Datei oder eines der Beispiele.';

export const words: Translated<CameraFailureWords> = {
  off: 'Die Kamera ist aus.',
  hidden: 'Die Kamera wurde ausgeschaltet, während diese Seite nicht zu sehen war.',
  unplugged: 'Die Kamera wurde ausgeschaltet oder abgezogen.',

  failed: 'Die Kamera konnte nicht verwendet werden',
  otherPicture,
  notAllowed: 'Diese Seite darf die Kamera nicht verwenden.',
  allow:
    'Erlauben Sie es in den Einstellungen des Browsers für diese Website und starten Sie die Kamera dann erneut.',
  notFound: 'Es wurde keine Kamera gefunden.',
  connect: `Schließen Sie eine Kamera an und starten Sie sie erneut. ${otherPicture}`,
  notReadable: 'Die Kamera wurde gefunden, liefert aber kein Bild.',
  otherProgram:
    'Vielleicht verwendet sie ein anderes Programm. Schließen Sie es und starten Sie die Kamera dann erneut.',
  aborted: 'Die Kamera wurde unerwartet beendet.',
  startAgain: 'Starten Sie die Kamera erneut.',
  notHere: 'Diese Seite darf die Kamera hier nicht verwenden.',
  notInside: 'Öffnen Sie die Seite in einem eigenen Tab, nicht innerhalb einer anderen Seite.',
  insecure:
    'Browser erlauben die Kamera nur auf Seiten, die über https oder von diesem Gerät kommen.',
  useHttps: 'Öffnen Sie diese Seite unter ihrer https-Adresse.',
  policy: 'Die Website oder die Seite, in der diese gezeigt wird, erlaubt die Kamera nicht.',
  ownTab: 'Öffnen Sie diese Seite in einem eigenen Tab.',
  noCameras: 'Dieser Browser lässt Seiten keine Kamera verwenden.',
  browserSays: (text) => `Der Browser meldet: ${text}.`,
  noRoom: 'kein Speicher für ein Bild',
};
