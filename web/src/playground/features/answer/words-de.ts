import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { AnswerWords } from './words-en.js';

export const words: Translated<AnswerWords> = {
  heading: 'Vorhersage',
  about: 'Zur Vorhersage',

  sayLoading: 'Wird geladen.',
  sayCamera: 'Die Kamera ist an.',
  sayAnswer: (picture, headline) => `${picture}: ${headline}.`,
  sayNoClasses: (picture) =>
    `${picture}: Das Netz wurde ausgeführt, aber seine Ausgabe ist keine Liste von Klassen.`,
  sayNotFinite: (picture) =>
    `${picture}: Keine Vorhersage. Das Netz hat NaN oder Unendlich berechnet.`,

  loading: 'Wird geladen …',
  noPrediction: 'Keine Vorhersage',
  noClasses: 'Dieses Netz endet nicht in einer Liste von Klassen.',
  notFinite: 'Keine Vorhersage: Das Netz hat NaN oder Unendlich berechnet.',
  notTrusted: 'Den Werten danach ist nicht zu trauen.',
  finiteAgain: 'Die Werte am Ende sind wieder endlich, aber keine Antwort.',
  checkInput:
    'Prüfen Sie, wie Bilder zur Eingabe des Netzes werden und ob die Datei ein Gewicht enthält, das NaN oder unendlich ist.',
  checkChange:
    'Sie haben dieses Netz geändert: Nehmen Sie Ihre letzte Änderung zurück, und sehen Sie, ob es wieder endlich ist.',

  closest: (title, classes) => `${title} muss eine von ${classes} wählen:`,
  unfamiliarLead: 'Anders als im Training',
  unfamiliarOf: (title) => `${title}: anders als im Training`,
  unfamiliar:
    'Dieses Bild ist anders als die Bilder, mit denen das Netz trainiert wurde. Verlassen Sie sich nicht auf die Antwort.',
  unfamiliarErrors: (flagged, missed) =>
    `(Diese Warnung ist nicht immer richtig: Sie erscheint bei ${flagged} der Bilder, die den Trainingsbildern gleichen, und fehlt bei ${missed} der anderen.)`,

  others: (classes, share) =>
    classes === 1
      ? `1 weitere Klasse hat ${share}.`
      : `${count(classes)} weitere Klassen haben zusammen ${share}.`,
  calibrated: (raw) =>
    `Die Prozentwerte sind kalibriert: Von vielen Antworten mit 80 % sind etwa 80 % richtig. Der Softmax des Netzes selbst ergibt ${raw}.`,
  calibratedElsewhere: (raw) =>
    `Die Prozentwerte sind für Bilder kalibriert, die den Trainingsbildern gleichen. Hier sagen sie also wenig. Der Softmax des Netzes selbst ergibt ${raw}.`,
  softmaxAdded:
    'Das Netz endet in Logits. Diese Seite hat sie mit Softmax in Wahrscheinlichkeiten umgerechnet.',

  labelsFrom: (file) => `Die Klassennamen stammen aus ${file}.`,
  labelsAssumed: (whose, classes) =>
    `Die Datei benennt ihre ${count(classes)} Klassen nicht. Dies sind die Namen von ${whose}, was eine Annahme ist.`,
  labelsGuessed: (classes) =>
    `Die Datei benennt ihre ${count(classes)} Klassen nicht. Diese Namen sind geraten.`,
  labelsFromModel: 'Die Klassennamen stammen aus der Modelldatei.',
  noLabels: 'Das Modell benennt seine Klassen nicht, deshalb sind sie nummeriert.',
  chooseLabels: 'Liste von Namen verwenden …',
};
