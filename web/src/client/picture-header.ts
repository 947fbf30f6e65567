// Format and dimensions of a picture from the first bytes of its file, so that a small file that
// would unpack to gigabytes is refused before anything decodes it. Every read is bounds-checked.

import { type Format, formatOf } from './sniff.js';

export type PictureFormat = 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'BMP' | 'AVIF' | 'HEIC';

export interface PictureHeader {
  format: PictureFormat;
  /** Pixels as stored, before any rotation the file asks for. */
  width: number;
  height: number;
}

/** A cursor over bytes that answers 0 beyond their end. */
class Reader {
  private readonly bytes: Uint8Array;
  readonly length: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.length = bytes.length;
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0;
  }

  u16be(at: number): number {
    return (this.u8(at) << 8) | this.u8(at + 1);
  }

  u16le(at: number): number {
    return this.u8(at) | (this.u8(at + 1) << 8);
  }

  u24le(at: number): number {
    return this.u16le(at) | (this.u8(at + 2) << 16);
  }

  u32be(at: number): number {
    return this.u16be(at) * 0x10000 + this.u16be(at + 2);
  }

  i32le(at: number): number {
    return this.u16le(at) | (this.u16le(at + 2) << 16);
  }

  text(at: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }
}

/** undefined where the bytes are none of the formats, or end before the dimensions. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const format = formatOf(bytes);
  const header = format && PARSERS[format]?.(new Reader(bytes));
  return header && header.width > 0 && header.height > 0 ? header : undefined;
}

/** Each is given bytes with the signature of its format. */
const PARSERS: { readonly [Key in Format]?: (reader: Reader) => PictureHeader | undefined } = {
  png,
  jpeg,
  gif,
  webp,
  bmp,
  iso: isoMedia,
};

function png(r: Reader): PictureHeader | undefined {
  if (r.text(4, 4) !== '\r\n\x1a\n' || r.text(12, 4) !== 'IHDR') return undefined;
  return { format: 'PNG', width: r.u32be(16), height: r.u32be(20) };
}

function gif(r: Reader): PictureHeader {
  return { format: 'GIF', width: r.u16le(6), height: r.u16le(8) };
}

/** Walks the segments to the first frame header (SOF0 to SOF15). */
function jpeg(r: Reader): PictureHeader | undefined {
  for (let at = 2; at + 9 < r.length; ) {
    if (r.u8(at) !== 0xff) return undefined;
    const marker = r.u8(at + 1);
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      // Fill byte, or a marker without a body.
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { format: 'JPEG', height: r.u16be(at + 5), width: r.u16be(at + 7) };
    if (marker === 0xd9 || marker === 0xda) return undefined;
    at += 2 + Math.max(2, r.u16be(at + 2));
  }
  return undefined;
}

function webp(r: Reader): PictureHeader | undefined {
  switch (r.text(12, 4)) {
    case 'VP8X':
      return { format: 'WebP', width: r.u24le(24) + 1, height: r.u24le(27) + 1 };
    case 'VP8L': {
      if (r.u8(20) !== 0x2f) return undefined;
      const bits = r.i32le(21);
      return { format: 'WebP', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { format: 'WebP', width: r.u16le(26) & 0x3fff, height: r.u16le(28) & 0x3fff };
    default:
      return undefined;
  }
}

function bmp(r: Reader): PictureHeader | undefined {
  const infoBytes = r.i32le(14);
  if (infoBytes === 12) return { format: 'BMP', width: r.u16le(18), height: r.u16le(20) };
  if (infoBytes < 16 || infoBytes > 256) return undefined;
  // A negative height says that rows go from top to bottom.
  return { format: 'BMP', width: r.i32le(18), height: Math.abs(r.i32le(22)) };
}

const AVIF_BRANDS = new Set(['avif', 'avis']);
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'mif1', 'msf1']);

/** By the brands at the beginning: films have others. */
function isoFormat(r: Reader): 'AVIF' | 'HEIC' | undefined {
  const end = Math.min(r.u32be(0), r.length, 256);
  const brands = [];
  for (let at = 8; at + 4 <= end; at += 4) brands.push(r.text(at, 4));
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'AVIF';
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? 'HEIC' : undefined;
}

/** Which of both a file of that signature is, also where it ends before the dimensions. */
export function isoPictureOf(bytes: Uint8Array): 'AVIF' | 'HEIC' | undefined {
  return isoFormat(new Reader(bytes));
}

/** AVIF and HEIC: boxes, of which ispe (meta / iprp / ipco) holds the dimensions of one image. */
function isoMedia(r: Reader): PictureHeader | undefined {
  const format = isoFormat(r);
  if (!format) return undefined;
  // Thumbnails and tiles have an ispe too: the largest bounds them all.
  let largest: PictureHeader | undefined;
  for (const { body } of boxes(r, ['meta', 'iprp', 'ipco', 'ispe'])) {
    const found: PictureHeader = {
      format,
      width: r.u32be(body + 4),
      height: r.u32be(body + 8),
    };
    if (largest === undefined || found.width * found.height > largest.width * largest.height) {
      largest = found;
    }
  }
  return largest;
}

interface Box {
  /** Where its content begins and ends. */
  body: number;
  end: number;
}

/** All boxes at the end of a path of box types. */
function boxes(r: Reader, path: readonly string[]): Box[] {
  let level: Box[] = [{ body: 0, end: r.length }];
  for (const type of path) {
    level = level.flatMap((parent) => children(r, parent, type));
  }
  return level;
}

function children(r: Reader, parent: Box, type: string): Box[] {
  const found: Box[] = [];
  for (let at = parent.body; at + 8 <= parent.end; ) {
    const stated = r.u32be(at);
    // 0: to the end of the file; 1: a 64-bit size follows, of which 32 bits are enough here.
    const size = stated === 0 ? parent.end - at : stated === 1 ? r.u32be(at + 12) : stated;
    const head = stated === 1 ? 16 : 8;
    if (size < head || at + size > parent.end) return found;
    // meta is the one box on the path with a version and flags before its content.
    const body = at + head + (type === 'meta' ? 4 : 0);
    if (r.text(at + 4, 4) === type) found.push({ body, end: at + size });
    at += size;
  }
  return found;
}
