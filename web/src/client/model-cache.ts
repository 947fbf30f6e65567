// Verified models in the browser's Cache Storage, addressed by their SHA-256: a name says what the
// bytes are, so an entry is never out of date.

import type { CachedModel } from './cached-model.js';
import { describeEntry, keyOf, openModelCache } from './model-entry.js';

/**
 * What `cache: true` of a session has kept in the browser. Storage that is refused or missing is empty.
 *
 * @example
 * ```ts
 * import { modelCache } from 'cnn-playground';
 *
 * for (const { sha256 } of await modelCache.list()) await modelCache.remove(sha256);
 * ```
 */
export const modelCache = {
  /** Verified models kept in the browser's Cache Storage; [] where there is none (Node, insecure pages). */
  async list(): Promise<CachedModel[]> {
    const cache = await openModelCache();
    if (cache === undefined) return [];
    const models = (await cache.keys()).map(async (request) => {
      const response = await cache.match(request);
      return response === undefined ? [] : [describeEntry(request, response)];
    });
    return (await Promise.all(models)).flat();
  },

  /** Removes one; false where it was not there. */
  async remove(sha256: string): Promise<boolean> {
    const cache = await openModelCache();
    return (await cache?.delete(keyOf(sha256))) ?? false;
  },
};
