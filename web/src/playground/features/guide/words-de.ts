import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { GuideWords } from './words-en.js';

export const words: Translated<GuideWords> = {
  label: 'Vom Bild zur Antwort',
  step: (step, steps) => `Schritt ${step} von ${steps}`,
  steps: 'Schritte',
  stepLabel: ({ step, title, isDone }) => `Schritt ${step}, ${title}${isDone ? ', erledigt' : ''}`,
  again: 'Diese Schicht wieder öffnen',
  back: 'Zurück',
  next: 'Weiter',
  done: 'Fertig',
  end: 'Rundgang beenden',
  right: (answer) => `Richtig: ${answer}.`,
  wrong: (answer) => `Nicht ganz: ${answer}.`,
  showAnswer: 'Die Antwort zeigen',
  shown: (answer) => `Die Antwort: ${answer}.`,
  askMaps: ({ name, maps, channels }) =>
    `${name} hat ${maps === 1 ? 'einen Kernel' : `${count(maps)} Kernel`}, und die Eingabe hat ${channels === 1 ? 'einen Kanal' : `${count(channels)} Kanäle`}. Wie viele Maps entstehen?`,
  maps: (maps) => (maps === 1 ? 'eine Map' : `${count(maps)} Maps`),
  askBelowZero: (name) => `Was macht ${name} aus Zahlen unter null?`,
  belowZero: ['sie werden 0', 'sie verlieren ihr Vorzeichen', 'sie bleiben, wie sie sind'],
  askShare: (name) => `${name} macht die Maps kleiner. Welcher Teil der Zahlen bleibt übrig?`,
  shares: ['die Hälfte', 'ein Viertel', 'ein Achtel'],
  askView: ({ name, side }) =>
    `Ein Kernel von ${name} deckt ${side} × ${side} Zellen der Schicht davor ab, und jede von ihnen wurde selbst aus mehreren Zellen berechnet. Von wie vielen Zellen der Eingabe kann eine Zelle von ${name} abhängen?`,

  picture: (name) => ({
    title: 'Das Bild',
    text: `Alles auf dieser Seite wird auf diesem Gerät aus diesem Bild berechnet, „${name}“. Sie können jederzeit ein anderes wählen, alle Zahlen folgen.`,
  }),
  input: (shape, how) => ({
    title: 'Was das Netz erhält',
    text: `Ein Netz braucht eine Eingabe fester Größe. ${how} Das ergibt ${shape} Zahlen: eine Map pro Farbe.`,
  }),
  network: (layers) => ({
    title: 'Das ganze Netz',
    text: `Das sind alle ${count(layers)} Schichten. Zahlen fließen von der Eingabe zur Antwort, und jede Schicht berechnet neue Maps aus denen davor. Die nächsten Schritte öffnen einige davon.`,
  }),
  convolution: ({ name, settings, shape, maps }) => ({
    title: 'Die erste Faltung',
    text: `${name} bewegt ${maps === 1 ? 'einen kleinen Kernel' : `${count(maps)} kleine Kernel`} über die Eingabe (${settings}). Jeder Kernel sucht ein Muster, etwa eine Kante oder eine Farbe, und zeichnet eine Karte davon, wo es vorkommt: ${shape}.`,
  }),
  sum: (name) => ({
    title: 'Eine Zahl ist eine Summe',
    text: `Jede Zahl von ${name} ist ein Ausschnitt der Eingabe mal einem Kernel, summiert über die Eingabekanäle, plus einem Bias. Die stärkste Zelle ist geöffnet: Ihre ganze Summe steht neben der Zahl, die das Netz berechnet hat.`,
  }),
  activation: ({ name, op, zeros, isCut, cut }) => ({
    title: 'Was erhalten bleibt',
    text: `${name} (${op}) rechnet mit jeder Zahl für sich. ${isCut ? 'Negative Zahlen werden 0, weitergegeben wird also nur, was gefunden wurde.' : 'Die Skala wird gekrümmt, damit mehrere Schichten hintereinander mehr können als eine einzelne.'}${zeros === undefined ? '' : ` Hier sind ${zeros} der Zahlen 0.`}${cut ? ` Von Kanal ${cut.channel}, der geöffnet ist, lagen ${cut.share} unter null: Vergleichen Sie ihn mit der Schicht davor.` : ''}`,
  }),
  smaller: ({ name, from, to }) => ({
    title: 'Kleinere Maps',
    text: `${name} macht aus ${from} nun ${to}. Ab hier zählt weniger, wo genau etwas war, und mehr, was es war.`,
  }),
  deeper: ({ name, shape, sees, most }) => {
    const part = sees
      ? `${sees.cells.join(' × ')} der ${sees.of.join(' × ')} Zellen der Eingabe`
      : 'einem größeren Teil der Eingabe';
    const shown = most
      ? `Geöffnet ist Kanal ${most.channel} von ${most.name}. Von allen Kanälen trägt er am meisten zum Score von ${most.label} bei: ${most.amount}.`
      : 'Die Maps zeigen nicht mehr Kanten, sondern Teile von Dingen.';
    return {
      title: 'Tiefere Schichten sehen mehr',
      text: `Eine Zelle von ${name} (${shape}) hängt von ${part} ab. ${shown}`,
    };
  },
  vector: ({ name, isMean, shape }) => ({
    title: 'Von Maps zu einer Liste',
    text: isMean
      ? `${name} bildet den Mittelwert jeder Map. Die ${shape} Zahlen sagen, wie viel es von jedem Muster gibt, gleich wo.`
      : `${name} stellt alle Zellen aller Maps in eine Reihe: ${shape} Zahlen.`,
  }),
  scores: ({ name, classes }) => ({
    title: 'Ein Score für jede Klasse',
    text: `${name} gewichtet diese Liste ${count(classes)}-mal, einmal für jede Klasse. Die Zahlen heißen Logits: Ein größerer Logit spricht stärker für die Klasse. Der größte ist geöffnet, mit der Summe dahinter.`,
  }),
  answer: (answer) => ({
    title: 'Die Antwort',
    text: `Softmax macht aus den Scores Wahrscheinlichkeiten, die zusammen 100% ergeben.${answer ? ` Die größte ist ${answer.label} mit ${answer.share}.` : ''}${answer?.calibrated ? ` Die Seite zeigt ${answer.calibrated}, weil sie ihre Prozentwerte kalibriert.` : ''}`,
  }),
  change: () => ({
    title: 'Sie sind dran',
    text: 'Wählen Sie „Bild bearbeiten“ und verdecken Sie einen Teil des Bildes oder übermalen Sie ihn: Die Maps und die Antwort folgen sofort. „Warum diese Klasse“ zeigt, welche Teile zählten.',
  }),
};
