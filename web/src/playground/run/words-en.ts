// The words of this folder: the answer in sentences, and failures.

import type { Format } from '../../client/sniff.js';
import type { ErrorCode } from '../../protocol/index.js';
import { count, plural } from '../kit/format.js';
import { wordsOf } from '../kit/words.js';

const hints: Partial<Record<ErrorCode, string>> = {
  'engine-crash':
    'Press "Try again" to restart it. A large network may need more memory than this device has left.',
  'worker-failed':
    'Press "Try again". If you serve this page yourself, check that engine/worker.js is served exactly as it was built.',
  offline:
    'Connect to the network and press "Try again". Networks and pictures that you used before open without a connection.',
  cors: 'Download the file in a separate tab, then drop it here.',
  'unknown-network':
    'Weights alone do not tell how a network is wired. Write it as an .onnx file with the lines of Python below, then open that file.',
  'engine-not-loaded':
    'Press "Try again". If you serve this page yourself, check that the files in engine/ are served exactly as they were built.',
};

/** "a", "a" and "b", or "a", "b", "c" and 4 more. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : `${last}`;
}

function of(part: number, all: number): string {
  return part === all ? 'all of its values' : `${count(part)} of its ${count(all)} values`;
}

const english = {
  /** A class without a name. */
  classNumber: (index: number) => `class ${index}`,

  // Names of pictures
  drawing: 'Your drawing',
  camera: 'Camera',
  firstFrame: 'Of a moving picture the first frame is used.',
  onWhite: 'What is transparent in it is white to the network.',

  // The answer. Shares are percentages.
  quoted: (label: string) => `“${label}”`,
  sure: (label: string, share: string) => `${label}, ${share}`,
  unsure: (first: string, second: string) => `Not sure: ${first}, ${second}`,
  /** phrase: what the classes of a group are, "a cat"; members: the likeliest of them. */
  sureOfGroup: (phrase: string, members: string) => `${phrase}: ${members}`,
  unsureInGroup: (phrase: string, members: string) => `${phrase}, not sure which: ${members}`,
  closest: (classes: number) => `Closest of its ${classes} classes`,
  noMajority: 'No class has more than half of the probability.',
  groupMajority: (phrase: string, share: string) =>
    `No single class has more than half of the probability, but all classes that mean ${phrase} have ${share} together.`,
  onlyThese: (classes: number) =>
    `The network only knows these ${classes} classes and always picks one of them, whatever the picture shows.`,
  onlySoMany: (classes: number) =>
    `The network only knows ${count(classes)} classes and always picks one of them, whatever the picture shows.`,
  record: (pictures: number, share: string) =>
    `On ${count(pictures)} pictures it had never seen, its first answer was right ${share} of the time.`,

  // NaN and infinity
  notFiniteInLayer: (layer: string, operator: string, bad: number, all: number) =>
    `NaN ("not a number") or infinity first appears in the layer "${layer}" (${operator}), in ${of(bad, all)}.`,
  notFiniteInInput: (input: string, bad: number, all: number) =>
    `NaN ("not a number") or infinity first appears in the input "${input}", in ${of(bad, all)}.`,

  // What to do where the input may be the cause of a failed run
  changeSize: (isTooLarge: boolean): string =>
    isTooLarge
      ? 'Choose a smaller size under "Input".'
      : 'Choose another size under "Input", for example the one that the network was trained with.',
  changeFills: 'Change what the other inputs get under "Input".',

  // Titles of failures
  titles: {
    catalogue: 'The list of models could not be loaded',
    model: 'The network could not be loaded',
    weights: 'These weights need their network',
    picture: 'This picture could not be used',
    run: 'The network could not be run',
    labels: 'These class names could not be used',
  },
  unknownNetwork: 'These weights belong to a network that is not known here',
  engineNotStarted: 'The engine could not start',
  engineStopped: 'The engine stopped unexpectedly',
  offline: 'This device is offline',
  hints,

  // Where in a network it failed
  node: (name: string) => `Node: ${name}`,
  nodeOf: (name: string, operator: string) => `Node: ${name} (${operator})`,
  operator: (operator: string) => `Operator: ${operator}`,
  attribute: (name: string) => `Attribute: ${name}`,
  shapes: (shapes: readonly string[]) => `Shapes: ${shapes.join(', ')}`,

  // Files of weights
  filesNeeded: (files: number): string =>
    files === 1 ? 'One more file is needed' : 'More files are needed',
  weightsApart: (files: readonly string[]) =>
    `This network keeps its weights outside the .onnx file, in ${listed(files)}.`,
  otherWeights: (given: string, needed: readonly string[]) =>
    `The network does not need "${given}". Its weights are in ${listed(needed)}.`,
  weightsBesides: (given: readonly string[], needed: readonly string[]) =>
    `${listed(given)} came with this network, but it needs ${listed(needed)}.`,
  chooseFiles: (files: number): string =>
    files === 1 ? 'Choose it, or drop it here.' : 'Choose them, or drop them here.',
  rename: 'If you have the right file under another name, rename it first.',
  /** network: name of its file, where the names of the weights tell it. */
  weightsAlone: (files: readonly string[], network: string | undefined) =>
    `${listed(files)} ${files.length === 1 ? 'holds' : 'hold'} weights, but no network. The network is in ${network === undefined ? 'the .onnx file that they belong to' : `"${network}"`}.`,
  chooseNetwork: (network: string | undefined) =>
    network === undefined
      ? 'Also choose that .onnx file, or drop it here.'
      : `Also choose "${network}", or drop it here.`,

  // Other files
  notWeights: (name: string) =>
    `"${name}" is named like weights of PyTorch, but what is in it is neither that nor an ONNX model.`,
  notWeightsHint: 'Choose a file that torch.save or safetensors wrote, or an .onnx file.',
  notOnnx: (name: string) =>
    `"${name}" is named like a network, but what is in it is not an ONNX model.`,
  notOnnxHint: 'Export the network again, or choose another file.',
  unknownFileTitle: 'This file could not be used',
  unknownFile: (name: string) => `"${name}" is neither a picture nor a network.`,
  /** what: a phrase that fits after "it is", such as "a gzip archive". */
  otherFile: (name: string, what: string) => `"${name}" is ${what}, not a picture or a network.`,
  /** english: what the client says of a file of that format, and how it helps. */
  format: (_format: Format, english: string) => english,
  formatHint: (_format: Format, english: string) => english,
  knownFiles:
    'Drop a PNG, JPEG, WebP, GIF, AVIF or SVG picture, or a network: .onnx, .pth, .pt or .safetensors.',
  noList: (name: string) => `"${name}" is not a list of names.`,
  otherClasses: (name: string, names: number, classes: number) =>
    `"${name}" holds ${plural(names, 'name')}, but the network has ${plural(classes, 'class', 'classes')}.`,
  /** classes: undefined where nobody knows how many there are. */
  giveList: (classes: number | undefined) =>
    classes === undefined
      ? 'Use a text file with one line per class, or a JSON array with one name per class.'
      : `Use a text file with ${plural(classes, 'name')}, one per line, or a JSON array of ${plural(classes, 'name')}.`,
  noNetworkForList: (name: string) =>
    `"${name}" looks like a list of class names, but no network is open.`,
  openNetworkFirst: 'Open a network first, then drop the list again.',

  // The page's own files
  notFetched: (address: string, why: string) => `${address} could not be fetched (${why}).`,
  serverAnswered: (status: number, address: string) =>
    `The server answered ${status} for ${address}.`,
  notJson: (address: string) => `${address} is not JSON.`,
  reloadOrBuild:
    'Check the connection and reload the page. If you serve the page yourself, run the build again.',
  sampleNotFetched: (title: string, why: string) =>
    `The sample "${title}" could not be fetched: ${why}.`,
  sampleRefused: (title: string, status: number) =>
    `The sample "${title}" could not be fetched: the server answered ${status}.`,
  checkConnection: 'Check the connection, or choose another picture.',

  // What is waited for
  loading: (title: string) => `Loading ${title}`,
  startingEngine: 'Starting the engine',
  downloading: (title: string) => `Downloading ${title}`,
  checking: (title: string) => `Checking ${title}`,
  reading: (title: string) => `Reading ${title}`,

  // A defect of the page itself
  unexpected: (text: string) => `An unexpected error occurred: ${text}`,
  partMissing: 'A part of this page could not be loaded',
  partMissingWhy: 'Its file did not arrive.',
  partMissingHint: 'Check the connection and open it again, or reload the page.',
  reload: 'Reload the page and try again. If it happens again, please report it.',
};

export type RunWords = typeof english;
export const words = wordsOf('run', english);
