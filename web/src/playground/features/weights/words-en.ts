// Every word of this feature: networks that come as weights alone.

import { wordsOf } from '../../kit/words.js';

/** Of what weights do not tell, by the names that `assume` takes. */
const ASSUMPTIONS: Readonly<Record<string, string>> = {
  size: 'Size of the input',
  resize: 'Size before the crop',
  interpolation: 'Interpolation',
  mean: 'Mean',
  std: 'Standard deviation',
  labels: 'Class names',
  activation: 'Activation',
  headActivation: 'Activation of the head',
  final: 'After the last layer',
  heads: 'Attention heads',
  order: 'Order of the layers',
  padding: 'Padding',
  stride: 'Stride',
  pool: 'Pools',
  pools: 'Pool sizes',
  poolKind: 'Kind of pool',
  stemPool: 'Pool after the first convolution',
  reduce: 'From maps to numbers',
  transformInput: 'Normalises again',
};

const english = {
  // A network that was recognised
  recognised: 'Weights of',
  /** path: names that lead to the weights within the file; '' where there is nothing else. */
  about: (path: string) =>
    `The file holds weights alone${path === '' ? '' : `, under ${path}`}. What they do not tell was assumed; change what is not so.`,
  nothingAssumed: 'The weights tell all of this network.',
  /** name: what `assume` calls it. */
  assumption: (name: string) => ASSUMPTIONS[name] ?? name,
  /** Of the layers themselves. list: of those below. */
  guessed: (list: string) =>
    `Guessed, because weights do not tell it: ${list}. If that is not so, the numbers are wrong: change it under “Weights of”.`,
  /** list: the first names. others: how many more there are. */
  guessedNames: (list: string, others: number) =>
    `The class names are a guess: ${list}${others > 0 ? ` and ${others} more` : ''}. If yours are others, use a list of names, or choose numbers under “Weights of”.`,
  guess: (name: string, value: string) => `${name} ${value}`,
  inCode: (name: string) => `In the package: assume.${name}`,
  /** english: what the reader of weights says of it. */
  why: (_name: string, english: string) => english,
  /** One of the values that are possible, such as "max". */
  choice: (value: string) => value,
  /** english: the network, as the reader of weights names it. */
  network: (english: string) => english,
  yes: 'yes',
  no: 'no',
  restore: 'As at first',
  save: 'Save as ONNX',

  // Weights of a network that is not known
  reading: (name: string) => `Reading the weights in ${name}…`,
  title: (name: string) => `Weights in ${name}`,
  counts: (tensors: string, parameters: string) => `${tensors} tensors, ${parameters} parameters`,
  under: (path: string) => `found under ${path}`,
  lines: 'Lines of Python that write the network as an .onnx file',
  linesAbout:
    "Run them where the network's class is. They assume a picture of 224 × 224: put your own size there. Then open the file here.",
  code: 'Lines of Python',
  copy: 'Copy',
  table: 'Tensors',
  headings: {
    name: 'Name',
    shape: 'Shape',
    type: 'Type',
    min: 'Minimum',
    mean: 'Mean',
    max: 'Maximum',
    std: 'Deviation',
  },
  notFinite: (values: string) => `${values} NaN or infinite`,
  more: (tensors: string) => `and ${tensors} more`,
  kernels: (name: string, count: string) =>
    `Kernels of ${name} for the first input channel, ${count} of them, in colours up to the layer's largest weight: orange above 0, blue below.`,
  showKernels: (name: string) => `Show the kernels of ${name}`,
};

export type WeightsWords = typeof english;
export const words = wordsOf('weights', english);
