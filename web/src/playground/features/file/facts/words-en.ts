// Every word of what is behind the line; those of the line itself stand in the folder above.

import { plural } from '../../../kit/format.js';
import { wordsOf } from '../../../kit/words.js';

const english = {
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

export type FactsWords = typeof english;
export const words = wordsOf('file-facts', english);
