// Pixels of what a browser can draw: images, canvases, videos.

import type { Picture } from '../protocol/index.js';
import { failure, textOf } from './error.js';
import type { Global } from './global.js';

/** What the browser can draw. */
export type DrawableImage =
  | Global<'ImageBitmap'>
  | Global<'HTMLImageElement'>
  | Global<'HTMLCanvasElement'>
  | Global<'OffscreenCanvas'>
  | Global<'HTMLVideoElement'>;

/** Bounds before anything is decoded: 50 MP of RGBA are 200 MB. */
export const PICTURE_LIMITS = { bytes: 50_000_000, pixels: 50_000_000, side: 16_384 } as const;

/**
 * Pixels of anything drawable.
 *
 * @throws PlaygroundError: 'picture-blocked' where the browser keeps them back, 'picture-too-large' and
 * 'not-a-picture' for sizes that cannot be used.
 *
 * @example
 * ```ts
 * import { drawPicture } from 'cnn-playground';
 *
 * const picture = drawPicture(new OffscreenCanvas(64, 64));
 * ```
 */
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

export function isDrawable(image: object): image is DrawableImage {
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

/** Throws 'not-a-picture' or 'picture-too-large'. */
export function checkPixels(width: number, height: number): void {
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
