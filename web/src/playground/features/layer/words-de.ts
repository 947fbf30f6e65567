import { html } from 'lit/html.js';
import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { LayerWords } from './words-en.js';

export const words: Translated<LayerWords> = {
  ofChannels: (channels) => ` von ${channels}, ab 0 gezählt`,
  steps: {
    channel: { name: 'Kanal', previous: 'Vorheriger Kanal', next: 'Nächster Kanal' },
    layer: { name: 'Schicht', previous: 'Vorherige Schicht', next: 'Nächste Schicht' },
  },
  close: 'Schließen',
  formsLegend: 'Ansicht der Schicht',
  forms: { whole: 'Kanäle', steps: 'Schritt für Schritt' },
  settings: 'Einstellungen',
  standard: (value) => `${value} (Standardwert, nicht in der Datei)`,

  tryInLab: 'Diese Faltung im Labor ausprobieren',
  notInLab: {
    input:
      'Das Faltungslabor kann diese Schicht nicht zeigen, weil ihre Eingabe nicht quadratisch ist.',
    kernel:
      'Das Faltungslabor kann diese Schicht nicht zeigen, weil ihr Kernel nicht quadratisch ist.',
    sides:
      'Das Faltungslabor kann diese Schicht nicht zeigen, weil Schrittweite, Padding oder Dilatation nicht auf allen Seiten gleich sind.',
  },

  tabs: {
    sum: 'Berechnung des Werts',
    patches: 'Worauf er reagiert',
    values: 'Werte',
    weights: 'Gewichte',
    change: 'Ändern',
  },
  tabsLegend: 'Was von dieser Schicht gezeigt wird',

  save: 'Speichern',
  mapAsPng: 'Diese Map als PNG',
  allMapsAsPng: 'Alle Maps als PNG',
  mapAsCsv: 'Diese Map als CSV',
  layerAsCsv: 'Die Schicht als CSV',
  layerAsNpy: 'Die Schicht als NPY',
  ownScales: 'Jede Map hat ihre eigene Farbskala.',
  allChannels: 'alle Kanäle',

  galleryHeading: (channels) => (channels === 1 ? '1 Kanal' : `Alle ${count(channels)} Kanäle`),
  galleryRole: 'Galerie der Kanäle',
  galleryLabel: ({ channels, layer, open }) =>
    `${count(channels)} ${channels === 1 ? 'Kanal' : 'Kanäle'} von ${layer}; ${open} ist geöffnet. Die Pfeiltasten öffnen einen anderen.`,
  sortBy: 'Sortierung',
  sorts: {
    index: 'Kanalnummer',
    max: 'Maximum',
    mean: 'Mittelwert',
    zeros: 'Anteil der Nullen',
    contribution: 'Beitrag zur Antwort',
  },
  mapSize: 'Größe der Maps',
  size: 'Größe',
  smallerMaps: 'Kleinere Maps',
  largerMaps: 'Größere Maps',
  pin: (channel) => `Kanal ${channel} anheften`,
  valueAt: (channel, { y, x }, value) => `${channel}, y ${y}, x ${x}: ${value}`,
  dead: (dead, channels, listed) =>
    `${count(dead)} von ${count(channels)} ${channels === 1 ? 'Kanal' : 'Kanälen'} ${dead === 1 ? 'ist' : 'sind'} bei diesem Bild überall 0: ${listed}.`,

  mapRole: 'Feature-Map',
  mapLabel: ({ layer, channel, height, width }) =>
    `${layer}, ${channel}, ${height} mal ${width}. Die Pfeiltasten bewegen die Zelle, die abgelesen wird.`,
  readHint:
    'Zeigen Sie auf die Map oder benutzen Sie darin die Pfeiltasten, um einen Wert abzulesen. Ein Klick hält die Zelle fest.',
  atCell: ({ y, x }) => `y ${y}, x ${x}`,
  atIndex: (index) => `Index ${index}`,
  unpin: 'Zelle loslassen',

  seesAll: (rows, columns) => `Die Zelle sieht die ganze Eingabe von ${rows} × ${columns}.`,
  sees: ({ y, x, height, width }, rows, columns) =>
    `Die Zelle sieht einen Bereich von ${height} × ${width} der Eingabe von ${rows} × ${columns}: y ${y} bis ${y + height - 1}, x ${x} bis ${x + width - 1}.`,
  influences: (cells, { layer, height, width }) =>
    `Sie beeinflusst ${count(cells)} der ${height} × ${width} Zellen von ${layer}.`,

  muted:
    'Sie haben diesen Kanal stummgeschaltet: Seine Gewichte und sein Bias, falls er einen hat, sind 0. Unter „Ändern“ schalten Sie ihn wieder ein.',

  player: 'Zellen der Reihe nach ansehen',
  previousCell: 'Vorherige Zelle',
  nextCell: 'Nächste Zelle',
  play: 'Abspielen',
  pause: 'Anhalten',
  speed: 'Geschwindigkeit',
  cellsPerSecond: (cells) => `${count(cells)} ${cells === 1 ? 'Zelle' : 'Zellen'} pro Sekunde`,

  chooseCell: 'Wählen Sie eine Zelle der Map, um zu sehen, wie ihr Wert berechnet wird.',
  strongest: 'Die stärkste Zelle zeigen',
  isInput: 'Dies ist die Eingabe selbst: das Bild nach Größenänderung, Zuschnitt und Skalierung.',
  reading: 'Die Zahlen, aus denen dieser Wert berechnet wird, werden gelesen…',
  otherTerms: (terms, count) =>
    terms === 1 ? 'der andere Summand' : `die anderen ${count} zusammen`,
  onlyLargest: 'Nur die größten zeigen',
  showLargest: (terms) => `Die ${terms} größten zeigen`,
  showAll: (terms) => `Alle ${count(terms)} zeigen`,
  convolution: (channels, hasBias) => {
    const bias = hasBias ? ', dann wird der Bias addiert' : '';
    if (channels === 1)
      return `Der Ausschnitt wird mit dem Kernel multipliziert, die Produkte werden addiert${bias}.`;
    return `Jeder Ausschnitt wird mit seinem Teil des Kernels multipliziert, die Produkte werden addiert${bias}. Es gibt einen Ausschnitt für jeden der ${count(channels)} Eingabekanäle. Die Summanden sind nach Größe geordnet, ohne Rücksicht auf das Vorzeichen.`;
  },
  terms: (how, { terms, areProducts, hasBias }) => {
    const one = areProducts ? 'Produkt' : 'Zahl';
    const many = areProducts ? 'Produkten' : 'Zahlen';
    const numbers = `${count(terms)} ${terms === 1 ? one : many}`;
    switch (how) {
      case 'share':
        return `e^Score, geteilt durch die Summe über alle ${count(terms)} Klassen.`;
      case 'logarithm of share':
        return `Der Logarithmus von e^Score, geteilt durch die Summe über alle ${count(terms)} Klassen.`;
      case 'largest':
        return `Dieser Wert ist die größte von ${numbers}.`;
      case 'smallest':
        return `Dieser Wert ist die kleinste von ${numbers}.`;
      case 'sum':
        return `Dieser Wert ist die Summe von ${numbers}${hasBias ? ' und dem Bias' : ''}.`;
      case 'difference':
        return `Dieser Wert ist die Differenz von ${numbers}.`;
      case 'product':
        return `Dieser Wert ist das Produkt von ${numbers}.`;
      case 'quotient':
        return `Dieser Wert ist der Quotient von ${numbers}.`;
      case 'power':
        return 'Dieser Wert ist die erste Zahl hoch der zweiten.';
      case 'mean':
        return `Dieser Wert ist der Mittelwert von ${numbers}.`;
    }
  },
  equation: (products, bias, value) =>
    html`<span class="note">Summe der Produkte</span> ${products},
      <span class="note">Bias</span> ${bias},
      <span class="note">zusammen</span> <strong>${value}</strong>`,
  patch: (input) => `Ausschnitt der Eingabe, ${input}`,
  kernel: (input) => `Teil des Kernels für die Eingabe, ${input}`,
  window: 'Fenster',
  largestOfWindow: 'Die Ausgabe ist die größte Zahl im Fenster; sie ist markiert.',
  meanOfWindow: (divisor) =>
    `Die Ausgabe ist der Mittelwert des Fensters: seine Summe, geteilt durch ${count(divisor)}.`,
  inPadding: (cells) =>
    cells === 1 ? '1 Zelle liegt im Padding.' : `${count(cells)} Zellen liegen im Padding.`,
  largeWindow: (height, width, cells) =>
    `Das Fenster hat ${height} × ${width} Zellen. Diese ${count(cells)} Zahlen sind zu viele, um sie hier aufzulisten.`,
  moved: (index, source) =>
    html`Diese Schicht verschiebt Zahlen nur. Diese ist Element ${count(index)} von ${source}`,
  unknown: 'Wie dieser Operator seine Werte berechnet, wird hier nicht gezeigt.',
  recomputed: 'mit doppelter Genauigkeit nachgerechnet',
  byNetwork: 'vom Netz berechnet',
  difference: 'Differenz',

  figures: { min: 'Minimum', max: 'Maximum', mean: 'Mittelwert', zeros: 'Nullen' },
  layer: 'Schicht',
  notFinite: (values) =>
    values === 1
      ? '1 Wert ist nicht endlich (NaN oder unendlich). Er ist rosa gezeichnet.'
      : `${count(values)} Werte sind nicht endlich (NaN oder unendlich). Sie sind rosa gezeichnet.`,
  histogram: ({ values, what, low, high }) =>
    `Histogramm, ${what}: ${count(values)} ${values === 1 ? 'Wert' : 'Werte'} von ${low} bis ${high}`,

  noWeights: 'Diese Schicht hat keine Gewichte: Das Training ändert nicht, was sie berechnet.',
  denseWeights: (unit, weights) =>
    `Einheit ${unit} hat ${count(weights)} ${weights === 1 ? 'Gewicht' : 'Gewichte'}, eines pro Eingang.`,
  kernels: ({ unit, kernels, size, first, last, shape }) => {
    const inputs = first === last ? `Kanal ${first}` : `Kanäle ${first} bis ${last}`;
    const parts =
      kernels === 1
        ? `; er liest ${inputs}`
        : ` in ${count(kernels)} Teilen, einem für jeden gelesenen Eingabekanal: ${inputs}`;
    return `Der Kernel von Ausgabekanal ${unit} ist ${size}${parts}. Die Gewichte der ganzen Schicht haben die Form ${shape}.`;
  },
  weightOfInput: (input, weight) => `Eingang ${input}: ${weight}`,
  weightAt: (channel, { y, x }, weight) =>
    `Eingabekanal ${channel}, Kernel y ${y}, x ${x}: ${weight}`,
  weightsLegend: 'Gewichte der Schicht',
  theseWeights: 'diese Gewichte',
  allWeights: 'alle Gewichte',
  parameters: ({ unit, isFlat, hasKernels }) =>
    `${hasKernels ? 'Weitere Parameter' : 'Parameter'} von ${isFlat ? 'Einheit' : 'Kanal'} ${unit}`,
};
