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
  classMap: (classes) => `Eine Karte aus ${classes === 1 ? '1 Klasse' : `${classes} Klassen`}`,
  picture: (height, width) => `Ein Bild von ${height} × ${width}`,
  text: (text) => `„${text}“`,
  noText: 'Kein Text',
  outputs: (outputs) => (outputs === 1 ? 'Keine Liste von Klassen' : `${outputs} Ausgaben`),
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
  readAsClasses: (height, width) =>
    `Als Karte mit ${height} × ${width} Zellen gelesen: Jede enthält die Nummer ihrer Klasse und hat deren Farbe.`,
  readAsPicture: (black, white) => `Als Bild gelesen: ${black} ist schwarz, ${white} ist weiß.`,
  readAsText: (steps, characters) =>
    `Als Textzeile gelesen (CTC): von ${count(steps)} Schritten je das wahrscheinlichste der ${count(characters)} Zeichen der Datei, ohne Wiederholungen und Leerzeichen der Methode (Blanks).`,
  textScore: (share) => `Die Zeichen haben im Mittel einen Wert von ${share}.`,

  noKnownForm:
    'Dieses Netz endet nicht in einer Liste von Klassen. Was es ausgibt, steht darunter.',
  outputList: 'Ausgaben',
  range: (least, mean, largest) => `kleinster ${least}, Mittel ${mean}, größter ${largest}`,
  first: (values, hasMore) => `Werte: ${values}${hasMore ? ', …' : ''}`,
  value: (value) => `Wert: ${value}`,
  scalar: 'eine Zahl',
  noValues: 'Sie ist leer: Es steht kein Wert darin.',
  notFinite: (values) => `${values} NaN oder unendlich`,

  assumed: (shape) => `Das ist eine Annahme, die aus der Form der Ausgabe folgt: ${shape}.`,
  notBoxes: (shape) =>
    `Seine Ausgabe hat die Form von Rahmen (${shape}), aber die Zahlen sind keine Rahmen in Pixeln mit Werten von 0 bis 1.`,
  notNumbers: 'Seine Ausgabe enthält NaN oder Unendlich.',
};
