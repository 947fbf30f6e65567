import { html } from 'lit/html.js';
import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { WhyWords } from './words-en.js';

export const words: Translated<WhyWords> = {
  tab: 'Warum diese Klasse',
  class: (index) => `Klasse ${index}`,

  why: 'Warum',
  ratherThan: 'und nicht',
  anyOther: 'eine andere',

  methodLegend: 'Verfahren',
  methods: { exact: 'Exakte Beiträge', occlusion: 'Verdeckungstest' },
  notLinear:
    'Die letzten Schichten dieses Netzes sind nicht linear in seinen letzten Feature-Maps, daher lassen sich keine exakten Beiträge berechnen. Der Verdeckungstest funktioniert bei jedem Netz.',

  noPicture: 'Sobald ein Bild klassifiziert ist, ist hier zu sehen, warum es diese Klasse ist.',
  noPrediction:
    'Dieser Lauf ergab keine Vorhersage, also gibt es keine Klasse, nach der sich fragen lässt.',
  noClasses:
    'Dieses Netz gibt keine Liste von Klassen aus, also gibt es keine Klasse, nach der sich fragen lässt.',

  occlusion: ({ name, other, largest }) => {
    const what =
      other === undefined
        ? html`die Wahrscheinlichkeit von ${name}`
        : html`der Vorsprung von ${name} vor ${other}`;
    return html`Ein grauer Kasten verdeckt die Teile des Bildes der Reihe nach. Orange: Ist dieser Teil
      verdeckt, sinkt ${what}. Blau: Der Wert steigt. Größte Änderung: ${largest} Prozentpunkte.`;
  },
  exact: ({ name, other, height, width, cells, bias, sum, logit }) => {
    const what =
      other === undefined
        ? html`zum Score von ${name}`
        : html`zum Vorsprung von ${name} vor ${other}`;
    return html`Die Karte zeigt, was jede der ${height} × ${width} Zellen der letzten Feature-Maps vor dem
      Softmax ${what} beiträgt. Alle Zellen zusammen tragen ${cells} bei und der Bias ${bias}, das
      ergibt ${sum}. Das Netz selbst berechnet ${logit}.`;
  },

  cover: 'Teile der Reihe nach verdecken',
  coverAgain: 'Neu beginnen',
  coverHint:
    'Das Netz läuft dafür etwa 144-mal und braucht keine Gradienten, daher funktioniert es bei jedem Netz.',
  covered: (done, total) =>
    `${count(done)} von ${count(total)} ${total === 1 ? 'Teil' : 'Teilen'} verdeckt`,
  coveredLabel: 'Verdeckte Teile',
  cancel: 'Abbrechen',

  channelsHeading: 'Kanäle, die am meisten beitragen',
  channel: (channel) => `Kanal ${channel}`,

  mapRole: 'Karte der Beiträge',
  mapLabel: 'Die Eingabe des Netzes, darüber die Beiträge. Die Pfeiltasten lesen eine Zelle ab.',
  cellHint: 'Zeigen Sie auf eine Zelle, um ihren Beitrag abzulesen.',
  cell: ({ y, x }, value) => `y ${y}, x ${x}: ${value}`,
  points: (amount) => `${amount} Prozentpunkte`,
  scoreLegend: 'Beitrag einer Zelle zum Score',
  probabilityLegend: 'Verlust an Wahrscheinlichkeit',

  opacity: 'Deckkraft',
  smooth: 'Weichzeichnen',
  save: 'Als PNG speichern',
  caption: 'warum',
};
