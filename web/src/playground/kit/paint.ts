// Canvases are filled from the state. Those that were filled before are filled in the same call, so that a
// run replaces all maps in the same frame; new ones are empty, and may be so for some frames more. One whose
// content is already right is left alone.

import type { AppState } from './playground.js';

export type Painter = (canvas: HTMLCanvasElement, state: AppState) => void;

/** What was drawn on a canvas: drawing the same again changes nothing. */
const drawn = new WeakMap<HTMLCanvasElement, string>();

/** New canvases are filled for so long in one frame, in milliseconds. */
const PATIENCE = 6;

/** The call of `paint` under way: until when it fills new canvases, and whether it left one. */
const call = { until: Number.POSITIVE_INFINITY, hasLeft: false };

/** key: all that the drawing depends on, but the size of the canvas. */
export function paintOnce(
  canvas: HTMLCanvasElement,
  key: string,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  const before = drawn.get(canvas);
  const full = `${key} ${canvas.width}x${canvas.height}`;
  if (before === full) return;
  if (before === undefined && performance.now() > call.until) {
    call.hasLeft = true;
    return;
  }
  // Small canvases that are rewritten whole are quickest in ordinary memory.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  // A new canvas is clear, and a layer may have a hundred of them; so is one that was emptied.
  if (before) context.clearRect(0, 0, canvas.width, canvas.height);
  draw(context);
  drawn.set(canvas, `${key} ${canvas.width}x${canvas.height}`);
}

const notes: WeakMap<HTMLCanvasElement, unknown>[] = [];

/** For what a painter knows of a canvas that it fills by itself. */
export function notesOf<Note>(): WeakMap<HTMLCanvasElement, Note> {
  const made = new WeakMap<HTMLCanvasElement, Note>();
  notes.push(made);
  return made;
}

/** Gives back the memory of a canvas, by taking its size. With its size it is painted again. */
export function empty(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
  drawn.set(canvas, '');
  for (const of of notes) of.delete(canvas);
}

/** A new canvas needs nothing for it. */
export function paintNothing(canvas: HTMLCanvasElement): void {
  if (drawn.has(canvas)) paintOnce(canvas, 'empty', () => {});
}

/**
 * painters: by data-paint. Call after the templates are rendered, in the same animation frame. patience: new canvases
 * are filled for so long, in milliseconds. Returns whether all is painted; what is not is in a later call.
 */
export function paint(
  root: ParentNode,
  state: AppState,
  painters: Readonly<Record<string, Painter>>,
  patience = PATIENCE,
): boolean {
  call.until = performance.now() + patience;
  call.hasLeft = false;
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>('canvas[data-paint]'))
    painters[canvas.dataset.paint ?? '']?.(canvas, state);
  call.until = Number.POSITIVE_INFINITY;
  return !call.hasLeft;
}
