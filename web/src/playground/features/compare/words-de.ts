import type { NpzReason } from '../../../npz/index.js';
import type { Translated } from '../../kit/words.js';
import type { CompareWords } from './words-en.js';

export const words: Translated<CompareWords> = {
  about:
    'Stellen Sie etwas neben das, was zu sehen ist: ein anderes Netz, ein anderes Bild, den Zustand vorher oder die Werte, die PyTorch hatte.',
  choose: 'Vergleichen mit',
  nothing: 'Auswählen …',
  networks: 'Ein anderes Netz',
  pictures: 'Ein anderes Bild',
  before: 'Vorher',
  unchanged: 'Das Netz ohne Ihre Änderungen',
  unedited: 'Das Bild ohne Ihre Bearbeitung',
  ownFile: (name) => `Datei: ${name}`,
  networkFile: 'Netz aus Datei …',
  pictureFile: 'Bild aus Datei …',
  valuesFile: 'Werte aus PyTorch (.npz) …',
  howTo: 'Wie man solche Werte in PyTorch schreibt',
  notThere: (name) =>
    `Die Adresse vergleicht mit „${name}“, was es auf dieser Seite nicht gibt. Wählen Sie etwas anderes zum Vergleichen.`,
  notDownloaded: (title) =>
    `Die Adresse vergleicht mit ${title}, das noch nicht auf diesem Gerät liegt. Öffnen Sie es einmal unter „Weitere Modelle …“, dann lässt es sich vergleichen.`,
  close: 'Vergleich beenden',
  working: (percent) => `Vergleich läuft: ${percent} %`,
  notCompared: 'Das ließ sich nicht vergleichen.',

  withChanges: 'Mit Ihren Änderungen',
  withoutChanges: 'Ohne sie',
  withEdits: 'Mit Ihrer Bearbeitung',
  withoutEdits: 'Ohne sie',
  noClasses: 'Die Ausgabe ist keine Liste von Klassen.',
  parameters: 'Parameter',
  macs: 'Multiply-Accumulates',
  time: 'Zeit',
  valuesOnly: 'Werte einer Datei: Sie haben weder Antwort noch Kosten.',

  tolerance: 'Toleranz, als Anteil am größten Wert',
  given: 'Das Netz bekam die Eingabe der Datei, Zahl für Zahl.',
  fedInputs: (names) => `Auch diese Eingaben bekamen die Zahlen der Datei: ${names}.`,
  leftOut: (names) =>
    `Für diese Eingaben hat die Datei Arrays, die nicht zu ihrer Form, ihrem Typ oder ihrer Größe passen. Sie bekamen, was das Formular der Eingabe sagt: ${names}.`,
  fedPicture:
    'Die Datei hat kein Array „input“, deshalb bekam das Netz das Bild, das zu sehen ist. Wo sich die Zahlen der Eingabe unterscheiden, tun es alle Schichten.',
  agree: (layers, tolerance) =>
    `Alle ${layers} zugeordneten Schichten stimmen überein: Kein Unterschied ist größer als ${tolerance} des größten Werts seiner Schicht.`,
  departs: (layer, largest, share, scale) =>
    `Die erste Schicht, die abweicht, ist ${layer}: Ihr größter Unterschied ist ${largest}, ${share} ihres größten Werts ${scale}.`,
  departsInShape: (layer, own, other) =>
    `Die erste Schicht, die abweicht, ist ${layer}: Ihre Form ist hier ${own} und auf der anderen Seite ${other}.`,
  agreedBefore: (layers) =>
    layers === 0
      ? 'Sie ist die erste, die zugeordnet wurde.'
      : layers === 1
        ? 'Die eine zugeordnete Schicht davor stimmt überein.'
        : `Die ${layers} zugeordneten Schichten davor stimmen überein.`,
  noneMatched:
    'Keine Schicht der beiden ließ sich zuordnen: Weder Namen noch Formen passen zusammen.',
  byOrder: (layers) =>
    layers === 1
      ? 'Eine Schicht wurde nach Reihenfolge und Form zugeordnet, weil kein Name passt.'
      : `${layers} Schichten wurden nach Reihenfolge und Form zugeordnet, weil kein Name passt.`,

  layers: 'Schichten',
  layer: 'Schicht',
  other: 'Andere Seite',
  shape: 'Form',
  largest: 'Größter Unterschied',
  share: 'Vom größten Wert',
  matchedBy: {
    name: 'über den Namen',
    module: 'über das Modul',
    order: 'über Reihenfolge und Form',
  },
  otherShape: 'andere Form',
  show: (layer) => `${layer} auf beiden Seiten zeigen`,
  unmatchedOwn: (layers) => `Schichten ohne Gegenstück: ${layers}`,
  unmatchedOther: (values) => `Werte der anderen Seite ohne Schicht: ${values}`,

  maps: (layer, channel) => `${layer}, Kanal ${channel}`,
  flat: (layer) => `${layer}, alle Zahlen`,
  channel: 'Kanal',
  difference: 'Unterschied',
  ends: (limit) => `Farben von −${limit} bis +${limit}`,

  refused: (reason, name) => {
    const why: Record<NpzReason, string> = {
      archive: 'Die .npz-Datei ist beschädigt. Schreiben Sie sie noch einmal mit numpy.savez.',
      empty:
        'In der Datei sind keine Arrays. Schreiben Sie sie mit numpy.savez, ein Array für jede Schicht.',
      'too-large':
        'Die Arrays der Datei brauchen mehr als 1 GB. Schreiben Sie weniger Schichten, oder ein Bild nach dem anderen.',
      'too-many': 'Die Datei hat mehr als 10.000 Arrays, wie kein Lauf eines Netzes.',
      'not-npy': `Das Array „${name}“ ist beschädigt: Sein Anfang ist keiner von NumPy. Schreiben Sie die Datei noch einmal.`,
      version: `Das Array „${name}“ hat eine Version von NumPys Format, die hier nicht gelesen wird. Die Versionen 1 bis 3 werden gelesen.`,
      type: `Das Array „${name}“ hat Elemente, die keine einfachen Zahlen sind. Schreiben Sie float32, float64, float16 oder ganze Zahlen.`,
      huge: `Das Array „${name}“ hat eine Form, die kein Wert eines Netzes hat.`,
      length: `Das Array „${name}“ hat mehr oder weniger Elemente, als seine Form sagt. Schreiben Sie die Datei noch einmal.`,
    };
    return why[reason];
  },
};
