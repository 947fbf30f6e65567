import type { Translated } from '../../kit/words.js';
import type { WeightsWords } from './words-en.js';

/** Of what weights do not tell: its name, and why it is as it is, which says as much as the English does. */
interface Assumption {
  name: string;
  why: string | ((english: string) => string);
}

/** What the reader of weights gives as the reason: what stands in the English sentence. */
const REASONS: Readonly<Record<string, string>> = {
  'torchvision prepares': 'wie torchvision Bilder für diese Gewichte vorbereitet',
  'the course prepares': 'wie der Kurs Bilder dafür vorbereitet',
  'most prepare':
    'wie die meisten Bilder dafür vorbereiten (das Netz für 28 Pixel füllt seine erste Faltung um 2 auf)',
  'are mostly for CIFAR':
    'wie für CIFAR, wofür Netze mit einer ersten Faltung von 3 × 3 meist sind',
  'ToTensor alone': 'wie für Bilder üblich ist, die nur durch ToTensor gehen',
};

function as(english: string): string {
  const reason = Object.keys(REASONS).find((part) => english.includes(part));
  return reason === undefined ? '' : `, ${REASONS[reason]}`;
}

function namesOf(english: string): string {
  const classes = /\d+/.exec(english)?.[0] ?? '';
  const known = /those of (.+), of which/.exec(english)?.[1];
  const whose = known === "the course's pictures of food" ? 'den Essensbildern des Kurses' : known;
  const of = whose ? `; es sind die von ${whose}, denn es sind ebenso viele` : '';
  const imagenet = english.includes('ImageNet')
    ? '; ein Netz mit 1.000 Ausgaben ist meist eines für ImageNet'
    : '';
  return `Namen der ${classes} Klassen in der Reihenfolge der Ausgaben. Die Gewichte verraten sie nicht${of}${imagenet}.`;
}

function headsOf(english: string): string {
  const model = /ViT-\w+/.exec(english)?.[0];
  const features = /divide (\d+)/.exec(english)?.[1] ?? '';
  const usual = model ? `wie bei ${model}` : 'sodass jeder etwa 64 Merkmale hat, wie üblich';
  return `Attention-Köpfe jeder Schicht, ${usual}. Die Gewichte verraten sie nicht; ${features} muss durch ihre Zahl teilbar sein.`;
}

const LIKELIEST =
  'Die Gewichte verraten es nicht: Es ist das wahrscheinlichste, mit dem die Formen passen.';

const ASSUMPTIONS: Readonly<Record<string, Assumption>> = {
  size: {
    name: 'Größe der Eingabe',
    why: (english) =>
      `Höhe und Breite der Eingabe in Pixeln${as(english)}. Die Gewichte verraten sie nicht.`,
  },
  resize: {
    name: 'Größe vor dem Ausschnitt',
    why: (english) =>
      `Die kürzere Seite eines Bildes in Pixeln, bevor die Mitte ausgeschnitten wird${as(english)}.`,
  },
  interpolation: {
    name: 'Interpolation',
    why: (english) => `Wie Bilder auf die Größe gebracht werden${as(english)}.`,
  },
  mean: {
    name: 'Mittelwert',
    why: (english) =>
      `Was von jedem Kanal mit Werten von 0 bis 1 abgezogen wird${as(english)}. Wenn Sie mit einem anderen Normalize trainiert haben, geben Sie dessen Mittelwert an.`,
  },
  std: {
    name: 'Standardabweichung',
    why: (english) => `Wodurch jeder Kanal danach geteilt wird${as(english)}.`,
  },
  labels: { name: 'Klassennamen', why: namesOf },
  activation: {
    name: 'Aktivierung',
    why: (english) =>
      english.includes('the paper')
        ? 'Die Aktivierung nach jeder Schicht außer der letzten. Die meisten schreiben ReLU; im Artikel steht tanh.'
        : 'Die Aktivierung nach jeder Schicht außer der letzten, wo Platz für eine ist. Die Gewichte verraten sie nicht; ReLU ist die üblichste.',
  },
  headActivation: {
    name: 'Aktivierung des Kopfes',
    why: 'Die Aktivierung zwischen den Linear-Schichten des Kopfes. Die Gewichte verraten sie nicht; dies ist die üblichste.',
  },
  final: {
    name: 'Nach der letzten Schicht',
    why: (english) =>
      english.includes('lists a module')
        ? 'Was auf die letzte Schicht folgt. Die Datei führt dort ein Modul auf, aber nicht, welches.'
        : 'Was auf die letzte Schicht folgt. Die Gewichte verraten es nicht; meist ist es nichts.',
  },
  heads: { name: 'Attention-Köpfe', why: headsOf },
  order: {
    name: 'Reihenfolge der Schichten',
    why: 'Die Schichten laufen in der Reihenfolge, in der sie in der Datei stehen, jede auf dem Ergebnis der vorigen. Die Gewichte verraten es nicht: Wenn Ihr forward() Abkürzungen oder Zweige hat, ist dies nicht Ihr Netz.',
  },
  padding: {
    name: 'Padding',
    why: (english) =>
      english.includes('lessons')
        ? 'Padding der vier Faltungen: 1 in den Lektionen 03 und 04, 0 in going_modular. Mit diesem ergibt eine übliche Bildgröße Maps der Größe, die die letzte Schicht liest.'
        : `Padding jeder Faltung. ${LIKELIEST}`,
  },
  stride: { name: 'Stride', why: `Stride jeder Faltung. ${LIKELIEST}` },
  pool: {
    name: 'Pools',
    why: 'Der Pool von 2 × 2 nach beiden Faltungen. Die meisten schreiben das Maximum; im Artikel stehen Mittelwerte.',
  },
  pools: {
    name: 'Größen der Pools',
    why: `Seite des Pools nach jeder Faltung, 0 für keinen. ${LIKELIEST}`,
  },
  poolKind: {
    name: 'Art der Pools',
    why: 'Was Pools aus ihrem Fenster nehmen. Die Gewichte verraten es nicht; das Maximum ist am üblichsten.',
  },
  stemPool: {
    name: 'Pool nach der ersten Faltung',
    why: 'Ob auf die erste Faltung ein Max-Pool von 3 × 3 mit Stride 2 folgt. Wer sie zu 3 × 3 macht, nimmt den Pool meist heraus.',
  },
  reduce: {
    name: 'Von Maps zu Zahlen',
    why: 'Wie aus Maps die Zahlen werden, die die erste dichte Schicht liest, eine pro Map: der Mittelwert jeder Map, wie AdaptiveAvgPool2d(1) ihn liefert, oder flach gelegte Maps aus einer Zelle.',
  },
  transformInput: {
    name: 'Normalisiert noch einmal',
    why: 'Ob das Netz aus der Normalisierung von ImageNet eine mit 0,5 macht. Das tut es, wenn es mit vortrainierten Gewichten erzeugt wurde, von denen aus meist weiter trainiert wird; mit weights=None nicht.',
  },
};

