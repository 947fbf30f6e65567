// The model file, checked as far as its bytes tell before the engine sees it.

import { describeBytes } from './describe-bytes.js';
import { failure } from './error.js';
import { isUrl } from './kinds.js';
import type { ModelSource, SessionOptions } from './options.js';
import { checkSha256 } from './sha256.js';
import { readSource } from './source.js';

/** The engine's own default, engine/core/limits.h. */
const DEFAULT_MAX_MEMORY = 2 ** 30;

export async function readModel(
  source: ModelSource,
  options: SessionOptions & { signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, onProgress, sha256, maxMemory = DEFAULT_MAX_MEMORY } = options;
  const model = await readSource(source, {
    signal,
    onProgress,
    maxBytes: maxMemory,
    what: 'The model',
  });
  checkIsModel(model, source);
  if (sha256 !== undefined) {
    onProgress?.({ phase: 'verify', loaded: 0, total: 1 });
    await checkSha256(model, sha256);
    onProgress?.({ phase: 'verify', loaded: 1, total: 1 });
  }
  return model;
}

/** Throws 'not-a-model' where the bytes are recognisably something else. */
export function checkIsModel(bytes: Uint8Array, source: ModelSource): void {
  const found = describeBytes(bytes);
  if (found === undefined) return;
  const where = typeof source === 'string' || isUrl(source) ? ` from ${String(source)}` : '';
  throw failure(
    'not-a-model',
    `The file${where} is not an ONNX model: it is ${found.what}.`,
    found.hint,
  );
}
