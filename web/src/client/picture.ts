// Pictures as users have them, to RGBA. Decoding is the browser's; in Node only pixels can be given.

import type { Picture } from '../protocol/index.js';
import { describeBytes } from './describe-bytes.js';
import { aborted, failure, textOf, throwIfAborted } from './error.js';
import type { Global } from './global.js';
import { looksLikeSvg, type PictureHeader, readPictureHeader } from './picture-header.js';
import { megabytes, readSource } from './source.js';

/** What the browser can draw. */
export type DrawableImage =
  | Global<'ImageBitmap'>
  | Global<'HTMLImageElement'>
  | Global<'HTMLCanvasElement'>
  | Global<'OffscreenCanvas'>
  | Global<'HTMLVideoElement'>;

/** A picture in memory, a picture file, or the address of one. */
export type ImageSource = Picture | DrawableImage | Blob | ArrayBuffer | Uint8Array | URL | string;

/** Bounds before anything is decoded: 50 MP of RGBA are 200 MB. */
export const PICTURE_LIMITS = { bytes: 50_000_000, pixels: 50_000_000, side: 16_384 } as const;

export interface DecodeOptions {
  signal?: AbortSignal | undefined;
}

/**
 * Decodes a picture file: PNG, JPEG, GIF (first frame), WebP, BMP, AVIF, and HEIC where the browser
 * can. The turn an EXIF tag asks for is applied, colour profiles are not, and alpha is kept.
 * Throws 'not-a-picture', 'picture-too-large', 'picture-undecodable', or what reading can throw.
 */
export async function decodePicture(
  source: Blob | ArrayBuffer | Uint8Array | URL | string,
  { signal }: DecodeOptions = {},
): Promise<Picture> {
  if (source instanceof Blob && source.size > PICTURE_LIMITS.bytes) throw tooManyBytes(source.size);
  const bytes = await readSource(source, {
    signal,
    maxBytes: PICTURE_LIMITS.bytes,
    what: 'The picture',
  });
  const header = checkPictureHeader(bytes);
  if (typeof createImageBitmap === 'undefined') {
    throw failure(
      'unsupported-environment',
      'Picture files cannot be decoded here.',
      'Decode the file yourself, and give { data, width, height } with RGBA data.',
    );
  }
  const bitmap = await decode(bytes, header);
  try {
    if (signal?.aborted) throw aborted('Decoding', signal);
    return drawPicture(bitmap);
  } finally {
    bitmap.close();
  }
}

/** Throws 'not-a-picture' or 'picture-too-large', before anything is decoded. */
export function checkPictureHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length > PICTURE_LIMITS.bytes) throw tooManyBytes(bytes.length);
  const header = readPictureHeader(bytes);
  if (header !== undefined) {
    checkPixels(header.width, header.height);
    return header;
  }
  if (looksLikeSvg(bytes)) {
    throw failure(
      'not-a-picture',
      'This is an SVG drawing, which has no pixels of its own.',
      'Export it as PNG, and use that.',
    );
  }
  const found = describeBytes(bytes);
  throw failure(
    'not-a-picture',
    found === undefined
      ? 'This file is not a picture that can be read here.'
      : `This file is not a complete picture: it is ${found.what}.`,
    'Use a PNG, JPEG, WebP, GIF, BMP or AVIF picture.',
  );
}

/** Pixels of anything drawable. Throws 'picture-blocked' where the browser keeps them back. */
export function drawPicture(image: DrawableImage): Picture {
  const { width, height } = sizeOf(image);
  checkPixels(width, height);
  const context = canvasContext(width, height);
  context.drawImage(image as CanvasImageSource, 0, 0);
  try {
    return { data: context.getImageData(0, 0, width, height).data, width, height };
  } catch (thrown) {
    throw failure(
      'picture-blocked',
      `The browser does not let this page read the picture's pixels (${textOf(thrown)}).`,
      'Use a picture from this site, or one whose server allows it (CORS, with crossorigin on the element).',
      thrown,
    );
  }
}

/** Any ImageSource as pixels. */
export async function toPicture(image: ImageSource, options: DecodeOptions = {}): Promise<Picture> {
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
    image instanceof URL ||
    image instanceof Blob ||
    image instanceof ArrayBuffer ||
    image instanceof Uint8Array
  );
}

function isDrawable(image: object): image is DrawableImage {
  const classes = [
    'ImageBitmap',
    'HTMLImageElement',
    'HTMLCanvasElement',
    'OffscreenCanvas',
    'HTMLVideoElement',
  ];
  const globals = globalThis as unknown as Record<string, (new () => object) | undefined>;
  return classes.some((name) => {
    const known = globals[name];
    return known !== undefined && image instanceof known;
  });
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
      `The ${header.format} picture could not be decoded (${textOf(thrown)}).`,
      'The file may be damaged, or this browser may not know the format: save it as PNG or JPEG.',
      thrown,
    );
  }
}

function sizeOf(image: DrawableImage): { width: number; height: number } {
  if ('naturalWidth' in image) return { width: image.naturalWidth, height: image.naturalHeight };
  if ('videoWidth' in image) return { width: image.videoWidth, height: image.videoHeight };
  return { width: image.width, height: image.height };
}

function canvasContext(
  width: number,
  height: number,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D {
  const context = newCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context !== null) return context as ReturnType<typeof canvasContext>;
  throw failure(
    'picture-too-large',
    `The browser has no room for a picture of ${width} x ${height} pixels.`,
    'Make the picture smaller.',
  );
}

function newCanvas(width: number, height: number): HTMLCanvasElement | OffscreenCanvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

function checkPixels(width: number, height: number): void {
  if (width === 0 || height === 0) {
    throw failure('not-a-picture', 'The picture is not loaded yet, or has no pixels.');
  }
  const { pixels, side } = PICTURE_LIMITS;
  if (width <= side && height <= side && width * height <= pixels) return;
  throw failure(
    'picture-too-large',
    `The picture has ${width} x ${height} pixels; at most ${pixels / 1e6} megapixels and ${side} pixels a side are read.`,
    'Make the picture smaller.',
  );
}

function tooManyBytes(bytes: number) {
  return failure(
    'picture-too-large',
    `The picture file has ${megabytes(bytes)}; at most ${megabytes(PICTURE_LIMITS.bytes)} are read.`,
    'Save it with fewer pixels or stronger compression.',
  );
}
