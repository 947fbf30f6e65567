// Entries of the cache of models: where they lie, and what an entry says of its model. Apart from
// model-cache.ts, whose types users of the package see in Node too, where there is no Cache.

import type { CachedModel } from './cached-model.js';

/** One name for all versions of the package, so that an update loses no model. */
export const MODEL_CACHE = 'cnn-playground-models';
const FOLDER = '/cnn-playground/model-cache/';
/** Where the model came from, among the headers of its entry. */
const FROM = 'x-model-url';

/** undefined where there is no Cache Storage, or the page may not use it. */
export async function openModelCache(): Promise<Cache | undefined> {
  try {
    // In a sandboxed frame the very name throws.
    return await globalThis.caches?.open(MODEL_CACHE);
  } catch {
    return undefined;
  }
}

/** Nothing lies at this address: it only names the entry. */
export function keyOf(sha256: string): string {
  return new URL(FOLDER + sha256.toLowerCase(), globalThis.location.origin).href;
}

/** bytes: copied by Response, so the caller may give them away. */
export function entryOf(url: URL, bytes: Uint8Array<ArrayBuffer>): Response {
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(bytes.length),
    [FROM]: url.href,
  };
  return new Response(bytes, { headers });
}

/** What an entry holds. */
export function describeEntry(request: Request, { headers }: Response): CachedModel {
  return {
    url: headers.get(FROM) ?? '',
    sha256: request.url.slice(request.url.lastIndexOf('/') + 1),
    bytes: Number(headers.get('content-length')),
  };
}
