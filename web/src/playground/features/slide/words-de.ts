import { count } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { SlideWords } from './words-en.js';

export const words: Translated<SlideWords> = {
  heading: 'Schritt für Schritt',
  isInput:
    'Die Eingabe wird nicht berechnet: Sie ist das Bild nach Größenänderung, Zuschnitt und Skalierung. Gehen Sie zur nächsten Schicht.',
  reading: 'Die Zahlen, aus denen dieser Wert berechnet wird, werden gelesen…',
  still:
    'Ihr System wünscht weniger Bewegung, deshalb läuft nichts ab, bis Sie „Abspielen“ drücken.',

  player: 'Durch die Berechnung gehen',
  first: 'Erste Zelle',
  back: 'Schritt zurück',
  forward: 'Schritt vor',
  play: 'Abspielen',
  pause: 'Pause',
  unit: 'Wie weit ein Schritt geht',
  step: 'Schritt',
  terms: 'Summanden',
  unitsSay:
    'Je Produkt: eine Zahl des Ausschnitts mal ihr Gewicht. Je Summand: alles, was eine Zeile der Liste beiträgt, etwa ein Eingabekanal. Je Zelle: eine ganze Summe, dann die nächste Zelle der Ausgabe.',
  units: { product: 'je Produkt', term: 'je Summand', cell: 'je Zelle' },
  speed: 'Tempo',
  perSecond: (steps) => `${count(steps)} pro Sekunde`,
  order: 'Reihenfolge der Summanden',
  orders: { channel: 'der Reihe nach', size: 'nach Größe ohne Vorzeichen' },

  keys: 'Tasten auf dieser Karte: Die Pfeile wählen eine Zelle, Bild ab und Bild auf gehen einen Schritt, die Leertaste spielt ab.',
  inputMap: (layer, channel) => `Eingabe: ${layer}, ${channel}`,
  otherMaps: 'Die gelesenen Maps. Ein Klick zeigt die Produkte einer Map.',
  noMaps: 'Diese Schicht liest eine Liste von Zahlen, deshalb gibt es keine Map zu zeigen.',

  patch: 'Ausschnitt',
  kernel: 'Kernel',
  products: 'Produkte',
  tooLarge: (size) => `Der Kernel von ${size} ist zu groß, um jedes Produkt zu zeigen.`,
  value: 'Wert',
  weight: 'Gewicht',
  termList: 'Summanden, und was sie ergeben',
  term: 'Summand',
  adds: 'Beitrag',
  runningSum: 'Summe bisher',
  runningMost: 'größter bisher',
  bias: 'Bias',
  rounding: 'Rundung im Netz',
  others: (terms) => (terms === 1 ? '1 weiterer' : `${count(terms)} weitere zusammen`),
  othersAtMost: (terms) => `der größte von ${count(terms)} weiteren`,
  othersAtLeast: (terms) => `der kleinste von ${count(terms)} weiteren`,
  runningLeast: 'kleinster bisher',
  score: 'Score',
  power: 'e^(x − m)',
  window: 'Fenster',
  cell: ({ y, x }) => `y ${y}, x ${x}`,
  winner: ({ y, x }) => `y ${y}, x ${x} (größter)`,
  traced: ({ channel, ys, xs }) => `Kanal ${channel}, y ${ys[0]}, x ${xs[0]}`,
  tracedIn: (maps, { channel, ys, xs }) => `${maps}: Kanal ${channel}, y ${ys[0]}, x ${xs[0]}`,
  ownClass: (name) => `${name} (diese Klasse)`,
  byNetwork: (value) => `Das Netz hat ${value} berechnet.`,
  printed:
    'Die Produkte und Summen haben gleich viele Nachkommastellen. Jede Zahl ist um weniger als eine Einheit ihrer letzten Stelle auf- oder abgerundet, sodass sich die gedruckten Zahlen genau zur gedruckten Summe addieren.',
  divided: (sum, divisor) => `${sum} ÷ ${count(divisor)} =`,
  share: (power, sum) => `${power} ÷ ${sum} =`,
  shareLog: (power, sum) => `log(${power} ÷ ${sum}) =`,
  added: 'Summe =',
  largest: 'Größter =',
  smallest: 'Kleinster =',
  rule: (rule) => `${rule} =`,
  pairs: { product: 'Produkt =', quotient: 'Quotient =', power: 'Potenz =' },
  same: 'Dieselbe Zahl =',

  says: {
    kernel: (channels, cells) =>
      `Jeder der ${count(channels)} Eingabekanäle liefert einen Ausschnitt von ${cells} Zellen. Der Ausschnitt wird Zelle für Zelle mit seinem Teil des Kernels multipliziert. Alle Produkte werden addiert.`,
    depthwise: (channel, cells) =>
      `Dieser Ausgabekanal liest nur den Eingabekanal ${channel}. Der Ausschnitt von ${cells} Zellen wird Zelle für Zelle mit dem Kernel multipliziert. Die Produkte werden addiert.`,
    single: (channels) =>
      `Ein 1 × 1 großer Kernel sieht eine Zelle jedes der ${count(channels)} Eingabekanäle. Das Ergebnis ist die gewichtete Summe dieser Zellen.`,
    dense: (inputs) =>
      inputs === 1
        ? 'Die Eingabe wird mit ihrem Gewicht multipliziert.'
        : `Jede der ${count(inputs)} Eingaben wird mit ihrem Gewicht multipliziert. Alle Produkte werden addiert.`,
    blend: (cells) =>
      cells === 1
        ? 'Diese Ausgabezelle hat den Wert einer Zelle der Eingabe.'
        : `Diese Ausgabezelle mischt ${count(cells)} Zellen der Eingabe. Jede wird mit ihrem Gewicht multipliziert: je näher, desto mehr. Die Produkte werden addiert.`,
    product: 'Die Zahlen an dieser Stelle werden multipliziert.',
    quotient: 'Die erste Zahl an dieser Stelle wird durch die zweite geteilt.',
    power: 'Die erste Zahl an dieser Stelle wird mit der zweiten potenziert.',
    added: (terms) => `${count(terms)} Zahlen werden addiert.`,
    mean: (terms) =>
      `${count(terms)} Zahlen werden addiert, und die Summe wird durch ${count(terms)} geteilt.`,
    largest: (terms) => `Die größte von ${count(terms)} Zahlen bleibt, die anderen fallen weg.`,
    smallest: (terms) => `Die kleinste von ${count(terms)} Zahlen bleibt, die anderen fallen weg.`,
    share: (classes) =>
      `Aus jedem Score x wird e^(x − m), wobei m der größte Score ist. Der Anteil einer Klasse ist ihre Zahl geteilt durch die Summe über alle ${count(classes)} Klassen.`,
    rule: 'Jede Zelle der Ausgabe wird aus der Zelle an derselben Stelle berechnet.',
    moved: 'Diese Schicht verschiebt nur Zahlen. Diese Zahl kommt aus der markierten Zelle.',
    unknown: 'Wie dieser Operator seine Werte berechnet, wird hier nicht gezeigt.',
  },
  withBias: 'Dann wird der Bias addiert.',
  stride: (cells) =>
    `Von einer Ausgabezelle zur nächsten rückt das Fenster um ${cells} Zellen weiter (Schrittweite ${cells}).`,
  dilation: (step) =>
    `Die Zellen des Fensters liegen ${step} auseinander (Dilatation ${step}), es hat also Lücken.`,
  padded: (cells) =>
    cells === 1
      ? '1 Zelle des Fensters liegt im Padding und zählt als 0.'
      : `${cells} Zellen des Fensters liegen im Padding und zählen als 0.`,
  leftOut: (cells) =>
    cells === 1
      ? '1 Zelle des Fensters liegt im Padding und wird ausgelassen.'
      : `${cells} Zellen des Fensters liegen im Padding und werden ausgelassen.`,
  spread:
    'Eine transponierte Faltung verteilt jede Eingabezelle über die Ausgabe. Die markierten Zellen erreichen diese Ausgabezelle; schraffierte Stellen des Kernels treffen auf keine Eingabezelle.',
  combined: (shown, others) =>
    `Aufgeführt sind die ${count(shown)} Summanden mit dem größten Beitrag. Die anderen ${count(others)} stehen zusammen in einer Zeile.`,

  outputRole: 'Ausgabe-Map',
  outputLabel: ({ layer, channel, height, width }) =>
    `${[layer, channel].filter(Boolean).join(', ')}, ${height} mal ${width}. Die Pfeiltasten bewegen die Zelle, die berechnet wird, Bild ab und Bild auf gehen einen Schritt, die Leertaste spielt ab.`,
  outputMap: (layer, channel) => `Ausgabe: ${layer}, ${channel}`,
  outputAt: (place) => `Hier wird gerechnet: ${place}. Die blasseren Zellen kommen danach.`,
  output: (layer) => `Ausgabe: ${layer}`,
  atIndex: (index, name) => (name ? `Zahl ${index} (${name})` : `Zahl ${index}`),
};
