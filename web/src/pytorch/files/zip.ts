// Zip archives, as far as PyTorch's need it: where each entry's bytes are. The central directory is what counts,
// since PyTorch leaves the sizes out of the local headers.

import { LIMITS } from '../limits.js';
import { cutOff, damaged, Refusal, shown, tooMuch } from '../refusal.js';
import { inflate } from './inflate.js';

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  /** Of the entry's local header. */
  readonly header: number;
}

export interface Zip {
  readonly names: readonly string[];
  /** Bytes that an entry has when it is unpacked; 0 where there is none of that name. */
  sizeOf(name: string): number;
  /** The bytes of an entry: a view of the archive's where they are stored as they are. */
  read(name: string): Promise<Uint8Array | undefined>;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const IN_64 = 0xffffffff;
/** The record itself, and the longest comment behind it. */
const END_BYTES = 22;
const END_SEARCH = END_BYTES + 0xffff;

/**
 * Reads the directory of an archive, and nothing else yet. most: bytes that compressed entries may become, together.
 *
 * @throws Refusal: 'truncated' where the directory is not there, 'invalid-model' where entries are twice there,
 * lie outside of the file or over one another, 'limit-exceeded'.
 */
export function openZip(
  bytes: Uint8Array,
  most = Math.max(LIMITS.inflatedTimes * bytes.length, LIMITS.inflatedFloor),
): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, Entry>();
  for (const entry of directory(bytes, view)) {
    if (entries.has(entry.name))
      throw damaged(`The archive has the entry "${shown(entry.name)}" twice.`);
    entries.set(entry.name, entry);
  }
  const starts = dataStarts(view, [...entries.values()]);
  let budget = most;
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.size ?? 0,
    async read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      const start = starts.get(entry) ?? 0;
      const packed = bytes.subarray(start, start + entry.packed);
      if (entry.method === 0) return packed;
      if (entry.method !== 8) throw unknownMethod(entry);
      budget -= entry.size;
      if (budget < 0)
        throw tooMuch(
          'The archive becomes far larger than it is when it is unpacked, as no weights do.',
        );
      return inflate(packed, entry.size, `The entry "${shown(name)}"`);
    },
  };
}

function unknownMethod({ name, method }: Entry): Refusal {
  return new Refusal(
    'unsupported',
    `The entry "${shown(name)}" of the archive is compressed by method ${method}, which is not read here.`,
    'PyTorch compresses nothing: save the weights again with torch.save.',
  );
}

/** Where the directory is, and how many entries it has. */
function findDirectory(view: DataView): { start: number; end: number; count: number } {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= 0 && at > last - END_SEARCH; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const count = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    const wide =
      count === 0xffff || size === IN_64 || start === IN_64 ? find64(view, at) : undefined;
    return wide ?? { start, end: start + size, count };
  }
  throw cutOff(
    'The file is an archive (zip), as torch.save writes it, but its list of entries is missing, which stands at the end.',
  );
}

function find64(
  view: DataView,
  end: number,
): { start: number; end: number; count: number } | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return undefined;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (!(at + 56 <= locator) || view.getUint32(at, true) !== END_64)
    throw damaged('The archive says that its list of entries is where it is not.');
  const start = Number(view.getBigUint64(at + 48, true));
  return {
    start,
    end: start + Number(view.getBigUint64(at + 40, true)),
    count: Number(view.getBigUint64(at + 32, true)),
  };
}

function* directory(bytes: Uint8Array, view: DataView): Generator<Entry> {
  const { start, end, count } = findDirectory(view);
  if (!(end <= bytes.length))
    throw cutOff('The list of entries of the archive lies beyond its end.');
  if (count > LIMITS.zipEntries)
    throw tooMuch(`The archive has ${count} entries, more than the ${LIMITS.zipEntries} allowed.`);
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL)
      throw damaged(`The list of entries of the archive ends after ${index} of ${count}.`);
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = lengths.reduce((sum, length) => sum + length, at + 46);
    if (next > end)
      throw damaged(`The list of entries of the archive ends after ${index} of ${count}.`);
    yield entryAt(bytes, view, at);
    at = next;
  }
}

function entryAt(bytes: Uint8Array, view: DataView, at: number): Entry {
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd));
  if (view.getUint16(at + 8, true) & 1)
    throw new Refusal('unsupported', `The entry "${shown(name)}" of the archive is encrypted.`);
  const sizes = {
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    header: view.getUint32(at + 42, true),
  };
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const method = view.getUint16(at + 10, true);
  const entry = { name, method, ...wideSizes(view, sizes, nameEnd, extraEnd) };
  if (method === 0 && entry.packed !== entry.size)
    throw damaged(`The entry "${shown(name)}" of the archive has two sizes.`);
  return entry;
}

type Sizes = Pick<Entry, 'size' | 'packed' | 'header'>;

/** Sizes of 8 bytes stand in an extra field, in this order, each only where its own field is full. */
function wideSizes(view: DataView, sizes: Sizes, start: number, end: number): Sizes {
  const result = { ...sizes };
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const stop = Math.min(end, at + 4 + view.getUint16(at + 2, true));
    let from = at + 4;
    for (const field of ['size', 'packed', 'header'] as const) {
      if (sizes[field] !== IN_64 || from + 8 > stop) continue;
      result[field] = Number(view.getBigUint64(from, true));
      from += 8;
    }
    return result;
  }
  return result;
}

/** Where the bytes of each entry begin. Entries that share bytes make small bombs of large ones. */
function dataStarts(view: DataView, entries: readonly Entry[]): Map<Entry, number> {
  const starts = new Map<Entry, number>();
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.header - b.header)) {
    const { header, packed } = entry;
    const name = shown(entry.name);
    if (!(header + 30 <= view.byteLength))
      throw cutOff(`The entry "${name}" lies beyond the end of the archive.`);
    if (header < free) throw damaged(`The entry "${name}" of the archive lies over another one.`);
    if (view.getUint32(header, true) !== LOCAL)
      throw damaged(`The entry "${name}" of the archive is not where its list says.`);
    const start =
      header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    if (!(start + packed <= view.byteLength))
      throw cutOff(`The entry "${name}" lies beyond the end of the archive.`);
    starts.set(entry, start);
    free = start + packed;
  }
  return starts;
}
