// Every word of this feature.

import type { WeightsFormat } from '../../../client/index.js';
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
};

export type FileWords = typeof english;
export const words = wordsOf('file', english);
