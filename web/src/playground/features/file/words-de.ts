import type { Translated } from '../../kit/words.js';
import type { FileWords } from './words-en.js';

const formats = {
  pytorch: 'PyTorch-Gewichte',
  'pytorch-legacy': 'PyTorch-Gewichte wie vor PyTorch 1.6',
  safetensors: 'safetensors-Gewichte',
};

export const words: Translated<FileWords> = {
  file: 'Datei:',
  fetching: 'Wird geladen …',

  onnxFile: (opset, type, by) =>
    [
      'ONNX',
      ...(opset === undefined ? [] : [`Opset ${opset}`]),
      ...(type === undefined ? [] : [`Gewichte in ${type}`]),
      ...(by === '' ? [] : [`geschrieben von ${by}`]),
    ].join(', '),
  weightsFile: (format, type) =>
    type === undefined ? formats[format] : `${formats[format]} in ${type}`,
};
