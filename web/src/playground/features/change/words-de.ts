import type { EditReason } from '../../../onnx-edit/index.js';
import { plural } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { ChangeWords } from './words-en.js';

export const words: Translated<ChangeWords> = {
  about: 'Was Sie hier ändern, wird sofort ausgeführt. Die geöffnete Datei bleibt, wie sie ist.',
  nothingHere:
    'An dieser Schicht gibt es nichts zu ändern. Schichten mit Gewichten, Aktivierungen und Pooling lassen sich ändern.',
  ofInput: 'Die Eingabe ist das Bild: Ändern Sie es mit „Bearbeiten“ neben dem Bild.',
  waiting: 'Das geänderte Netz wird ausgeführt …',
  channel: (channel) => `Kanal ${channel}`,
  unit: (unit) => `Zahl ${unit} der Ausgabe`,
  chooseUnit: 'Wählen Sie eine Zelle der Map, um eine Zahl dieser Schicht zu ändern.',
  times: 'Faktor',
  mute: 'Stummschalten',
  unmute: 'Wieder einschalten',
  addsLayer:
    'Diese Schicht hat keine eigenen Gewichte, deshalb kommt eine Schicht dahinter, die multipliziert.',
  kernel: (channel) => `Kernel von Kanal ${channel}`,
  weights: (unit) => `Gewichte der Zahl ${unit}`,
  onInput: 'Für den Eingabekanal',
  ofInputNumber: 'Für die Eingabezahl',
  weightAt: (y, x) => `Zeile ${y}, Spalte ${x}`,
  weight: 'Gewicht',
  bias: 'Bias',
  scaled: (factor) => `Der Kanal wird mit ${factor} multipliziert, und diese Zahlen auch.`,
  muted: 'Der Kanal ist stummgeschaltet. Schalten Sie ihn wieder ein, um seine Zahlen zu ändern.',
  noNumber: (text) => `„${text}“ ist keine Zahl. Schreiben Sie eine wie 0.25 oder -1.`,
  tooLarge: (text, largest) =>
    `${text} ist zu groß: Die Zahlen eines Netzes sind float32, deren größte ${largest} ist.`,
  activation: 'Aktivierung',
  activations: {
    Relu: 'ReLU',
    LeakyRelu: 'LeakyReLU (0.01 unter null)',
    Elu: 'ELU',
    Sigmoid: 'Sigmoid',
    Tanh: 'Tanh',
    Softplus: 'Softplus',
    Identity: 'Keine',
  },
  pooling: 'Pooling',
  pools: {
    MaxPool: 'Maximum',
    AveragePool: 'Mittelwert',
    GlobalMaxPool: 'Maximum',
    GlobalAveragePool: 'Mittelwert',
  },
  sizes: 'Größen',
  stride: 'Schrittweite',
  padding: 'Padding',
  wholeNumber: (least) => `Hier wird eine ganze Zahl ab ${least} gebraucht.`,

  numberWithin: (from, to) => `Hier wird eine ganze Zahl von ${from} bis ${to} gebraucht.`,

  heading: (changes) => `Geändertes Netz: ${changes} ${changes === 1 ? 'Änderung' : 'Änderungen'}`,
  listLabel: 'Änderungen des Netzes',
  takeBack: 'Zurücknehmen',
  takeBackOf: (change) => `Zurücknehmen: ${change}`,
  reset: 'Alle zurücknehmen',
  save: 'Als ONNX speichern',
  compare: 'Mit vorher vergleichen',
  kept: 'Die Änderungen bleiben in diesem Tab, bis Sie ein anderes Netz öffnen. Wenn Sie zu diesem zurückkommen, können Sie sie erneut anwenden. Speichern Sie das Netz, um sie länger zu behalten.',
  notKept:
    'Die Änderungen sind weg, sobald Sie diese Seite schließen oder neu laden. Wenn Sie von einem anderen Netz zurückkommen, können Sie sie erneut anwenden. Speichern Sie das Netz, um sie zu behalten.',
  before: (changes) =>
    `Sie haben dieses Netz geändert, bevor es erneut geöffnet wurde: ${plural(changes, 'Änderung', 'Änderungen')}`,
  again: 'Erneut anwenden',
  forget: 'So lassen, wie es ist',
  needs: (files) =>
    `Die gespeicherte Datei braucht ihre Gewichte neben sich, wie das geöffnete Netz: ${files}.`,
  lineMuted: (layer, channel) => `${layer}: Kanal ${channel} stummgeschaltet`,
  lineScaled: (layer, channel, factor) => `${layer}: Kanal ${channel} mit ${factor} multipliziert`,
  lineNumbers: (layer, numbers, channel) =>
    `${layer}: ${numbers} ${numbers === 1 ? 'Zahl' : 'Zahlen'} von Kanal ${channel} gesetzt`,
  lineOperator: (layer, from, to) => `${layer}: ${from} durch ${to} ersetzt`,
  lineSizes: (layer, name, from, to) => `${layer}: ${name} von ${from} auf ${to} gesetzt`,
  sizeNames: { strides: 'Schrittweite', pads: 'Padding', dilations: 'Dilatation' },
  fileName: 'geaendert',

  notRun: 'Das Netz kann mit dieser Änderung nicht laufen, deshalb bleibt es, wie es war.',
  notMade: 'Die Änderung ließ sich nicht anwenden, deshalb bleibt das Netz, wie es war.',
  notFetched:
    'Die Datei des Netzes ließ sich nicht holen, um sie zu ändern, deshalb bleibt es, wie es war. Prüfen Sie die Verbindung und wenden Sie die Änderung erneut an, oder laden Sie die Seite neu.',
  inLab:
    'Was andere Größen mit dieser Schicht allein machen, zeigt das Faltungslabor: „Diese Faltung im Labor ausprobieren“, oben.',
  stopped:
    'Das Netz hielt an, bevor die Änderung angewendet war. Wenden Sie sie erneut an, wenn es wieder läuft.',
  noPicture:
    'Es gibt kein Bild, auf dem das geänderte Netz laufen könnte. Öffnen oder zeichnen Sie eines und wenden Sie die Änderung dann erneut an.',
  refused: (reason, name) => {
    const stays = 'Das Netz bleibt, wie es war.';
    const why: Record<EditReason, string> = {
      damaged: 'Die Datei ließ sich nicht zerlegen, um sie zu ändern.',
      'no-node': `Die Datei hat keine eigene Schicht, die ${name} berechnet, etwa weil sie in einer Funktion liegt: Sie lässt sich hier nicht ändern.`,
      'no-weight': `Die Zahlen von ${name} werden berechnet und stehen nicht in der Datei, deshalb lassen sie sich nicht setzen.`,
      external: `Die Zahlen von ${name} liegen in einer anderen Datei. Fügen Sie beide zu einer .onnx-Datei zusammen, dann lassen sie sich setzen.`,
      type: `Die Zahlen von ${name} sind weder float32 noch float16, deshalb lassen sie sich hier nicht setzen.`,
      'no-number': `${name} gibt es nicht.`,
      operator: `${name} lässt sich hier nicht tauschen.`,
      opset: `Die Datei benutzt Operatoren der Version ${name}. Änderungen brauchen mindestens Version 6: Exportieren Sie sie neu.`,
      size: 'Die geänderte Datei wäre größer als die 2 GB, die ONNX erlaubt.',
    };
    return `${why[reason]} ${stays}`;
  },
};
