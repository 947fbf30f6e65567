// Pictures and models of the user, kept by the browser (Cache Storage) until they are forgotten. A file
// that cannot be kept, for want of room or of permission, is simply not there next time.

import { sha256Of } from '../../../client/sha256.js';

export type OwnKind = 'picture' | 'model';

export interface OwnFile {
  id: string;
  kind: OwnKind;
  name: string;
  /** Of all files together. */
  bytes: number;
  /** Of the first file: milliseconds, as in File.lastModified. */
  modified: number;
  /** Of a picture: a small version. */
  thumbnail?: Blob;
}

/** A model first, then its files of weights. */
export interface OwnContent {
  name: string;
  file: File;
}

const CACHE = 'cnn-playground-own-files';
const FOLDER = '/cnn-playground/own/';

/** So many are kept of each kind, each of at most so many bytes; the oldest go first. */
export const LIMITS: Record<OwnKind, { count: number; bytes: number }> = {
  picture: { count: 6, bytes: 50e6 },
  model: { count: 3, bytes: 400e6 },
};

/** Part: a number of a file, or 'thumbnail'. Nothing lies at these addresses. */
function keyOf(kind: OwnKind, id: string, part: string | number): string {
  const path = `${FOLDER}${kind}/${encodeURIComponent(id)}/${part}`;
  return new URL(path, location.origin).href;
}

interface Key {
  kind: OwnKind;
  id: string;
  part: string;
}

function keyFrom({ url }: Request): Key {
  const [kind, id = '', part = ''] = new URL(url).pathname.slice(FOLDER.length).split('/');
  return { kind: kind === 'model' ? 'model' : 'picture', id: decodeURIComponent(id), part };
}

/** undefined where there is none, or the page may not use it. */
async function open(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(CACHE);
  } catch {
    return undefined;
  }
}

function response(name: string, body: Blob, modified: number): Response {
  const headers = {
    'x-name': encodeURIComponent(name),
    'x-modified': String(modified),
    'content-length': String(body.size),
  };
  return new Response(body, { headers });
}

const nameOf = ({ headers }: Response): string => decodeURIComponent(headers.get('x-name') ?? '');

const modifiedOf = ({ headers }: Response): number => Number(headers.get('x-modified'));

/** Of larger files, which are models, to hash them all would take a second and their size in memory. */
const HASHED = 64e6;

/** By its content: a copy of a file has another date. */
async function stampOf(file: File): Promise<string> {
  try {
    if (file.size <= HASHED) return await sha256Of(new Uint8Array(await file.arrayBuffer()));
  } catch {
    // A page without hashes has no Cache Storage either.
  }
  return `${file.size}:${file.lastModified}`;
}

/** The same file opened again is the same. */
async function idOf(contents: readonly OwnContent[]): Promise<string> {
  const stamps = await Promise.all(
    contents.map(async ({ name, file }) => `${name}:${await stampOf(file)}`),
  );
  return stamps.join('|');
}

async function remove(cache: Cache, id: string): Promise<void> {
  const keys = await cache.keys();
  await Promise.all(keys.filter((key) => keyFrom(key).id === id).map((key) => cache.delete(key)));
}

/** In the order in which they were kept. */
export async function listOwn(): Promise<OwnFile[]> {
  // To open a cache is to make one.
  const isThere = await globalThis.caches?.has(CACHE).catch(() => false);
  const cache = isThere ? await open() : undefined;
  const found = new Map<string, OwnFile>();
  for (const request of (await cache?.keys()) ?? []) {
    const { kind, id, part } = keyFrom(request);
    const kept = await cache?.match(request);
    if (!kept) continue;
    const known = found.get(id) ?? { id, kind, name: '', bytes: 0, modified: 0 };
    if (part === 'thumbnail') known.thumbnail = await kept.blob();
    else known.bytes += Number(kept.headers.get('content-length') ?? 0);
    if (part === '0') {
      known.name = nameOf(kept);
      known.modified = modifiedOf(kept);
    }
    found.set(id, known);
  }
  return [...found.values()];
}

/** Keeps these files; returns their id, or undefined where they could not be kept. */
export async function keepOwn(
  kind: OwnKind,
  contents: readonly OwnContent[],
  thumbnail?: Blob,
): Promise<string | undefined> {
  const limit = LIMITS[kind];
  const bytes = contents.reduce((sum, { file }) => sum + file.size, 0);
  const cache = await open();
  if (!cache || bytes > limit.bytes) return undefined;
  const id = await idOf(contents);
  // After a reload it is opened again: hundreds of megabytes need not be written anew.
  if ((await cache.keys()).some((key) => keyFrom(key).id === id)) return id;
  try {
    const older = (await listOwn()).filter((own) => own.kind === kind);
    for (const own of older.slice(0, Math.max(0, older.length - limit.count + 1)))
      await remove(cache, own.id);
    for (const [part, { name, file }] of contents.entries())
      await cache.put(keyOf(kind, id, part), response(name, file, file.lastModified));
    if (thumbnail) await cache.put(keyOf(kind, id, 'thumbnail'), response('', thumbnail, 0));
    return id;
  } catch {
    // No room: half of it is of no use.
    await remove(cache, id).catch(() => {});
    return undefined;
  }
}

/** [] where it is no longer there. */
export async function readOwn(kind: OwnKind, id: string): Promise<OwnContent[]> {
  const cache = await open();
  const contents: OwnContent[] = [];
  for (let part = 0; ; part += 1) {
    const kept = await cache?.match(keyOf(kind, id, part));
    if (!kept) return contents;
    const name = nameOf(kept);
    const lastModified = modifiedOf(kept);
    contents.push({ name, file: new File([await kept.blob()], name, { lastModified }) });
  }
}

export async function forgetOwn(): Promise<void> {
  await globalThis.caches?.delete(CACHE).catch(() => {});
}
