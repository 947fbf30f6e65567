// The model file, checked as far as its bytes tell before the engine sees it.

import { resolveAddress } from './address.js';
import { failure, throwIfAborted } from './error.js';
import { isUrl } from './kinds.js';
import type { ModelSource, SessionOptions } from './options.js';
import { keepVerified, takeCached } from './read-cached.js';
import { checkSize } from './read-options.js';
import { checkSha256 } from './sha256.js';
import { describeBytes } from './sniff.js';
import { readSource } from './source.js';

/** The engine's own default, engine/core/limits.h. */
export const DEFAULT_MAX_MEMORY = 2 ** 30;

export interface ReadModel {
  model: Uint8Array<ArrayBuffer>;
  /** Sentences for session.info.notes. */
  notes: string[];
}

type Options = SessionOptions & { signal: AbortSignal };

export async function readModel(source: ModelSource, options: Options): Promise<ReadModel> {
  const { signal, onProgress, sha256 } = options;
  const url = cacheAddress(source, options);
  if (url === undefined || sha256 === undefined) {
    return { model: await fetchModel(source, options), notes: [] };
  }
  const read = { url, sha256, signal, onProgress };
  const cached = await takeCached(read);
  if (cached !== undefined) {
    checkSize(cached.length, readOptions(options));
    return { model: cached, notes: [] };
  }
  const model = await fetchModel(source, options);
  const note = await keepVerified(read, model);
  return { model, notes: note === undefined ? [] : [note] };
}

/** The address of a model that is to be cached. Throws 'invalid-argument' where it cannot be. */
export function cacheAddress(source: ModelSource, options: SessionOptions): URL | undefined {
  if (!options.cache) return undefined;
  const url =
    typeof source === 'string' || isUrl(source) ? resolveAddress(source, 'The model') : undefined;
  const what = url === undefined ? 'is no address' : `has the scheme "${url.protocol}"`;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw failure(
      'invalid-argument',
      `Option "cache" is for models from http(s) addresses, and this source ${what}.`,
      'Leave cache out: what is on this device already needs no cache.',
    );
  }
  if (options.sha256 !== undefined) return url;
  throw failure(
    'invalid-argument',
    `Option "cache" needs the option "sha256", which is missing for ${url.href}.`,
    'Give the SHA-256 of the model, 64 hexadecimal digits, or leave cache out.',
  );
}

async function fetchModel(source: ModelSource, options: Options): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, onProgress, sha256 } = options;
  let contentType = '';
  const onType = (type: string) => {
    contentType = type;
  };
  const model = await readSource(source, { ...readOptions(options), onType });
  checkIsModel(model, source, contentType);
  if (sha256 !== undefined) {
    onProgress?.({ phase: 'verify', loaded: 0, total: 1 });
    await checkSha256(model, sha256, addressOf(source));
    throwIfAborted(signal, 'Loading');
    onProgress?.({ phase: 'verify', loaded: 1, total: 1 });
  }
  return model;
}

function readOptions({ signal, onProgress, maxMemory = DEFAULT_MAX_MEMORY }: Options) {
  return { signal, onProgress, maxBytes: maxMemory, what: 'The model' };
}

/** Throws 'not-a-model' where the bytes are recognisably something else. */
export function checkIsModel(bytes: Uint8Array, source: ModelSource, contentType = ''): void {
  const found = describeBytes(bytes, contentType);
  // Those who read files of weights say more of them, also of an archive of something else.
  if (found === undefined || found.kind === 'weights') return;
  const address = addressOf(source);
  const where = address === undefined ? '' : ` from ${address}`;
  throw failure(
    'not-a-model',
    `The file${where} is neither an ONNX model nor weights of PyTorch: it is ${found.what}.`,
    found.hint,
  );
}

/** For messages: addresses in full, paths as the user wrote them. */
function addressOf(source: ModelSource): string | undefined {
  if (typeof source !== 'string' && !isUrl(source)) return undefined;
  const { protocol, href } = resolveAddress(source, 'The model');
  return protocol === 'file:' ? String(source) : href;
}
