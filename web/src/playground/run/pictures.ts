// The controller's picture port: bytes to pixels, and a small version for the page.

import { decodePicture, type Picture } from '../../client/index.js';
import { normalised, type Strokes } from '../features/draw/drawing.js';
import { drawStrokes } from '../features/draw/drawing-pad.js';
import type { PictureSource, Task } from './controller.js';
import { abortable } from './engine.js';
import { refuse } from './refusal.js';

export interface DecodedPicture {
  pixels: Picture;
  width: number;
  height: number;
  preview: ImageBitmap;
}

/** Longer side of the small version: the largest it is ever shown at, on a dense screen. */
const PREVIEW_SIDE = 640;

type Bytes = Exclude<PictureSource<File>, { kind: 'drawing' | 'camera' }>;

async function bytesOf(source: Bytes, signal: AbortSignal): Promise<Blob> {
  if (source.kind === 'file') return source.file;
  const { title, file } = source.sample;
  const url = new URL(`models/samples/${file}`, document.baseURI);
  const missing = (why: string) =>
    refuse(
      'http-error',
      `The sample "${title}" could not be fetched: ${why}.`,
      'Check the connection, or choose another picture.',
    );
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (thrown) {
    if (signal.aborted) throw refuse('aborted', 'The picture was given up.', '');
    throw missing(thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (!response.ok) throw missing(`the server answered ${response.status}`);
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

/** The pad's lines as a picture of ten pixels for each of the network's. */
async function drawn(strokes: Strokes, side: number): Promise<DecodedPicture> {
  const size = 10 * side;
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  drawStrokes(context, normalised(strokes, side), size, side);
  const pixels = context.getImageData(0, 0, size, size);
  return { pixels, width: size, height: size, preview: canvas.transferToImageBitmap() };
}

/** Samples are looked at in turns: decoded once, they are there in the frame after the click. */
const samples = new Map<string, DecodedPicture>();
/** Bytes of all of them together; a bundled sample has about one million. */
const SAMPLE_BYTES = 32e6;

function keepSample(file: string, picture: DecodedPicture): void {
  if (samples.has(file)) return;
  let bytes = picture.pixels.data.length;
  for (const { pixels } of samples.values()) bytes += pixels.data.length;
  if (bytes <= SAMPLE_BYTES) samples.set(file, picture);
}

async function decode(source: PictureSource<File>, signal: AbortSignal): Promise<DecodedPicture> {
  if (source.kind === 'drawing') return drawn(source.strokes, source.side);
  if (source.kind === 'camera') return source.frame as DecodedPicture;
  if (source.kind === 'file') return decodeFile(source, signal);
  const { file } = source.sample;
  const picture = samples.get(file) ?? (await decodeFile(source, signal));
  keepSample(file, picture);
  return picture;
}

async function decodeFile(source: Bytes, signal: AbortSignal): Promise<DecodedPicture> {
  const pixels = await decodePicture(await bytesOf(source, signal), { signal });
  const preview = await previewOf(pixels);
  return { pixels, width: pixels.width, height: pixels.height, preview };
}

/** True where decodeSource has nothing to do. */
export function isAtHand(source: PictureSource<File>): boolean {
  return source.kind === 'sample' && samples.has(source.sample.file);
}

export function decodeSource(source: PictureSource<File>): Task<DecodedPicture> {
  return abortable((signal) => decode(source, signal));
}
