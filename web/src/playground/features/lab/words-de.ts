import { html } from 'lit/html.js';
import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { LabWords } from './words-en.js';

export const words: Translated<LabWords> = {
  names: {
    input: 'Eingabegröße',
    kernel: 'Kernelgröße',
    padding: 'Padding',
    stride: 'Schrittweite',
    dilation: 'Dilatation',
    inChannels: 'Eingabekanäle',
    outChannels: 'Ausgabekanäle',
    groups: 'Gruppen',
  },
  subjects: {
    input: 'Die Eingabegröße',
    kernel: 'Die Kernelgröße',
    padding: 'Das Padding',
    stride: 'Die Schrittweite',
    dilation: 'Die Dilatation',
    inChannels: 'Die Anzahl der Eingabekanäle',
    outChannels: 'Die Anzahl der Ausgabekanäle',
    groups: 'Die Anzahl der Gruppen',
  },
  slider: (name) => `${name}, Schieberegler`,
  weights: 'Gewichte',
  kernels: {
    edges: 'senkrechte Kanten',
    blur: 'weichzeichnen',
    sharpen: 'schärfen',
    identity: 'Identität',
  },
  channelsAndGroups: 'Kanäle und Gruppen',
  source: 'Zahlen',
  thePicture: 'des Bildes',
  kernelOf: (layer) => `Kernel von ${layer}`,
  unitShown: 'Gezeigter Ausgabekanal',
  inputShown: 'Gezeigter Eingabekanal',
  presets: 'Übliche Einstellungen',
  sameSize: 'Gleich groß',
  halfSize: 'Halb so groß',
  presetSays: (stride, padding) => `Schrittweite ${stride}, Padding ${padding}`,
  ownSettings: (layer) => `Zurück zu den Einstellungen von ${layer}`,

  missing: (subject) => `${subject} fehlt.`,
  notWhole: (subject) => `${subject} muss eine ganze Zahl sein.`,
  tooSmall: (subject, least) => `${subject} muss mindestens ${least} sein.`,
  tooLarge: (subject) => `${subject} ist größer als in irgendeinem Netz.`,
  doesNotFit: ({ kernel, dilation, reach, input, padding, padded }) => {
    const spread = dilation > 1 ? `, den die Dilatation über ${reach} Zellen streckt,` : '';
    const room =
      padding > 0
        ? `Die Eingabe mit ihrem Padding hat nur die Größe ${padded}`
        : `Die Eingabe hat nur die Größe ${input}`;
    return `Ein Kernel der Größe ${kernel}${spread} passt nicht: ${room}.`;
  },
  notDivided: ({ groups, input, output }) => {
    const channels = [
      ...(input === undefined ? [] : [`${input} Eingabekanäle`]),
      ...(output === undefined ? [] : [`${output} Ausgabekanäle`]),
    ];
    return `${channels.join(' und ')} lassen sich nicht in ${groups} gleiche Gruppen teilen.`;
  },
  impossible: (why) => `Diese Einstellung ist unmöglich: ${why}`,

  results: ({ output, input, params, macs }) =>
    html`Die Ausgabe ist ${output}, berechnet aus einer Eingabe von ${input}. Die Schicht hat ${params}
      Parameter mit dem Bias und braucht ${macs} Multiply-Accumulates.`,
  shown: ({ inputs, outputs }) =>
    inputs > 1
      ? `Die Zeichnung unten ist ein Teil der Schicht: 1 ihrer ${count(inputs)} Eingabekanäle und 1 von ${count(outputs)} ${outputs === 1 ? 'Ausgabekanal' : 'Ausgabekanälen'}. Die Schicht selbst addiert, was alle ${count(inputs)} Eingabekanäle ergeben, und den Bias.`
      : `Die Zeichnung unten ist ein Teil der Schicht: 1 ihrer ${count(outputs)} Ausgabekanäle, ohne den Bias.`,
  formula:
    'Das ist ⌊(Eingabegröße + 2 · Padding − Dilation · (Kernelgröße − 1) − 1) / Stride⌋ + 1, wobei ⌊ ⌋ auf eine ganze Zahl abrundet.',
  skipped: (rows, isDrawn) => {
    const what =
      rows === 1 ? 'die letzte Zeile und Spalte' : `die letzten ${rows} Zeilen und Spalten`;
    const drawn = isDrawn ? ' Sie sind schraffiert.' : '';
    return `Der Kernel erreicht ${what} nie, weil die Schrittweite über das Ende hinausgeht.${drawn}`;
  },
  copy: 'Kopieren',

  notDrawn: (most, needed) =>
    `Gezeichnet werden höchstens ${most} Zellen pro Seite, diese Einstellung braucht ${count(needed)}. Eine kleinere Eingabe wird gezeichnet. Die Zahlen oben stimmen trotzdem.`,
  noChannels: 'Eine Eingabe ohne Kanäle hat keine Zahlen, die man zeichnen könnte.',
  noPicture: 'Sobald es ein Bild gibt, läuft das Fenster über seine Zahlen.',
  reading: (layer) => `Die Zahlen von ${layer} werden gelesen.`,
  otherKernel: (layer, size) =>
    `Der Kernel von ${layer} hat die Größe ${size}. Stellen Sie die Kernelgröße auf ${size}, oder wählen Sie andere Gewichte.`,

  inputCaption: ({ input, padding, padded, what, isResized }) =>
    `Eingabe, ${input} × ${input}${padding > 0 ? `, mit Padding ${padded} × ${padded}` : ''}: ${what}${isResized ? ', in der Größe angepasst' : ''}`,
  paddingLegend: 'Padding: eine 0, die um die Eingabe gelegt wird',
  skippedLegend: 'vom Kernel nie erreicht',
  ofPicture: (channel) => `das Bild, ${channel}`,
  outputCaption: (output) => `Ausgabe, ${output} × ${output}`,
  outputRole: 'Ausgabe der Faltung',
  outputLabel: (output, { y, x }) =>
    `Ausgabe, ${output} mal ${output}. Gezeigt wird die Zelle bei y ${y}, x ${x}. Die Pfeiltasten bewegen das Fenster.`,
  saveInput: 'Die Eingabe als PNG speichern',
  caption: 'Labor',

  player: 'Die Ausgabe der Reihe nach ansehen',
  previous: 'Vorherige Position',
  next: 'Nächste Position',
  play: 'Abspielen',
  pause: 'Anhalten',

  sumHeading: ({ y, x }) => `Die Ausgabe bei y ${y}, x ${x}`,
  window: 'Fenster',
  kernel: 'Kernel',
  sum: (value) => html`Summe der Produkte von Fenster und Kernel: ${value}`,
  inPadding: (padded, cells) =>
    `${count(padded)} von ${count(cells)} Zellen ${padded === 1 ? 'liegt im Padding und zählt' : 'liegen im Padding und zählen'} als 0.`,
  range: (low, high) =>
    `Die Ausgabe reicht von ${low} bis ${high}. Sie ist aus einem einzigen Eingabekanal berechnet, ohne Bias.`,
};
