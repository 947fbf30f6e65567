import type { Format } from '../../client/sniff.js';
import { count } from '../kit/format.js';
import type { Translated } from '../kit/words.js';
import type { RunWords } from './words-en.js';

/** „a“, „a“ und „b“ oder „a“, „b“, „c“ und 4 weitere. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `„${name}“`);
  const more = names.length - shown.length;
  const last = more > 0 ? `${more} weitere` : shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} und ${last}` : `${last}`;
}

function of(part: number, all: number): string {
  return part === all ? 'in allen Werten' : `in ${count(part)} von ${count(all)} Werten`;
}

const FORMATS: Readonly<Record<Format, string>> = {
  empty: 'leer',
  'git-lfs': 'ein Git-LFS-Zeiger, nicht die Datei selbst',
  svg: 'eine SVG-Zeichnung',
  html: 'eine HTML-Seite',
  xml: 'ein XML-Text',
  json: 'ein JSON-Text',
  npz: 'ein Archiv von NumPy-Arrays (.npz)',
  zip: 'ein Zip-Archiv',
  gzip: 'ein Gzip-Archiv',
  zstd: 'ein Zstandard-Archiv',
  '7z': 'ein 7-Zip-Archiv',
  bzip2: 'ein bzip2-Archiv',
  xz: 'ein xz-Archiv',
  rar: 'ein RAR-Archiv',
  tar: 'ein tar-Archiv',
  hdf5: 'eine HDF5-Datei, wie Keras sie schreibt',
  tflite: 'ein Modell von TensorFlow Lite',
  pickle: 'eine PyTorch-Datei',
  gguf: 'eine GGUF-Datei',
  safetensors: 'eine safetensors-Datei',
  npy: 'ein NumPy-Array',
  png: 'ein PNG-Bild',
  jpeg: 'ein JPEG-Bild',
  gif: 'ein GIF-Bild',
  webp: 'ein WebP-Bild',
  bmp: 'ein BMP-Bild',
  iso: 'ein AVIF- oder HEIC-Bild oder ein Film',
  tiff: 'ein TIFF-Bild',
  wasm: 'ein WebAssembly-Modul',
  pdf: 'ein PDF-Dokument',
};

const HINTS: readonly (readonly [hint: string, of: readonly Format[]])[] = [
  ['Speichern Sie die Datei neu, oder laden Sie sie neu herunter.', ['empty']],
  [
    'Führen Sie „git lfs pull“ aus, oder laden Sie die Datei über die Webseite ihres Repositorys herunter.',
    ['git-lfs'],
  ],
  [
    'Die Adresse führt wohl zu einer Seite über die Datei: Nehmen Sie die Adresse des Downloads selbst.',
    ['html'],
  ],
  [
    'Ein Server hat wohl einen Fehler anstelle der Datei geschickt: Laden Sie sie neu herunter.',
    ['xml'],
  ],
  [
    'Entpacken Sie es, und öffnen Sie die .onnx-Datei darin.',
    ['zip', 'gzip', 'zstd', '7z', 'bzip2', 'xz', 'rar', 'tar'],
  ],
  [
    'Exportieren Sie das Netz als ONNX, zum Beispiel mit torch.onnx.export.',
    ['hdf5', 'tflite', 'pickle', 'gguf', 'safetensors'],
  ],
];

export const words: Translated<RunWords> = {
  classNumber: (index) => `Klasse ${index}`,

  drawing: 'Ihre Zeichnung',
  camera: 'Kamera',
  firstFrame: 'Von einem bewegten Bild wird das erste Einzelbild verwendet.',
  onWhite: 'Was darin durchsichtig ist, ist für das Netz weiß.',

  quoted: (label) => `„${label}“`,
  sure: (label, share) => `${label}, ${share}`,
  unsure: (first, second) => `Nicht sicher: ${first}, ${second}`,
  sureOfGroup: (phrase, members) => `${phrase}: ${members}`,
  unsureInGroup: (phrase, members) => `${phrase}, unklar welche Klasse: ${members}`,
  closest: (classes) => `Beste von ${classes} Klassen`,
  noMajority: 'Keine Klasse hat mehr als die Hälfte der Wahrscheinlichkeit.',
  groupMajority: (phrase, share) =>
    `Keine einzelne Klasse hat mehr als die Hälfte der Wahrscheinlichkeit, aber alle Klassen der Gruppe „${phrase}“ haben zusammen ${share}.`,
  onlyThese: (classes) =>
    `Das Netz kennt nur diese ${classes} Klassen und wählt immer eine davon, was auch immer das Bild zeigt.`,
  onlySoMany: (classes) =>
    `Das Netz kennt nur ${count(classes)} Klassen und wählt immer eine davon, was auch immer das Bild zeigt.`,
  record: (pictures, share) =>
    `Bei ${count(pictures)} Bildern, die es nie gesehen hatte, war seine erste Antwort in ${share} der Fälle richtig.`,

  notFiniteInLayer: (layer, operator, bad, all) =>
    `NaN („keine Zahl“) oder Unendlich kommt zuerst in der Schicht „${layer}“ (${operator}) vor, und zwar ${of(bad, all)}.`,
  notFiniteInInput: (input, bad, all) =>
    `NaN („keine Zahl“) oder Unendlich kommt zuerst in der Eingabe „${input}“ vor, und zwar ${of(bad, all)}.`,

  changeSize: (isTooLarge) =>
    isTooLarge
      ? 'Wählen Sie unter „Eingabe“ eine kleinere Größe.'
      : 'Wählen Sie unter „Eingabe“ eine andere Größe, zum Beispiel die, mit der das Netz trainiert wurde.',
  changeFills: 'Ändern Sie unter „Eingabe“, was die anderen Eingänge bekommen.',

  titles: {
    catalogue: 'Die Liste der Modelle konnte nicht geladen werden',
    model: 'Das Netz konnte nicht geladen werden',
    weights: 'Zu diesen Gewichten fehlt das Netz',
    picture: 'Dieses Bild konnte nicht verwendet werden',
    run: 'Das Netz konnte nicht ausgeführt werden',
    labels: 'Diese Klassennamen konnten nicht verwendet werden',
  },
  unknownNetwork: 'Diese Gewichte gehören zu einem Netz, das hier nicht bekannt ist',
  engineNotStarted: 'Die Engine konnte nicht starten',
  engineStopped: 'Die Engine ist unerwartet abgebrochen',
  offline: 'Dieses Gerät ist offline',
  hints: {
    'engine-crash':
      'Drücken Sie „Erneut versuchen“, um sie neu zu starten. Ein großes Netz braucht vielleicht mehr Speicher, als dieses Gerät noch frei hat.',
    'worker-failed':
      'Drücken Sie „Erneut versuchen“. Wenn Sie diese Seite selbst bereitstellen, prüfen Sie, ob engine/worker.js unverändert ausgeliefert wird.',
    offline:
      'Stellen Sie die Verbindung her und drücken Sie „Erneut versuchen“. Netze und Bilder, die Sie schon benutzt haben, lassen sich auch ohne Verbindung öffnen.',
    cors: 'Laden Sie die Datei in einem eigenen Tab herunter und legen Sie sie dann hier ab.',
    'unknown-network':
      'Gewichte allein verraten nicht, wie ein Netz verschaltet ist. Schreiben Sie es mit den Python-Zeilen unten als .onnx-Datei und öffnen Sie dann diese.',
    'engine-not-loaded':
      'Drücken Sie „Erneut versuchen“. Wenn Sie diese Seite selbst bereitstellen, prüfen Sie, ob die Dateien in engine/ unverändert ausgeliefert werden.',
  },

  node: (name) => `Knoten: ${name}`,
  nodeOf: (name, operator) => `Knoten: ${name} (${operator})`,
  operator: (operator) => `Operator: ${operator}`,
  attribute: (name) => `Attribut: ${name}`,
  shapes: (shapes) => `Formen: ${shapes.join(', ')}`,

  filesNeeded: (files) =>
    files === 1 ? 'Eine weitere Datei wird benötigt' : 'Weitere Dateien werden benötigt',
  weightsApart: (files) =>
    `Die Gewichte dieses Netzes stehen nicht in der .onnx-Datei, sondern in ${listed(files)}.`,
  otherWeights: (given, needed) =>
    `Das Netz braucht „${given}“ nicht. Seine Gewichte stehen in ${listed(needed)}.`,
  weightsBesides: (given, needed) =>
    `Zusammen mit dem Netz kam ${listed(given)}, es braucht aber ${listed(needed)}.`,
  chooseFiles: (files) =>
    files === 1
      ? 'Wählen Sie die Datei aus oder legen Sie sie hier ab.'
      : 'Wählen Sie die Dateien aus oder legen Sie sie hier ab.',
  rename:
    'Wenn Sie die richtige Datei unter einem anderen Namen haben, benennen Sie sie zuerst um.',
  weightsAlone: (files, network) =>
    `${listed(files)} ${files.length === 1 ? 'enthält' : 'enthalten'} Gewichte, aber kein Netz. Das Netz steht in ${network === undefined ? 'der zugehörigen .onnx-Datei' : `„${network}“`}.`,
  chooseNetwork: (network) =>
    network === undefined
      ? 'Wählen Sie auch diese .onnx-Datei aus oder legen Sie sie hier ab.'
      : `Wählen Sie auch „${network}“ aus oder legen Sie diese Datei hier ab.`,

  notWeights: (name) =>
    `„${name}“ heißt wie Gewichte von PyTorch, enthält aber weder solche noch ein ONNX-Modell.`,
  notWeightsHint:
    'Wählen Sie eine Datei, die torch.save oder safetensors geschrieben hat, oder eine .onnx-Datei.',
  notOnnx: (name) => `„${name}“ heißt wie ein Netz, aber was darin steht, ist kein ONNX-Modell.`,
  notOnnxHint: 'Exportieren Sie das Netz noch einmal, oder wählen Sie eine andere Datei.',
  unknownFileTitle: 'Diese Datei konnte nicht verwendet werden',
  unknownFile: (name) => `„${name}“ ist weder ein Bild noch ein Netz.`,
  otherFile: (name, what) => `„${name}“ ist ${what}, weder ein Bild noch ein Netz.`,
  format: (format) => FORMATS[format],
  formatHint: (format, english) => HINTS.find(([, of]) => of.includes(format))?.[0] ?? english,
  knownFiles:
    'Legen Sie ein Bild (PNG, JPEG, WebP, GIF, AVIF oder SVG) oder ein Netz (.onnx, .pth, .pt oder .safetensors) ab.',
  noList: (name) => `„${name}“ ist keine Liste von Namen.`,
  otherClasses: (name, names, classes) =>
    `„${name}“ enthält ${count(names)} Namen, aber das Netz hat ${count(classes)} ${classes === 1 ? 'Klasse' : 'Klassen'}.`,
  giveList: (classes) =>
    classes === undefined
      ? 'Verwenden Sie eine Textdatei mit einer Zeile pro Klasse oder ein JSON-Array mit einem Namen pro Klasse.'
      : `Verwenden Sie eine Textdatei mit ${count(classes)} Namen, einem pro Zeile, oder ein JSON-Array mit ${count(classes)} Namen.`,
  noNetworkForList: (name) =>
    `„${name}“ sieht wie eine Liste von Klassennamen aus, aber es ist kein Netz geöffnet.`,
  openNetworkFirst: 'Öffnen Sie zuerst ein Netz und legen Sie die Liste dann noch einmal ab.',

  notFetched: (address, why) => `${address} konnte nicht abgerufen werden (${why}).`,
  serverAnswered: (status, address) => `Der Server hat für ${address} mit ${status} geantwortet.`,
  notJson: (address) => `${address} ist kein JSON.`,
  reloadOrBuild:
    'Prüfen Sie die Verbindung und laden Sie die Seite neu. Wenn Sie die Seite selbst bereitstellen, führen Sie den Build noch einmal aus.',
  sampleNotFetched: (title, why) =>
    `Das Beispiel „${title}“ konnte nicht abgerufen werden: ${why}.`,
  sampleRefused: (title, status) =>
    `Das Beispiel „${title}“ konnte nicht abgerufen werden: Der Server hat mit ${status} geantwortet.`,
  checkConnection: 'Prüfen Sie die Verbindung oder wählen Sie ein anderes Bild.',

  unexpected: (text) => `Ein unerwarteter Fehler ist aufgetreten: ${text}`,
  partMissing: 'Ein Teil dieser Seite ließ sich nicht laden',
  partMissingWhy: 'Die Datei dafür kam nicht an.',
  partMissingHint:
    'Bitte die Verbindung prüfen und ihn noch einmal öffnen oder die Seite neu laden.',
  reload:
    'Laden Sie die Seite neu und versuchen Sie es noch einmal. Wenn der Fehler wieder auftritt, melden Sie ihn bitte.',

  loading: (title) => `${title} wird geladen`,
  startingEngine: 'Die Engine wird gestartet',
  downloading: (title) => `${title} wird heruntergeladen`,
  checking: (title) => `${title} wird geprüft`,
  reading: (title) => `${title} wird gelesen`,
};
