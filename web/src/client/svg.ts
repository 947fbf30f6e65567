// SVG drawings. The browser draws them as it draws an <img>: such a drawing runs no script and fetches
// nothing. DOMParser would read its size, too, but pages with Trusted Types may not use it.

import type { Picture } from '../protocol/index.js';
import { checkPixels, drawPicture } from './draw-picture.js';
import { aborted, failure, PlaygroundError } from './error.js';

export interface SvgSize {
  width: number;
  height: number;
  /** Where the tag of the root element begins and ends, in bytes. */
  tag: readonly [begin: number, end: number];
  /** False where the size is not that of the file: a browser needs it written there. */
  isWritten: boolean;
}

/** Shorter side of a drawing that only states its proportions, in pixels. */
const SIDE = 512;
/** The root's tag is looked for in so many bytes. */
const HEAD = 65_536;

/** CSS pixels for each unit of length; em and ex are those of a browser's usual font. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
  em: 16,
  ex: 8,
};

/** undefined where there is no root element, or it states neither a size nor a viewBox. */
export function svgSize(bytes: Uint8Array): SvgSize | undefined {
  const text = binaryText(bytes.subarray(0, HEAD));
  const begin = rootAt(text);
  const tag = /^<svg(?=[\s>/])(?:[^>"']|"[^"]*"|'[^']*')*>/i.exec(text.slice(begin))?.[0];
  if (tag === undefined) return undefined;
  const place = [begin, begin + tag.length] as const;
  const width = lengthOf(attribute(tag, 'width'));
  const height = lengthOf(attribute(tag, 'height'));
  if (width && height) return { width, height, tag: place, isWritten: true };
  const aspect = aspectOf(attribute(tag, 'viewBox'));
  if (aspect === undefined) return undefined;
  const side = { width: Math.max(SIDE, SIDE * aspect), height: Math.max(SIDE, SIDE / aspect) };
  const size = width
    ? { width, height: width / aspect }
    : height
      ? { width: height * aspect, height }
      : side;
  const whole = (pixels: number) => Math.max(1, Math.round(pixels));
  return { width: whole(size.width), height: whole(size.height), tag: place, isWritten: false };
}

/** The same drawing with its size in the root's tag. */
export function withSize(bytes: Uint8Array, { width, height, tag }: SvgSize): Uint8Array {
  const [begin, end] = tag;
  const old = binaryText(bytes.subarray(begin, end));
  const bare = old.replace(/\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')/gi, '');
  const sized = `${bare.slice(0, 4)} width="${width}" height="${height}"${bare.slice(4)}`;
  const written = Uint8Array.from(sized, (letter) => letter.charCodeAt(0));
  const all = new Uint8Array(bytes.length - (end - begin) + written.length);
  all.set(bytes.subarray(0, begin));
  all.set(written, begin);
  all.set(bytes.subarray(end), begin + written.length);
  return all;
}

/** Throws 'not-a-picture', 'picture-too-large', 'picture-undecodable' or 'picture-blocked'. */
export async function decodeSvg(
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal | undefined,
): Promise<Picture> {
  const size = checkSvg(bytes);
  const drawing = size.isWritten ? bytes : withSize(bytes, size);
  const url = URL.createObjectURL(
    new Blob([drawing as Uint8Array<ArrayBuffer>], { type: 'image/svg+xml' }),
  );
  try {
    const image = await loaded(url);
    if (signal?.aborted) throw aborted('Decoding', signal);
    return drawPicture(image);
  } catch (thrown) {
    if (!(thrown instanceof PlaygroundError) || thrown.code !== 'picture-blocked') throw thrown;
    throw failure(
      'picture-blocked',
      'This SVG drawing contains parts of a web page (foreignObject), so the browser does not let this page read its pixels.',
      'Export it as PNG, and use that.',
      thrown,
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The size at which it is drawn. Throws before anything is drawn. */
export function checkSvg(bytes: Uint8Array): SvgSize {
  const size = svgSize(bytes);
  if (size === undefined) {
    throw failure(
      'not-a-picture',
      'This SVG drawing does not say how large it is: it has neither a width and a height nor a viewBox.',
      'Give it a viewBox, or export it as PNG, and use that.',
    );
  }
  checkPixels(Math.ceil(size.width), Math.ceil(size.height));
  return size;
}

function loaded(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () =>
      reject(
        failure(
          'picture-undecodable',
          'The SVG drawing could not be drawn: it is damaged (not well-formed XML), or not an SVG drawing.',
          'Save it again, or export it as PNG, and use that.',
        ),
      );
    image.src = url;
  });
}

/** One character for each byte, so that places in the text are places in the bytes. */
function binaryText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** Past the byte order mark, the XML declaration, comments and the document type. */
function rootAt(text: string): number {
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  const past = (end: string, from = at) => {
    const found = text.indexOf(end, from);
    return found < 0 ? text.length : found + end.length;
  };
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) at += 1;
    else if (text.startsWith('<?', at)) at = past('?>');
    else if (text.startsWith('<!--', at)) at = past('-->');
    else if (text.startsWith('<!', at)) {
      const own = text.indexOf('[', at);
      // Entities that the file declares stand in brackets, and contain tags' ends.
      at = own >= 0 && own < past('>') ? past('>', past(']', own)) : past('>');
    } else return at;
  }
  return at;
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found?.[1] ?? found?.[2];
}

/** In pixels; undefined for shares ("100%") and for what is no length. */
function lengthOf(text: string | undefined): number | undefined {
  const [, number = '', unit = ''] =
    /^\s*\+?([\d.]+(?:e[+-]?\d+)?)([a-z]*)\s*$/i.exec(text ?? '') ?? [];
  const pixels = Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  return pixels > 0 ? pixels : undefined;
}

/** Width over height of a viewBox. */
function aspectOf(text: string | undefined): number | undefined {
  const [, , width = 0, height = 0] = (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const aspect = width / height;
  return width > 0 && height > 0 && Number.isFinite(aspect) && aspect > 0 ? aspect : undefined;
}
