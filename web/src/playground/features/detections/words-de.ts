import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { DetectionsWords } from './words-en.js';

const scores = (classes: number) =>
  classes === 1 ? '1 Klassenwert' : `${count(classes)} Klassenwerte`;

export const words: Translated<DetectionsWords> = {
  classNumber: (index) => `Klasse ${index}`,
  channelNumber: (index) => `Kanal ${index}`,

  found: (boxes) => (boxes === 1 ? '1 Rahmen' : `${boxes} Rahmen`),
  noneFound: (least) => `Kein Rahmen mit einem Wert von mindestens ${least}`,
  map: (channels) =>
    channels === 1 ? 'Eine Heatmap' : `Eine Karte aus ${count(channels)} Kanälen`,
  unusable: 'Dieses Netz endet nicht in einer Liste von Klassen.',
  more: (rows) => `${count(rows)} weitere`,
  list: 'Was gefunden wurde',
  figure: (picture, what) => `${picture}: ${what}`,

  readAsBoxes: (classes, hasObjectScore) =>
    hasObjectScore
      ? `Als Rahmen gelesen: x, y, Breite, Höhe, ein Wert dafür, dass dort ein Objekt ist, dann ${scores(classes)}.`
      : `Als Rahmen gelesen: x, y, Breite, Höhe, dann ${scores(classes)}.`,
  chosen: (least, shared) =>
    `Gezeigt werden Rahmen mit einem Wert von mindestens ${least}. Wo sich Rahmen derselben Klasse um mehr als ${shared} überlappen (Schnitt durch Vereinigung), wird nur der beste gezeigt.`,
  readAsMap: (channels, height, width) =>
    `Als Karte gelesen: ${count(channels)} Kanäle mit ${height} × ${width} Zellen. Jede Zelle hat die Farbe des Kanals mit dem größten Wert.`,
  readAsHeat: (height, width, least, largest) =>
    `Als Heatmap mit ${height} × ${width} Zellen gelesen: von ${least} (durchsichtig) bis ${largest} (orange).`,
  assumed: (shape) => `Das ist eine Annahme, die aus der Form der Ausgabe folgt: ${shape}.`,
  notBoxes: (shape) =>
    `Seine Ausgabe hat die Form von Rahmen (${shape}), aber die Zahlen sind keine Rahmen in Pixeln mit Werten von 0 bis 1.`,
  notNumbers: 'Seine Ausgabe enthält NaN oder Unendlich.',
};
