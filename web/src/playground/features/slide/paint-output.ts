// Paints the output map as it fills: what is computed in full, what is still to come pale.

import { planePixels } from '../../kit/feature-map.js';
import { notesOf, paintNothing } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { elementsOf } from '../../network/enlarged.js';
import { shadesOf } from '../legend/index.js';
import { cursorOf } from './cursor.js';
import { openedIn } from './scene.js';

/** Opacity of what is still to come, of 255. */
const PALE = 64;

interface Filled {
  key: string;
  image: ImageData;
  /** Cells in full. */
  count: number;
}

const known = notesOf<Filled>();

/** Cells that are computed: those before the one that is shown, and itself once its sum is whole. */
function countNow(state: AppState, elements: number): number {
  const opened = openedIn(state);
  if (opened?.position === undefined) return elements;
  const { scene, position } = opened;
  const isWhole = !scene || cursorOf(scene, state.slide).isWhole;
  return (position % elements) + (isWhole ? 1 : 0);
}

/** Opacities between two counts; only the rows of these are drawn again. */
function fill(context: CanvasRenderingContext2D, of: Filled, count: number): void {
  const { image } = of;
  const [from, to] = [Math.min(of.count, count), Math.max(of.count, count)];
  if (from === to) return;
  const opacity = count > of.count ? 255 : PALE;
  for (let i = from; i < to; i++) {
    // The end of a folded vector is clear.
    if (image.data[4 * i + 3] !== 0) image.data[4 * i + 3] = opacity;
  }
  of.count = count;
  const top = Math.floor(from / image.width);
  const bottom = Math.ceil(to / image.width);
  context.putImageData(image, 0, 0, 0, top, image.width, bottom - top);
}

function begin(canvas: HTMLCanvasElement, state: AppState, key: string, data: Float32Array) {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const opened = openedIn(state);
  if (!context || !opened) return undefined;
  const { column, channel } = opened;
  const { width, height } = canvas;
  const { map, limit, middle } = shadesOf(state, column, channel);
  const length = elementsOf(column);
  const image = context.createImageData(width, height);
  const plane = { data, offset: channel * length, height, width, length };
  planePixels(new Uint32Array(image.data.buffer), plane, limit, map, middle);
  const made = { key, image, count: length };
  known.set(canvas, made);
  context.putImageData(image, 0, 0);
  return made;
}

export function paintOutput(canvas: HTMLCanvasElement, state: AppState): void {
  const opened = openedIn(state);
  const { snapshot } = state;
  const value = opened && snapshot?.values.get(opened.column.value);
  if (!opened || !value) {
    paintNothing(canvas);
    return;
  }
  const { column, channel } = opened;
  const key = `${snapshot?.id} ${column.index},${channel} ${shadesOf(state, column, channel).key} ${canvas.width}x${canvas.height}`;
  const before = known.get(canvas);
  const filled = before?.key === key ? before : begin(canvas, state, key, value.data);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (filled && context) fill(context, filled, countNow(state, elementsOf(column)));
}
