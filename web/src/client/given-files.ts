// The option externalData: files that hold weights of a model, as the user gives them.

import { resolveAddress } from './address.js';
import { failure } from './error.js';
import { isArrayBuffer, isBlob, isBytes, isUrl } from './kinds.js';
import type { ExternalDataFile, SessionOptions } from './options.js';

/** Each with its path, "./" in front left out. Throws 'invalid-argument' for what cannot be. */
export function givenFiles(list: SessionOptions['externalData'] = []): ExternalDataFile[] {
  if (!Array.isArray(list)) throw wrongList('is no array');
  const files = list.map(checked);
  const paths = new Set<string>();
  for (const { path } of files) {
    if (paths.has(path)) throw wrongList(`has "${path}" twice`);
    paths.add(path);
  }
  return files;
}

/**
 * Whether a model may keep weights in a file of that name: in its own folder or one below it. The
 * engine's own rule, engine/onnx/external_walk.h.
 */
export function isLocalName(path: string): boolean {
  const isPlain = [...path].every((letter) => letter >= ' ' && letter !== '\\');
  if (!isPlain || path[1] === ':') return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function checked(entry: unknown): ExternalDataFile {
  if (typeof entry === 'string') return checkedName({ path: lastPart(entry), data: entry }, entry);
  const { path, data } = (entry ?? {}) as Partial<ExternalDataFile>;
  if (typeof path !== 'string') throw wrongList('has an entry without a path');
  const isSource =
    typeof data === 'string' || [isUrl, isBytes, isArrayBuffer, isBlob].some((is) => is(data));
  if (data === undefined || !isSource) throw wrongList(`has no data for "${path}"`);
  return checkedName({ path: path.replace(/^(\.\/)+/, ''), data }, path);
}

function checkedName(file: ExternalDataFile, given: string): ExternalDataFile {
  if (isLocalName(file.path)) return file;
  throw wrongList(`has the path "${given}", which no model can have for a file beside it`);
}

/** What an address ends in: "https://x.test/a/net.onnx.data?x=1" is net.onnx.data. */
export function lastPart(address: string | URL, what = 'An entry of externalData'): string {
  const { pathname } = resolveAddress(address, what);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function wrongList(what: string) {
  return failure(
    'invalid-argument',
    `Option "externalData" ${what}.`,
    'Give an array of { path, data }: the name that the model has for the file, and its address or bytes.',
  );
}
