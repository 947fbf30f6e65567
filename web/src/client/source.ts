// Bytes of a model or picture from wherever the user has them.

import { resolveAddress, showFile } from './address.js';
import { download } from './download.js';
import { aborted, failure, PlaygroundError, textOf, throwIfAborted } from './error.js';
import { isArrayBuffer, isBlob, isBytes, isUrl } from './kinds.js';
import { type NodeProcess, nodeProcess } from './node.js';
import type { ModelSource } from './options.js';
import { checkSize, type ReadOptions } from './read-options.js';

/** The result is the caller's own: a source that is already bytes is copied. */
export async function readSource(
  source: ModelSource,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, what } = options;
  throwIfAborted(signal, 'Loading');
  const local = localBytes(source);
  if (local !== undefined) {
    checkSize(local.size, options);
    const bytes = await local.read().catch((thrown: unknown) => {
      throw unreadable(what, thrown);
    });
    throwIfAborted(signal, 'Loading');
    options.onProgress?.({ phase: 'download', loaded: bytes.length, total: bytes.length });
    return bytes;
  }
  if (typeof source !== 'string' && !isUrl(source)) {
    throw failure(
      'invalid-argument',
      `${what} was given as ${source === null ? 'null' : typeof source}.`,
      'Give an address (string or URL), an ArrayBuffer, a Uint8Array or a Blob.',
    );
  }
  const url = resolveAddress(source, what);
  const node = nodeProcess();
  if (url.protocol !== 'file:' || node === undefined) return download(url, options);
  const bytes = await readFile(node, url, options);
  // A pipe or a device states no size.
  checkSize(bytes.length, options);
  options.onProgress?.({ phase: 'download', loaded: bytes.length, total: bytes.length });
  return bytes;
}

async function readFile(
  node: NodeProcess,
  url: URL,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, what } = options;
  const files = node.getBuiltinModule('node:fs/promises');
  try {
    checkSize((await files.stat(url)).size, options);
    return new Uint8Array(await files.readFile(url, { signal }));
  } catch (thrown) {
    if (signal?.aborted) throw aborted('Loading', signal);
    if (thrown instanceof PlaygroundError) throw thrown;
    throw failure(
      'file-error',
      `${what} could not be read from ${showFile(node, url)} (${textOf(thrown)}).`,
      'Check the path; a relative one counts from the working directory of the process.',
      thrown,
    );
  }
}

/** The browser's reason: the file was moved, changed, or its permission taken back. */
function unreadable(what: string, thrown: unknown) {
  const hint = 'Choose the file again.';
  return failure('file-error', `${what} could not be read (${textOf(thrown)}).`, hint, thrown);
}

interface LocalBytes {
  size: number;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

function localBytes(source: ModelSource): LocalBytes | undefined {
  if (isBlob(source)) {
    return { size: source.size, read: async () => new Uint8Array(await source.arrayBuffer()) };
  }
  if (isArrayBuffer(source)) {
    return { size: source.byteLength, read: async () => new Uint8Array(new Uint8Array(source)) };
  }
  if (isBytes(source)) {
    return { size: source.length, read: async () => new Uint8Array(source) };
  }
  return undefined;
}
