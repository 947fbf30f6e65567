import type { NpzReason } from '../../../npz/index.js';
import { count, plural } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { BlockKind } from '../../network/structure.js';
import type { CompareWords } from './words-en.js';

const oneBlock: Record<BlockKind, string> = {
  residual: 'Residual-Block',
  'inverted residual': 'Inverted-Residual-Block',
  inception: 'Inception-Block',
  fire: 'Fire-Block',
  dense: 'Dense-Block',
  'squeeze and excite': 'Squeeze-and-Excite-Block',
  branched: 'Verzweigungs-Block',
  module: 'Modul-Block',
};

/** More than one of them. */
const manyOf = (kind: BlockKind): string => `${oneBlock[kind].slice(0, -'Block'.length)}Blöcke`;

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

  inputOf: (title) => `Was das Netz vom Bild bekommt: ${title}`,
  gets: (size) => `bekommt ${size}`,

  howTheyDiffer: 'Wie sie sich unterscheiden',
  figures: 'Zahlen beider Netze',
  sameDepth: (layers) =>
    layers === 0
      ? 'Keines von beiden hat eine Schicht mit Gewichten.'
      : `Beide sind gleich tief: ${plural(layers, 'Schicht', 'Schichten')} mit Gewichten.`,
  alikeDepth: (of) =>
    `Sie sind etwa gleich tief: ${of.more} hat ${of.most} Schichten mit Gewichten, ${of.less} hat ${of.least}.`,
  deeper: (of) =>
    `${of.more} ist tiefer: Es hat ${plural(of.most, 'Schicht', 'Schichten')} mit Gewichten, ${of.less} hat ${of.least}.`,
  chain: (title) => `${title} ist eine einfache Kette: Jede Schicht liest die vor ihr.`,
  madeOf({ title, kind, blocks, shortcuts, isTold }) {
    const does: Partial<Record<BlockKind, string>> = {
      'inverted residual':
        ', die jeden Kanal für sich ansehen, meist nachdem sie die Zahl der Kanäle erhöht haben, und die sie dann verringern',
      inception: ', die mit Kernels mehrerer Größen hinsehen und die Maps nebeneinander legen',
      fire: ', die die Zahl der Kanäle verringern und mit Kernels zweier Größen hinsehen',
      dense: ', in denen jede Schicht die Maps aller Schichten vor ihr liest',
      'squeeze and excite': ', die jeden Kanal nach seiner ganzen Map gewichten',
    };
    const made = `${title} besteht aus ${blocks === 1 ? `einem ${oneBlock[kind]}` : `${count(blocks)} ${manyOf(kind)}n`}${isTold ? '' : (does[kind] ?? '')}.`;
    if (shortcuts === 0) return made;
    const which = shortcuts === blocks ? 'jedem von ihnen' : `${shortcuts} von ihnen`;
    return `${made} In ${which} addiert eine Abkürzung, was hineingeht, zu dem, was herauskommt.`;
  },
  depthwise: (of) =>
    `${of.depthwise} von ${plural(of.convolutions, 'Faltung', 'Faltungen')} von ${of.title} ${of.depthwise === 1 ? 'ist' : 'sind'} depthwise: Jeder Kanal hat seinen eigenen Kernel und liest keinen anderen Kanal. Das kostet wenig.`,
  noneOf: (title) => `${title} hat keine.`,
  alsoDepthwise: (of) => `In ${of.title} sind es ${of.depthwise} von ${of.convolutions}.`,
  inFirst: (size) => `${size} in der ersten Faltung`,
  inConvolutions(size, convolutions, depthwise) {
    const which = depthwise === convolutions ? 'depthwise' : `${depthwise} davon depthwise`;
    const also = depthwise > 0 ? ` (${which})` : '';
    return `${size} in ${plural(convolutions, 'Faltung', 'Faltungen')}${also}`;
  },
  list: (texts) =>
    texts.length < 2
      ? (texts[0] ?? '')
      : `${texts.slice(0, -1).join(', ')} und ${texts.at(-1) ?? ''}`,
  kernelsAlike: (kernels, mixes) =>
    mixes
      ? `Beide sehen mit Kernels von ${kernels} hin und mischen Kanäle mit Kernels von 1 × 1.`
      : `Beide sehen allein mit Kernels von ${kernels} hin.`,
  looksWith: (title, kernels, mixes) =>
    `${title} sieht mit Kernels von ${kernels} hin${mixes ? ' und mischt Kanäle mit Kernels von 1 × 1' : ''}.`,
  kernelsOf: (size, convolutions) => `${size} in ${plural(convolutions, 'Faltung', 'Faltungen')}`,
  sees: (of) =>
    `${of.more} bekommt ${of.most} Pixel des Bildes, ${of.less} bekommt ${of.least}: Das sind ${of.times}-mal so viele.`,
  costs: {
    params: (more, less, times) => `${more} hat ${times}-mal so viele Parameter wie ${less}.`,
    macs: (more, less, times) =>
      `Für ein Bild braucht ${more} ${times}-mal so viele Multiply-Accumulates wie ${less}.`,
  },
  accuracies: (pictures, of) =>
    `Von ${count(pictures)} Bildern, die sie nie gesehen hatten, war die erste Antwort von ${of.own} bei ${of.ownShare} richtig, die von ${of.other} bei ${of.otherShare}.`,
  otherPictures: (of) =>
    `Die erste Antwort von ${of.own} ist bei ${of.ownShare} der Bilder richtig, die von ${of.other} bei ${of.otherShare}. Sie wurden aber mit anderen Bildern und Klassen gemessen: Vergleichen Sie diese beiden Zahlen nicht.`,
  rightOf: (share, pictures) => `${share} von ${plural(pictures, 'Bild', 'Bildern')}`,
  notKnown: 'nicht bekannt',
  blocksOf: (kind, blocks) =>
    blocks === 1 ? `1 ${oneBlock[kind]}` : `${count(blocks)} ${manyOf(kind)}`,
  none: 'keine',
  firstRun: (time) => `${time} (erster Lauf)`,
  onlyFirst: 'bisher nur ein erster Lauf, und der ist langsam',
  facts: {
    input: 'Eingabe (Kanäle × Höhe × Breite)',
    inputShape: 'Form der Eingabe',
    classes: 'Klassen',
    weighted: 'Schichten mit Gewichten',
    convolutions: 'Faltungen',
    depthwise: 'Depthwise-Faltungen',
    pointwise: '1-×-1-Faltungen',
    kernels: 'Größen der Kernels',
    depthwiseKernels: 'Davon depthwise',
    dense: 'Dichte Schichten (vollständig verbunden)',
    pools: 'Pooling-Schichten',
    norms: 'Normalisierungen',
    activations: 'Aktivierungen wie ReLU',
    shortcuts: 'Abkürzungen (Additionen)',
    blocks: 'Blöcke',
    sizes: 'Größen der Maps',
    channels: 'Kanäle am Ende jeder Größe',
    accuracy: 'Erste Antwort ist richtig',
  },

  tolerance: 'Toleranz, als Anteil am größten Wert',
  given: 'Das Netz bekam die Eingabe der Datei, Zahl für Zahl.',
  fedInputs: (names) => `Auch diese Eingaben bekamen die Zahlen der Datei: ${names}.`,
  leftOut: (names) =>
    `Für diese Eingaben hat die Datei Arrays, die nicht zu ihrer Form, ihrem Typ oder ihrer Größe passen. Sie bekamen, was das Formular der Eingabe sagt: ${names}.`,
  fedPicture:
    'Die Datei hat kein Array „input“, deshalb bekam das Netz das Bild, das zu sehen ist. Wo sich die Zahlen der Eingabe unterscheiden, tun es alle Schichten.',
  agree: (layers, tolerance) =>
    `Alle ${layers} zugeordneten Schichten stimmen überein: Kein Unterschied ist größer als ${tolerance} des größten Werts seiner Schicht.`,
  identical: (layers) =>
    `Keine Zahl der ${layers} zugeordneten Schichten ist anders: Soweit sich beide Netze vergleichen lassen, berechnen sie aus diesem Bild dasselbe.`,
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

  layerByLayer: 'Schicht für Schicht',
  matching: 'Die Schichten sind über ihre Namen zugeordnet.',
  matchingOther:
    'Neben jeder Schicht steht die des anderen Netzes mit gleichem Namen; gibt es keine, dann eine gleicher Art und Form an der gleichen Stelle oder die erste oder letzte ihrer Art.',
  channelsDiffer:
    'Kanäle zweier verschiedener Netze haben nur ihre Nummern gemeinsam: Jedes Netz hat seine eigenen gelernt, in keiner Reihenfolge. Ein Unterschied Kanal für Kanal würde nichts bedeuten, deshalb wird keiner gezeigt.',
  channelsMayFit:
    'Beide Netze sind gleich gebaut, deshalb wird jeder Kanal von dem mit derselben Nummer abgezogen. Das bedeutet nur dann etwas, wenn das eine Netz aus dem anderen entstanden ist, etwa durch weiteres Training oder Quantisierung: In zwei Netzen, die getrennt trainiert wurden, haben Kanäle mit derselben Nummer nichts gemeinsam.',
  chooseLayer: 'Wählen Sie eine Schicht, um ihre Maps auf beiden Seiten zu sehen.',
  beforeCalibration:
    'Die Schicht Softmax ist so, wie das Netz sie gibt; die Prozentwerte oben sind kalibriert.',
  fullBar: (share, other) =>
    `Ein voller Balken steht für ${share} vom größten Wert, den die Schicht auf der anderen Seite hat (${other}).`,
  layers: 'Schichten',
  layer: 'Schicht',
  other: 'Andere Seite',
  shape: 'Form',
  otherShapeTitle: 'Form auf der anderen Seite',
  largest: 'Größter Unterschied',
  share: 'Vom größten Wert der anderen Seite',
  matchedBy: {
    name: 'gleicher Name',
    module: 'gleiches Modul',
    order: 'gleiche Stelle und Form',
    first: 'erste ihrer Art',
    last: 'letzte ihrer Art',
  },
  otherShape: (shape) => `andere Form: ${shape}`,
  show: (layer) => `${layer} auf beiden Seiten zeigen`,
  unmatchedOf: (title, layers) => `${title}: Schichten ohne Gegenstück: ${layers}`,
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
      'too-many': 'Die Datei hat mehr als 10\u202f000 Arrays, wie kein Lauf eines Netzes.',
      'not-npy': `Das Array „${name}“ ist beschädigt: Es beginnt nicht so, wie NumPy es schreibt. Schreiben Sie die Datei noch einmal.`,
      version: `Das Array „${name}“ hat eine Version von NumPys Format, die hier nicht gelesen wird. Die Versionen 1 bis 3 werden gelesen.`,
      type: `Das Array „${name}“ hat Elemente, die keine einfachen Zahlen sind. Schreiben Sie float32, float64, float16 oder ganze Zahlen.`,
      huge: `Das Array „${name}“ hat eine Form, die kein Wert eines Netzes hat.`,
      length: `Das Array „${name}“ hat mehr oder weniger Elemente, als seine Form sagt. Schreiben Sie die Datei noch einmal.`,
    };
    return why[reason];
  },
};
