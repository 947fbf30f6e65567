// Every word of this feature.

import type { WeightsFormat } from '../../../client/index.js';
import { plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const formats: Readonly<Record<WeightsFormat, string>> = {
  pytorch: 'PyTorch weights',
  'pytorch-legacy': 'PyTorch weights, as before PyTorch 1.6',
  safetensors: 'safetensors weights',
};

const english = {
  file: 'File:',
  fetching: 'Loading…',

  /** type: of most weights, where it is not float32; by: the program that wrote it, '' where the file does not say. */
  onnxFile: (opset: number | undefined, type: string | undefined, by: string) =>
    [
      'ONNX',
      ...(opset === undefined ? [] : [`opset ${opset}`]),
      ...(type === undefined ? [] : [`${type} weights`]),
      ...(by === '' ? [] : [`written by ${by}`]),
    ].join(', '),
  weightsFile: (format: WeightsFormat, type: string | undefined) =>
    type === undefined ? formats[format] : `${formats[format]} in ${type}`,

  // Names of what a file says
  format: 'Format',
  by: 'Written by',
  version: 'Version',
  changed: 'Changed',
  changedSays: 'This network was changed after its training.',
  measuredBefore: 'How often it is right was measured before.',
  opsets: 'Opsets',
  graph: 'Graph',
  functions: 'Functions',
  modules: 'Modules',
  weights: 'Weights',
  network: 'Network',
  path: 'Found under',
  fed: 'Picture fed as',
  outputs: 'Outputs',
  assumed: 'Assumed',

  formats,
  onnxFormat: (irVersion: number, size: string) => `ONNX, IR version ${irVersion}, ${size}`,
  notSaid: 'The file does not say.',
  /** graph: its name, which may be ''. */
  nodes: (graph: string, nodes: number) =>
    graph === '' ? plural(nodes, 'node') : `${graph}, ${plural(nodes, 'node')}`,
  noWeights: 'None in this file',
  runsInFloat32: (weights: string, type: string) => `${weights}. ${type} runs in float32.`,
  andMore: (names: string, more: string) => `${names} and ${more} more`,
  fedAs: (type: string, layout: string, shape: string) => `${type}, ${layout}, ${shape}`,
  value: (name: string, type: string, shape: string) => `${name}: ${type}, ${shape}`,
  assumptions: (assumptions: number) =>
    assumptions === 0
      ? 'Nothing: the weights tell all of this network.'
      : `${plural(assumptions, 'value')} that weights do not tell. They are listed under "Weights of".`,
  openSizes: (shape: string) =>
    `The file leaves sizes of the input open (−1): ${shape}. They are as the picture is prepared.`,
};

export type FileWords = typeof english;
export const words = wordsOf('file', english);
