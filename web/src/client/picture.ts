// Pictures as users have them, to RGBA. Decoding is the browser's; in Node only pixels can be given.

import type { Picture } from '../protocol/index.js';
import { checkSignal } from './check-options.js';
import {
  checkPixels,
  type DrawableImage,
  drawPicture,
  isDrawable,
  PICTURE_LIMITS,
} from './draw-picture.js';
import { aborted, failure, throwIfAborted } from './error.js';
import { isArrayBuffer, isBlob, isBytes, isUrl } from './kinds.js';
import { isoPictureOf, type PictureHeader, readPictureHeader } from './picture-header.js';
import { showBytes } from './read-options.js';
import { type Description, describeBytes, type Format, formatOf } from './sniff.js';
import { readSource } from './source.js';
import { decodeSvg } from './svg.js';

/** A picture in memory, a picture file, or the address of one. */
export type ImageSource = Picture | DrawableImage | Blob | ArrayBuffer | Uint8Array | URL | string;

export interface DecodeOptions {
  signal?: AbortSignal | undefined;
}

/**
 * Decodes a picture file: PNG, JPEG, GIF (first frame), WebP, BMP, AVIF, and HEIC where the browser
 * can. In a page also SVG: at its own size, or with a shorter side of 512 pixels where it only has a
 * viewBox. The turn an EXIF tag asks for is applied, colour profiles are not, and alpha is kept.
 *
 * @throws PlaygroundError: 'not-a-picture', 'picture-too-large', 'picture-undecodable',
 * 'picture-blocked' (SVG with parts of a web page), 'unsupported-environment' (before anything is
 * read), 'aborted', or what reading can throw: 'http-error', 'network', 'offline', 'cors',
 * 'file-error'.
 *
 * @example
 * ```ts
 * import { decodePicture } from 'cnn-playground';
 *
 * const { data, width, height } = await decodePicture('church.webp');
 * console.log(width, height, data.length === width * height * 4);
 * ```
 */
export async function decodePicture(
  source: Blob | ArrayBuffer | Uint8Array | URL | string,
  { signal }: DecodeOptions = {},
): Promise<Picture> {
  checkSignal(signal);
  if (typeof createImageBitmap === 'undefined') {
    throw failure(
      'unsupported-environment',
      'Picture files cannot be decoded here.',
      'Decode the file yourself, and give { data, width, height } with RGBA data.',
    );
  }
  const bytes = await readSource(source, {
    signal,
    maxBytes: PICTURE_LIMITS.bytes,
    tooLarge: tooManyBytes,
    what: 'The picture',
  });
  // Workers have no images.
  if (typeof Image !== 'undefined' && formatOf(bytes) === 'svg') return decodeSvg(bytes, signal);
  const header = checkPictureHeader(bytes);
  const bitmap = await decode(bytes, header);
  try {
    if (signal?.aborted) throw aborted('Decoding', signal);
    return drawPicture(bitmap);
  } finally {
    bitmap.close();
  }
}

/** Pictures of whose headers the size is read. */
const READ: ReadonlySet<Format> = new Set(['png', 'jpeg', 'gif', 'webp', 'bmp']);

function whyNotRead(found: Description | undefined, bytes: Uint8Array): string {
  if (found === undefined) return 'This file is not a picture that can be read here.';
  const { format, kind } = found;
  // The signature alone may be that of a film.
  const iso = format === 'iso' ? isoPictureOf(bytes) : undefined;
  const what = iso ? `${iso === 'AVIF' ? 'an' : 'a'} ${iso} picture` : found.what;
  if (iso || READ.has(format)) return `This file is not a complete picture: it is ${what}.`;
  return kind === 'picture'
    ? `This file is ${what}, which cannot be read here.`
    : `This file is not a picture: it is ${what}.`;
}

/** Throws 'not-a-picture' or 'picture-too-large', before anything is decoded. */
export function checkPictureHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length > PICTURE_LIMITS.bytes) throw tooManyBytes(bytes.length);
  const header = readPictureHeader(bytes);
  if (header !== undefined) {
    checkPixels(header.width, header.height);
    return header;
  }
  if (formatOf(bytes) === 'svg') {
    throw failure(
      'not-a-picture',
      'This is an SVG drawing, which only a page can draw.',
      'Export it as PNG, and use that.',
    );
  }
  const found = describeBytes(bytes);
  throw failure(
    'not-a-picture',
    whyNotRead(found, bytes),
    `${found?.general ? `${found.hint} ` : ''}Use a PNG, JPEG, WebP, GIF, BMP or AVIF picture.`,
  );
}

/** Any ImageSource as pixels. */
export async function toPicture(image: ImageSource, options: DecodeOptions = {}): Promise<Picture> {
  checkSignal(options.signal);
  throwIfAborted(options.signal, 'Decoding');
  if (isFileSource(image)) return decodePicture(image, options);
  if (typeof image === 'object' && image !== null) {
    if ('data' in image) return image;
    if (isDrawable(image)) return drawPicture(image);
  }
  throw failure(
    'invalid-argument',
    `A picture was given as ${image === null ? 'null' : typeof image}.`,
    typeof createImageBitmap === 'undefined'
      ? 'Give { data, width, height } with RGBA data.'
      : 'Give a Blob, an address, an image or canvas element, or { data, width, height } with RGBA data.',
  );
}

type FileSource = Parameters<typeof decodePicture>[0];

function isFileSource(image: ImageSource): image is FileSource {
  return (
    typeof image === 'string' ||
    isUrl(image) ||
    isBlob(image) ||
    isArrayBuffer(image) ||
    isBytes(image)
  );
}

async function decode(bytes: Uint8Array<ArrayBuffer>, header: PictureHeader): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes]), {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
    });
  } catch (thrown) {
    throw failure(
      'picture-undecodable',
      `The browser could not decode this ${header.format} picture.`,
      'The file may be damaged, or this browser may not know the format: save it as PNG or JPEG.',
      thrown,
    );
  }
}

function tooManyBytes(bytes: number) {
  return failure(
    'picture-too-large',
    `The picture file has ${showBytes(bytes)}; at most ${showBytes(PICTURE_LIMITS.bytes)} are read.`,
    'Save it with fewer pixels or stronger compression.',
  );
}
