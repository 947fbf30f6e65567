import { html } from 'lit/html.js';
import { count } from '../../../kit/format.js';
import type { Translated } from '../../../kit/words.js';
import type { WhyPanelWords } from './words-en.js';

type Moved = Parameters<WhyPanelWords['answer']>[0];

const moved = ({ name, before, after, way }: Moved) => {
  const at = html`<strong class="number">${after}</strong>`;
  if (way === 'keeps') return html`bleibt ${name} bei ${at}`;
  const verb = way === 'lowers' ? 'sinkt' : 'steigt';
  return html`${verb} ${name} von <strong class="number">${before}</strong> auf ${at}`;
};

export const words: Translated<WhyPanelWords> = {
  why: 'Warum',
  ratherThan: 'und nicht',
  anyOther: 'eine andere',
  mostProbable: (classes) => `Die ${classes} wahrscheinlichsten`,
  othersByName: 'Alle anderen nach Namen',

  methodLegend: 'Verfahren',
  methods: { exact: 'Exakte Beiträge', occlusion: 'Verdeckungstest' },
  notLinear:
    'Die letzten Schichten dieses Netzes sind nicht linear in seinen letzten Feature-Maps, daher lassen sich keine exakten Beiträge berechnen. Der Verdeckungstest funktioniert bei jedem Netz.',

  noPicture: 'Sobald ein Bild klassifiziert ist, ist hier zu sehen, warum es diese Klasse ist.',
  noPrediction:
    'Dieser Lauf ergab keine Vorhersage, also gibt es keine Klasse, nach der sich fragen lässt.',
  noClasses:
    'Dieses Netz gibt keine Liste von Klassen aus, also gibt es keine Klasse, nach der sich fragen lässt.',

  answer: (one, other) =>
    other
      ? html`Wird der eingerahmte Teil verdeckt, ${moved(one)} und ${moved(other)}.`
      : html`Wird der eingerahmte Teil verdeckt, ${moved(one)}.`,
  compared: (one, parts) =>
    html`Wird ein zufälliger anderer Teil derselben Größe verdeckt, ${moved(one)} (Mittel von ${parts}).`,
  testing: 'Die Teile, die am meisten beitragen, werden verdeckt, um zu sehen, was das ändert.',
  howTested: (parts) =>
    `Von den ${parts} Teilen, die laut Karte am meisten beitragen, zeigt der Rahmen den, dessen Verdecken am meisten ausmacht.`,
  untested: 'Was das Verdecken des stärksten Teils ändert, ließ sich nicht messen.',

  deciding: {
    picture: ({ ahead, behind, lead, cells, bias }) =>
      html`Der Vorsprung von ${ahead} vor ${behind} ist ${lead}. Das Bild trägt ${cells} davon bei, mehr als die
        ${bias} des Bias.`,
    bias: ({ ahead, behind, lead, cells, bias }) =>
      html`Der Vorsprung von ${ahead} vor ${behind} ist ${lead}. Der Bias, der für jedes Bild derselbe ist, trägt ${bias} davon
        bei, mehr als die ${cells} dieses Bildes.`,
    againstBias: ({ ahead, behind, lead, cells, bias }) =>
      html`Der Vorsprung von ${ahead} vor ${behind} ist ${lead}. Das Bild spricht mit ${cells} für ${ahead}, was den
        Bias von ${bias} für ${behind} überwiegt.`,
    againstPicture: ({ ahead, behind, lead, cells, bias }) =>
      html`Der Vorsprung von ${ahead} vor ${behind} ist ${lead}. Er kommt allein vom Bias, der bei jedem Bild ${bias}
        beiträgt. Dieses Bild selbst spricht für ${behind}, mit ${cells}.`,
  },

  occlusion: ({ name, other, largest }) => {
    const what =
      other === undefined
        ? html`die Wahrscheinlichkeit von ${name}`
        : html`der Vorsprung von ${name} vor ${other}`;
    return html`Ein grauer Kasten verdeckt die Teile des Bildes der Reihe nach, und jede Stelle zeigt das Mittel aller
      Kästen, die sie verdecken. Wo die Karte orange ist, sinkt ${what} durch das Verdecken, in diesem Mittel um bis zu
      ${largest} Prozentpunkte. Wo sie blau ist, steigt der Wert.`;
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
  cell: ({ y, x }, value, { name, other }) =>
    other === undefined
      ? `y ${y}, x ${x}: trägt ${value} zum Score von ${name} bei`
      : `y ${y}, x ${x}: trägt ${value} zum Vorsprung von ${name} vor ${other} bei`,
  cellLoss: ({ y, x }, loss, amount, { name, other }) => {
    const what = other === undefined ? name : `den Vorsprung von ${name} vor ${other}`;
    if (loss === 0) return `y ${y}, x ${x}: Verdecken ändert nichts an ${what}`;
    const way = loss > 0 ? 'senkt' : 'hebt';
    return `y ${y}, x ${x}: Verdecken ${way} ${what} um ${amount} Prozentpunkte`;
  },
  speaksFor: ({ name }) => `für ${name}`,
  speaksAgainst: ({ name, other }) => (other === undefined ? `gegen ${name}` : `für ${other}`),
  raisesBy: (amount) => `hebt um ${amount}`,
  lowersBy: (amount) => `senkt um ${amount}`,
  scoreLegend: 'Was eine Zelle zum Score beiträgt',
  probabilityLegend: 'Was das Verdecken eines Teils bewirkt, in Prozentpunkten',

  opacity: 'Deckkraft',
  smooth: 'Weichzeichnen',
  save: 'Als PNG speichern',
  caption: 'warum',
};
