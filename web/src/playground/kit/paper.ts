// What the page and the map on paper share.

/** CSS pixels across a page of A4 or Letter, within the usual margins. */
export const PAPER = 700;

/**
 * Chromium prints what is drawn while it prepares as lines and text, and loses pixels that were put among them. Pixels
 * alone it prints.
 */
export function flatten(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  // Clears, and takes back what was set for lines and text.
  canvas.width = pixels.width;
  context.putImageData(pixels, 0, 0);
}
