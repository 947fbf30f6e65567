// The controller's picture port: bytes to pixels, and a small version for the page.

import { decodePicture, type Picture } from '../../client/index.js';
import { abortable } from './abortable.js';
import { normalised, type Strokes } from './drawing.js';
import { drawStrokes } from './drawing-canvas.js';
import type { PictureSource, Task } from './ports.js';
import { refuse } from './refusal.js';
import { words } from './words-en.js';

export interface DecodedPicture {
  pixels: Picture;
  width: number;
  height: number;
  preview: ImageBitmap;
  notes?: readonly string[];
}

/** Longer side of the small version: the largest it is ever shown at, on a dense screen. */
const PREVIEW_SIDE = 640;

type Bytes = Exclude<PictureSource<File>, { kind: 'drawing' | 'camera' }>;

async function bytesOf(source: Bytes, samples: URL, signal: AbortSignal): Promise<Blob> {
  if (source.kind === 'file') return source.file;
  const { title, file } = source.sample;
  const url = new URL(file, samples);
  const missing = (message: string) => refuse('http-error', message, words.checkConnection);
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (thrown) {
    if (signal.aborted) throw refuse('aborted', 'The picture was given up.', '');
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw missing(words.sampleNotFetched(title, why));
  }
  if (!response.ok) throw missing(words.sampleRefused(title, response.status));
  return response.blob();
}

async function previewOf(picture: Picture): Promise<ImageBitmap> {
  const { width, height } = picture;
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(width, height));
  const { buffer, byteOffset, length } = picture.data;
  // A view, not a copy: a large photo has 200 MB of pixels.
  const pixels = new Uint8ClampedArray(buffer as ArrayBuffer, byteOffset, length);
  const image = new ImageData(pixels, width, height);
  return createImageBitmap(image, {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'medium',
  });
}

/** In the first bytes of GIF, WebP and PNG pictures that move. */
const MOVES = /NETSCAPE2\.0|ANIM|acTL/;

function isSeeThrough({ data }: Picture): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

/** What nobody would expect of a file, and the answer depends on. */
async function notesOf(file: Blob, pixels: Picture): Promise<string[]> {
  const head = await file.slice(0, 1024).text();
  return [
    ...(MOVES.test(head) ? [words.firstFrame] : []),
    ...(isSeeThrough(pixels) ? [words.onWhite] : []),
  ];
}

/** The pad's lines as a picture of ten pixels for each of the network's. */
async function drawn(strokes: Strokes, side: number): Promise<DecodedPicture> {
  const size = 10 * side;
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  drawStrokes(context, normalised(strokes, side), size, side);
  const pixels = context.getImageData(0, 0, size, size);
  return { pixels, width: size, height: size, preview: canvas.transferToImageBitmap() };
}

/** Bytes of all samples that are kept decoded; a bundled one has about one million. */
const SAMPLE_BYTES = 32e6;

export interface PictureReader {
  decode(source: PictureSource<File>): Task<DecodedPicture>;
  /** True where decode() has nothing to do. */
  isAtHand(source: PictureSource<File>): boolean;
}

/**
 * samples: the address of their folder. They are looked at in turns: decoded once, they are there in the
 * frame after the click.
 */
export function pictureReader(samples: URL): PictureReader {
  const kept = new Map<string, DecodedPicture>();

  /** The one that is kept: two who ask at once get one picture. */
  function keep(file: string, picture: DecodedPicture): DecodedPicture {
    const there = kept.get(file);
    if (there) return there;
    let bytes = picture.pixels.data.length;
    for (const { pixels } of kept.values()) bytes += pixels.data.length;
    if (bytes <= SAMPLE_BYTES) kept.set(file, picture);
    return picture;
  }

  async function decodeFile(source: Bytes, signal: AbortSignal): Promise<DecodedPicture> {
    const file = await bytesOf(source, samples, signal);
    const pixels = await decodePicture(file, { signal });
    const preview = await previewOf(pixels);
    const { width, height } = pixels;
    const notes = source.kind === 'file' ? await notesOf(file, pixels) : [];
    return { pixels, width, height, preview, notes };
  }

  async function decode(source: PictureSource<File>, signal: AbortSignal): Promise<DecodedPicture> {
    if (source.kind === 'drawing') return drawn(source.strokes, source.side);
    if (source.kind === 'camera') return source.frame as DecodedPicture;
    if (source.kind === 'file') return decodeFile(source, signal);
    const { file } = source.sample;
    return kept.get(file) ?? keep(file, await decodeFile(source, signal));
  }

  return {
    decode: (source) => abortable((signal) => decode(source, signal)),
    isAtHand: (source) => source.kind === 'sample' && kept.has(source.sample.file),
  };
}