const CHOICES: Readonly<Record<string, string>> = {
  'as listed': 'wie in der Datei',
  average: 'Mittelwert',
  bicubic: 'bikubisch',
  bilinear: 'bilinear',
  flatten: 'flach gelegt',
  max: 'Maximum',
  mean: 'Mittelwert',
  nearest: 'nächster Nachbar',
  none: 'nichts',
  numbers: 'Nummern',
};

/** Numbers and names that stand within the reader's names of networks. */
const NETWORKS: readonly [RegExp, string][] = [
  [/^Network of /, 'Netz aus '],
  [/\b1 convolution\b/, '1 Faltung'],
  [/\bconvolutions\b/, 'Faltungen'],
  [/\b1 dense layer\b/, '1 dichten Schicht'],
  [/\bdense layers\b/, 'dichten Schichten'],
  [/ and /, ' und '],
  [/^(ResNet|DenseNet|ViT) of /, '$1 aus '],
  [/^(ShuffleNetV2) of (\d+) channels/, '$1 mit $2 Kanälen'],
  [/\bbasic blocks\b/, 'einfachen Blöcken'],
  [/\bbottlenecks\b/, 'Bottlenecks'],
  [/\blayers\b/, 'Schichten'],
  [/, patches of /, ', Felder von '],
  [/, width /, ', Breite '],
  [/ with batch norm$/, ' mit Batch-Norm'],
];

export const words: Translated<WeightsWords> = {
  recognised: 'Gewichte von',
  about: (path) =>
    `Die Datei enthält nur Gewichte${path === '' ? '' : `, unter ${path}`}. Was sie nicht verraten, wurde angenommen; ändern Sie, was nicht stimmt.`,
  nothingAssumed: 'Die Gewichte verraten alles über dieses Netz.',
  assumption: (name) => ASSUMPTIONS[name]?.name ?? name,
  guessed: (list) =>
    `Geraten, weil Gewichte es nicht sagen: ${list}. Wenn das nicht stimmt, sind die Zahlen falsch: Ändern Sie es unter „Gewichte von“.`,
  guessedNames: (list, others) =>
    `Die Klassennamen sind geraten: ${list}${others > 0 ? ` und ${others} weitere` : ''}. Wenn Ihre anders heißen, verwenden Sie eine Liste von Namen, oder wählen Sie Nummern unter „Gewichte von“.`,
  guess: (name, value) => `${name} ${value}`,
  inCode: (name) => `Im Paket: assume.${name}`,
  why(name, english) {
    const why = ASSUMPTIONS[name]?.why ?? english;
    return typeof why === 'string' ? why : why(english);
  },
  choice: (value) => CHOICES[value] ?? value,
  network: (english) =>
    NETWORKS.reduce((name, [part, german]) => name.replace(part, german), english),
  yes: 'ja',
  no: 'nein',
  restore: 'Wie am Anfang',
  save: 'Als ONNX speichern',

  reading: (name) => `Die Gewichte in ${name} werden gelesen …`,
  title: (name) => `Gewichte in ${name}`,
  counts: (tensors, parameters) => `${tensors} Tensoren, ${parameters} Parameter`,
  under: (path) => `gefunden unter ${path}`,
  lines: 'Python-Zeilen, die das Netz als .onnx-Datei schreiben',
  linesAbout:
    'Führen Sie sie dort aus, wo die Klasse des Netzes ist. Sie nehmen ein Bild von 224 × 224 an: Setzen Sie Ihre Größe ein. Öffnen Sie dann die Datei hier.',
  code: 'Python-Zeilen',
  copy: 'Kopieren',
  table: 'Tensoren',
  headings: {
    name: 'Name',
    shape: 'Form',
    type: 'Typ',
    min: 'Minimum',
    mean: 'Mittelwert',
    max: 'Maximum',
    std: 'Abweichung',
  },
  notFinite: (values) => `${values} NaN oder unendlich`,
  more: (tensors) => `und ${tensors} weitere`,
  kernels: (name, count) =>
    `Kerne von ${name} für den ersten Eingangskanal, ${count} an der Zahl, in Farben bis zum größten Gewicht der Schicht: orange über 0, blau darunter.`,
  showKernels: (name) => `Kerne von ${name} zeigen`,
};
