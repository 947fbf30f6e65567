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

type Question = Parameters<WhyPanelWords['speaksAgainst']>[0];

/** What is looked at, as the object of a sentence. */
const object = ({ name, other }: Question): string =>
  other === undefined ? name : `den Vorsprung von ${name} vor ${other}`;

export const words: Translated<WhyPanelWords> = {
  why: 'Warum',
  ratherThan: 'und nicht',
  noOther: 'keine bestimmte Klasse',
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
  compared: ({ name, after, way }, parts, raised) => {
    const verb = { lowers: 'sinkt', raises: 'steigt', keeps: 'bleibt' }[way];
    const raise = raised === 1 ? 'mit einem von ihnen steigt' : `mit ${raised} von ihnen steigt`;
    const each = raised === parts ? 'mit jedem von ihnen steigt' : raise;
    return html`Wird stattdessen ein zufälliger anderer Teil derselben Größe verdeckt, ${verb} ${name}
      ${way === 'keeps' ? 'bei' : 'auf'} <strong class="number">${after}</strong> (Mittel von
      ${parts}${raised === 0 ? '' : `, ${each} der Wert`}).`;
  },
  verdicts: {
    decides: (_, first) =>
      `Die Antwort hängt also an diesem Teil: Ohne ihn ist die erste Antwort ${first}.`,
    matters: (of) =>
      `Dieser Teil zählt also: Ihn zu verdecken, senkt ${object(of)} stärker als das Verdecken irgendeines der zufälligen Teile.`,
    noMore: (of) =>
      `Dieser Teil zählt also nicht mehr als andere: Auch ein zufälliger Teil senkt ${object(of)} ebenso stark oder stärker.`,
    little: (of) =>
      `Die Antwort hängt also an keinem dieser Teile allein: ${of.other === undefined ? of.name : `Der Vorsprung von ${of.name} vor ${of.other}`} verliert jedes Mal weniger als 5 Prozentpunkte.`,
    slight: (of) => `Keiner dieser Teile senkt also ${object(of)} um 5 Prozentpunkte oder mehr.`,
    unlikely: ({ name }) =>
      `${name} hat von vornherein weniger als 5 %, also kann das Verdecken eines Teils wenig kosten.`,
    raises: ({ name, other }) =>
      other === undefined
        ? `Dieser Teil spricht also nicht für ${name}: Ohne ihn hätte ${name} mehr.`
        : `Dieser Teil spricht also nicht für ${name}: Ohne ihn ist der Vorsprung vor ${other} größer.`,
  },
  testing: 'Die Teile, die am meisten beitragen, werden verdeckt, um zu sehen, was das ändert.',
  howTested: (parts) =>
    `Wie der Rahmen gewählt ist: Die ${parts} Teile, die laut Karte am meisten beitragen, wurden einzeln verdeckt. Er zeigt den, dessen Verdecken am meisten kostet.`,
  untested: 'Was das Verdecken des stärksten Teils ändert, ließ sich nicht messen.',
  covering: 'Die Teile des Bildes werden verdeckt, um zu sehen, an welchen die Antwort hängt.',
  notCovered: 'Verdecken Sie die Teile des Bildes, um zu sehen, an welchen die Antwort hängt.',

  score: ({ name, sum, cells, bias }) =>
    html`Der Score von ${name} vor dem Softmax ist ${sum}: Das Bild trägt ${cells} bei, der Bias, der für jedes Bild
      derselbe ist, ${bias}.`,
  deciding: {
    picture: ({ ahead, behind, lead, cells, bias }) =>
      html`Vor dem Softmax liegt ${ahead} um ${lead} vor ${behind}. Das Bild trägt ${cells} davon bei, mehr als die
        ${bias} des Bias, der für jedes Bild derselbe ist.`,
    bias: ({ ahead, behind, lead, cells, bias }) =>
      html`Vor dem Softmax liegt ${ahead} um ${lead} vor ${behind}. Der Bias, der für jedes Bild derselbe ist, trägt
        ${bias} davon bei, mehr als die ${cells} dieses Bildes.`,
    againstBias: ({ ahead, behind, lead, cells, bias }) =>
      html`Vor dem Softmax liegt ${ahead} um ${lead} vor ${behind}. Das Bild spricht mit ${cells} für ${ahead}, was den
        Bias von ${bias} für ${behind} überwiegt.`,
    againstPicture: ({ ahead, behind, lead, cells, bias }) =>
      html`Vor dem Softmax liegt ${ahead} um ${lead} vor ${behind}. Das kommt allein vom Bias, der bei jedem Bild
        ${bias} beiträgt. Dieses Bild selbst spricht für ${behind}, mit ${cells}.`,
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
  exact: ({ name, other, height, width }) => {
    const what =
      other === undefined ? `zum Score von ${name}` : `zum Vorsprung von ${name} vor ${other}`;
    return `Die Karte zeigt, wo: was jede der ${height} × ${width} Zellen der letzten Feature-Maps ${what} beiträgt.`;
  },
  byNetwork: (logit) => html`Das Netz selbst berechnet ${logit}.`,

  cover: 'Teile der Reihe nach verdecken',
  coverAgain: 'Neu beginnen',
  coverHint:
    'Ein grauer Kasten verdeckt einen Teil nach dem anderen, und das Netz läuft jedes Mal neu, etwa 144-mal. Das funktioniert bei jedem Netz.',
  covered: (done, total) =>
    `${count(done)} von ${count(total)} ${total === 1 ? 'Teil' : 'Teilen'} verdeckt`,
  coveredLabel: 'Verdeckte Teile',
  cancel: 'Abbrechen',

  channelsHeading: 'Kanäle, die am meisten beitragen',
  channelsHint: (channels, { name, other }) => {
    const what =
      other === undefined ? `zum Score von ${name}` : `zum Vorsprung von ${name} vor ${other}`;
    return `Was jeder der ${count(channels)} Kanäle der letzten Feature-Maps ${what} beiträgt. Geordnet nach Größe, ohne Rücksicht auf das Vorzeichen.`;
  },
  otherChannels: (channels) =>
    channels === 1 ? 'der andere' : `die anderen ${count(channels)} zusammen`,
  channel: (channel) => `Kanal ${channel}`,

  mapRole: 'Karte der Beiträge',
  mapLabel: 'Die Eingabe des Netzes, darüber die Beiträge. Die Pfeiltasten lesen eine Zelle ab.',
  mapComes: 'Die Karte erscheint über dem Bild, während seine Teile verdeckt werden.',
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
