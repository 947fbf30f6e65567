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
  noStep: (step, steps) =>
    `Verlangt wird step=${step}, aber der Rundgang durch dieses Netz hat ${steps} Schritte: 0 bis ${steps - 1}. Gezeigt wird der letzte.`,
  askMaps: ({ name, maps, channels }) =>
    `Die Eingabe hat ${channels === 1 ? 'einen Kanal' : `${count(channels)} Kanäle`}, und ${name} bewegt ${maps === 1 ? 'einen Kernel' : `${count(maps)} Kernel`} darüber. Wie viele Feature-Maps gibt ${name} aus?`,
  maps: (maps) => (maps === 1 ? 'eine Feature-Map' : `${count(maps)} Feature-Maps`),
  askBelowZero: (name) => `Was macht ${name} aus Zahlen unter null?`,
  belowZero: ['sie werden 0', 'sie verlieren ihr Vorzeichen', 'sie bleiben, wie sie sind'],
  askShare: (name) =>
    `${name} macht die Maps kleiner. Wie viele Zahlen gibt die Schicht aus, verglichen mit denen, die sie erhält?`,
  shares: ['halb so viele', 'ein Viertel davon', 'ein Achtel davon'],
  askView: ({ name, of }) =>
    `Eine Zelle von ${name} wird aus einigen Zellen der Schicht davor berechnet, jede von ihnen aus einigen der Schicht davor, und so weiter bis zur Eingabe. Von wie vielen der ${of.join(' × ')} Zellen der Eingabe kann eine Zelle von ${name} abhängen?`,

  picture: (name) => ({
    title: 'Das Bild',
    text: `Alles auf dieser Seite wird auf diesem Gerät aus diesem Bild berechnet, „${name}“. Sie können jederzeit ein anderes wählen, alle Zahlen folgen.`,
  }),
  input: (shape, how, channels) => ({
    title: 'Was das Netz erhält',
    text: `Ein Netz braucht eine Eingabe fester Größe. ${how} Das ergibt ${shape} Zahlen: ${channels === 1 ? 'eine graue Map' : 'eine Map pro Farbe'}.`,
  }),
  network: (layers) => ({
    title: 'Das ganze Netz',
    text: `Das sind alle ${count(layers)} Schichten. Zahlen fließen von der Eingabe zur Antwort, und jede Schicht berechnet neue Maps aus denen davor. Die nächsten Schritte öffnen einige davon.`,
  }),
  convolution: ({ name, settings, shape, maps, channels }) => {
    const all = channels !== undefined && channels > 1;
    const reads = all ? `liest alle ${channels} Kanäle zugleich und ` : '';
    return {
      title: 'Die erste Faltung',
      text: `${name} bewegt ${maps === 1 ? 'einen kleinen Kernel' : `${count(maps)} kleine Kernel`} über die Eingabe (${settings}). Jeder Kernel ${reads}ergibt eine Feature-Map, die zeigt, wo sein Muster vorkommt, etwa eine Kante oder eine Farbe. Zusammen haben die Maps die Form ${shape}.`,
    };
  },
  sum: (name, hasBias) => ({
    title: 'Eine Zahl ist eine Summe',
    text: `Jede Zahl von ${name} ist ein Ausschnitt der Eingabe mal einem Kernel, summiert über die Eingabekanäle${hasBias ? ', plus einem Bias' : ''}. Die stärkste Zelle ist geöffnet: Ihre ganze Summe steht neben der Zahl, die das Netz berechnet hat.`,
  }),
  activation: ({ name, kind, zeros, isCut, ends, cut }) => {
    const limits =
      ends &&
      `Was außerhalb eines Bereichs liegt, wird zu dessen Ende: Hier reichen alle Zahlen von ${ends[0]} bis ${ends[1]}.`;
    const cuts =
      isCut && 'Negative Zahlen werden 0, weitergegeben wird also nur, was gefunden wurde.';
    const bends =
      'Die Skala wird gekrümmt, damit mehrere Schichten hintereinander mehr können als eine einzelne.';
    return {
      title: 'Was erhalten bleibt',
      text: `${name} (${kind}) rechnet mit jeder Zahl für sich. ${cuts || limits || bends}${zeros === undefined ? '' : ` Hier sind ${zeros} der Zahlen 0.`}${cut ? ` Von Kanal ${cut.channel}, der geöffnet ist, lagen ${cut.share} unter null: Vergleichen Sie ihn mit der Schicht davor.` : ''}`,
    };
  },
  smaller: ({ name, from, to }) => ({
    title: 'Kleinere Maps',
    text: `${name} macht aus ${from} nun ${to}. Ab hier zählt weniger, wo genau etwas war, und mehr, was es war.`,
  }),
  deeper: ({ name, shape, sees, most }) => {
    const part = sees
      ? `${sees.cells.join(' × ')} der ${sees.of.join(' × ')} Zellen der Eingabe`
      : 'einem größeren Teil der Eingabe';
    const shown = most
      ? `Geöffnet ist Kanal ${most.channel}. Von allen Kanälen dieser Schicht trägt er am meisten zum Score von ${most.label} bei: ${most.amount}.`
      : 'Je weiter hinten eine Schicht liegt, desto mehr vom Bild kann in jede ihrer Zellen eingehen.';
    return {
      title: 'Tiefere Schichten sehen mehr',
      text: `Eine Zelle von ${name} (${shape}) hängt von ${part} ab. ${shown}`,
    };
  },
  vector: ({ name, isMean, numbers }) => ({
    title: 'Von Maps zu einer Liste',
    text: isMean
      ? `${name} bildet den Mittelwert jeder Map. Die ${count(numbers)} Zahlen sagen, wie viel es von jedem Muster gibt, gleich wo.`
      : `${name} stellt alle Zellen aller Maps in eine Reihe: ${count(numbers)} Zahlen.`,
  }),
  scores: ({ name, outputs }) => ({
    title: 'Ein Score für jede Klasse',
    text: `${name} gewichtet diese Liste ${count(outputs)}-mal, einmal für jede Klasse. Die Zahlen heißen Logits: Ein größerer Logit spricht stärker für die Klasse. Der größte ist geöffnet, mit der Summe dahinter.`,
  }),
  outputs: ({ name, outputs }) => ({
    title: 'Zahlen aus dieser Liste',
    text: `${name} gewichtet diese Liste ${count(outputs)}-mal, einmal für jede Zahl der Ausgabe. Die größte ist geöffnet, mit der Summe dahinter.`,
  }),
  answer: (answer) => ({
    title: 'Die Antwort',
    text: `Softmax macht aus den Scores Wahrscheinlichkeiten, die zusammen 100% ergeben.${answer ? ` Die größte ist ${answer.label} mit ${answer.share}.` : ''}${answer?.calibrated ? ` Die Seite zeigt ${answer.calibrated}, weil sie ihre Prozentwerte kalibriert.` : ''}`,
  }),
  otherAnswer: (headline) => ({
    title: 'Die Antwort',
    text: `Dieses Netz endet nicht in einer Liste von Klassen.${headline === undefined ? ' Was es ergibt, steht hier.' : ` Was es ergibt, steht hier: ${headline}.`} Der Hinweis darunter sagt, wie die Seite die Zahlen gelesen hat.`,
  }),
  change: (hasClasses) => ({
    title: 'Sie sind dran',
    text: `Wählen Sie „Bild bearbeiten“ und verdecken Sie einen Teil des Bildes oder übermalen Sie ihn: Die Maps und die Antwort folgen sofort.${hasClasses ? ' „Warum diese Klasse“ zeigt, welche Teile zählten.' : ''}`,
  }),
};
