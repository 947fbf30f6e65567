// Canvases are filled from the state, all in the same call, so that a run replaces all maps in the same
// frame. One whose content is already right is left alone.

import type { AppState } from './playground.js';

export type Painter = (canvas: HTMLCanvasElement, state: AppState) => void;

/** What was drawn on a canvas: drawing the same again changes nothing. */
const drawn = new WeakMap<HTMLCanvasElement, string>();

/** key: all that the drawing depends on, but the size of the canvas. */
export function paintOnce(
  canvas: HTMLCanvasElement,
  key: string,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  const full = `${key} ${canvas.width}x${canvas.height}`;
  if (drawn.get(canvas) === full) return;
  // Small canvases that are rewritten whole are quickest in ordinary memory.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  // A new canvas is clear, and a layer may have a hundred of them.
  if (drawn.has(canvas)) context.clearRect(0, 0, canvas.width, canvas.height);
  draw(context);
  drawn.set(canvas, `${key} ${canvas.width}x${canvas.height}`);
}

export function paintNothing(canvas: HTMLCanvasElement): void {
  paintOnce(canvas, 'empty', () => {});
}

/** painters: by data-paint. Call after the templates are rendered, in the same animation frame. */
export function paint(
  root: ParentNode,
  state: AppState,
  painters: Readonly<Record<string, Painter>>,
): void {
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>('canvas[data-paint]'))
    painters[canvas.dataset.paint ?? '']?.(canvas, state);
}
