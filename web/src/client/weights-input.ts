// What the worker needs to read a file of weights.

import { containerOf, type WeightsInput } from '../protocol/index.js';
import { failure } from './error.js';
import { lastPart } from './given-files.js';
import { isUrl } from './kinds.js';
import type { ModelSource, SessionOptions } from './options.js';
import { weightsScript } from './package-files.js';

/** undefined where the bytes are an ONNX file. Throws 'invalid-argument' for assumptions about one. */
export function weightsInput(
  bytes: Uint8Array,
  source: ModelSource,
  options: SessionOptions,
): WeightsInput | undefined {
  const { assume = {} } = options;
  if (containerOf(bytes) !== undefined)
    return { script: weightsScript(options), name: nameOf(source), assume: { ...assume } };
  if (Object.keys(assume).length === 0) return undefined;
  throw failure(
    'invalid-argument',
    'Option "assume" is for files of weights, and this is an ONNX file, which says all by itself.',
    'Leave assume out.',
  );
}

/** What the user calls it: the last part of an address, or a File's own name; '' for what has none. */
function nameOf(source: ModelSource): string {
  if (typeof source !== 'string' && !isUrl(source)) return (source as Partial<File>).name ?? '';
  return /^(data|blob):/.test(String(source)) ? '' : lastPart(source, 'The model');
}
