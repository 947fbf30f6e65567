// The model by way of the browser's cache: nothing goes in before its SHA-256 was found right, and
// nothing comes out without it.

import type { Progress } from '../protocol/index.js';
import { aborted, textOf, throwIfAborted } from './error.js';
import { entryOf, keyOf, openModelCache } from './model-entry.js';
import { nodeProcess } from './node.js';
import { showBytes } from './read-options.js';
import { sha256Of } from './sha256.js';

export interface CachedRead {
  url: URL;
  sha256: string;
  signal: AbortSignal;
  onProgress?: ((progress: Progress) => void) | undefined;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The cached model, verified; undefined where there is none. A damaged entry is deleted. */
export async function takeCached(read: CachedRead): Promise<Bytes | undefined> {
  const bytes = await readEntry(read);
  throwIfAborted(read.signal, 'Loading');
  if (bytes === undefined) return undefined;
  read.onProgress?.({ phase: 'download', loaded: bytes.length, total: bytes.length });
  read.onProgress?.({ phase: 'verify', loaded: 0, total: 1 });
  const found = await sha256Of(bytes);
  throwIfAborted(read.signal, 'Loading');
  if (found !== read.sha256.toLowerCase()) {
    await dropEntry(read.sha256);
    return undefined;
  }
  read.onProgress?.({ phase: 'verify', loaded: 1, total: 1 });
  return bytes;
}

/** bytes: verified. Returns a note where they could not be kept; the model is of use all the same. */
export async function keepVerified(read: CachedRead, bytes: Bytes): Promise<string | undefined> {
  const cache = await openModelCache();
  if (cache === undefined) return noStorage(read.url);
  try {
    await cache.put(keyOf(read.sha256), entryOf(read.url, bytes));
  } catch (thrown) {
    await dropEntry(read.sha256);
    if (!read.signal.aborted) return notKept(read.url, bytes.length, thrown);
  }
  if (!read.signal.aborted) return undefined;
  await dropEntry(read.sha256);
  throw aborted('Loading', read.signal);
}

async function readEntry({ sha256 }: CachedRead): Promise<Bytes | undefined> {
  try {
    const entry = await (await openModelCache())?.match(keyOf(sha256));
    return entry && new Uint8Array(await entry.arrayBuffer());
  } catch {
    // An entry whose bytes are gone from the disk: as good as damaged.
    await dropEntry(sha256);
    return undefined;
  }
}

async function dropEntry(sha256: string): Promise<void> {
  try {
    await (await openModelCache())?.delete(keyOf(sha256));
  } catch {
    // What cannot be deleted is verified at the next read, as everything is.
  }
}

function noStorage(url: URL): string {
  const [where, hint] =
    nodeProcess() === undefined
      ? ['this page', 'Serve the page over https or from localhost, outside of sandboxed frames.']
      : ['Node', 'Save the file yourself, and give its path.'];
  return `The model ${url.href} runs, but is not kept: ${where} has no Cache Storage. ${hint}`;
}

function notKept(url: URL, bytes: number, thrown: unknown): string {
  const size = showBytes(bytes);
  if (thrown instanceof Error && thrown.name === 'QuotaExceededError') {
    return (
      `The model ${url.href} runs, but the browser has no room to keep it (${size}). ` +
      'To have it without a network, remove other models or free space on this device, and load it again.'
    );
  }
  return (
    `The model ${url.href} (${size}) runs, but the browser could not keep it (${textOf(thrown)}). ` +
    'To have it without a network, allow this site to store data, and load it again.'
  );
}
