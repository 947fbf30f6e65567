// All maps of a column on one canvas. A canvas for each would be a layer for the compositor each: a hundred of
// them cost a slow machine 50 ms in every frame, whatever changed in it.

import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { drawGallery, type Picture, type TileBox } from '../../kit/tiles.js';
import type { Column } from '../../network/columns.js';
import { elementsOf } from '../../network/enlarged.js';
import type { KeptValue } from '../../network/network.js';
import type { Snapshot } from '../../run/state.js';
import { type Shades, shadesOf } from '../legend/index.js';

/** Pixels of a canvas for one of CSS: more are not seen. */
const SHARPEST = 3;

/** Where the map's button is, in pixels of the canvas; whole ones, so that every value has a sharp edge. */
function boxOf(button: Element, frame: DOMRect, ratio: number): TileBox {
  const { left, top, right, bottom } = button.getBoundingClientRect();
  const [x, y] = [Math.round((left - frame.left) * ratio), Math.round((top - frame.top) * ratio)];
  const width = Math.round((right - frame.left) * ratio) - x;
  const height = Math.round((bottom - frame.top) * ratio) - y;
  return { x, y, width, height };
}

/** A map keeps its shape, in the middle of its square; a vector fills its strip. */
function inside(box: TileBox, { kind, layout }: Column): TileBox {
  if (kind === 'strip') return box;
  const scale = Math.min(box.width / layout.width, box.height / layout.height);
  const width = Math.max(1, Math.round(layout.width * scale));
  const height = Math.max(1, Math.round(layout.height * scale));
  const x = box.x + Math.floor((box.width - width) / 2);
  const y = box.y + Math.floor((box.height - height) / 2);
  return { x, y, width, height };
}

/** As large as it is on screen. */
function sizeTo(canvas: HTMLCanvasElement, frame: DOMRect, ratio: number): void {
  const [width, height] = [Math.ceil(frame.width * ratio), Math.ceil(frame.height * ratio)];
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
  // To the pixel: what is stretched by a part of one is blurred.
  canvas.style.width = `${width / ratio}px`;
  canvas.style.height = `${height / ratio}px`;
}

function picturesOf(
  boxes: readonly TileBox[],
  shades: readonly Shades[],
  column: Column,
  value: KeptValue,
): Picture[] {
  const { height, width } = column.layout;
  const length = elementsOf(column);
  return boxes.map((box, channel) => ({
    ...inside(box, column),
    plane: { data: value.data, offset: channel * length, height, width, length },
    limit: shades[channel]?.limit ?? 0,
    middle: shades[channel]?.middle ?? 0,
  }));
}

interface Drawn {
  column: Column;
  snapshot: Snapshot;
  value: KeptValue;
}

/** undefined where there is nothing to draw. index: of the column. */
function drawnIn(index: string | undefined, { model, snapshot }: AppState): Drawn | undefined {
  const column = model?.columns[Number(index)];
  const value = column && snapshot?.values.get(column.value);
  return column && snapshot && value ? { column, snapshot, value } : undefined;
}

const shadesOfAll = (state: AppState, column: Column): Shades[] =>
  Array.from({ length: column.rows }, (_, row) => shadesOf(state, column, row));

/** frame: what the buttons of the column's maps are in; the canvas lies over it. */
function drawMaps(
  context: CanvasRenderingContext2D,
  frame: Element,
  { column, value }: Drawn,
  shades: readonly Shades[],
  ratio: number,
): void {
  const rect = frame.getBoundingClientRect();
  const boxes = [...frame.querySelectorAll('.map')].map((button) => boxOf(button, rect, ratio));
  const [first] = shades;
  if (first)
    drawGallery(context, context.canvas, picturesOf(boxes, shades, column, value), first.map);
}

export function paintColumn(canvas: HTMLCanvasElement, state: AppState): void {
  const drawn = drawnIn(canvas.dataset.column, state);
  const frame = canvas.parentElement;
  if (!drawn || !frame) {
    paintNothing(canvas);
    return;
  }
  // Behind an open layer nothing is laid out; it is painted when the layer is closed.
  if (state.open) return;
  const ratio = Math.min(devicePixelRatio, SHARPEST);
  sizeTo(canvas, frame.getBoundingClientRect(), ratio);
  const shades = shadesOfAll(state, drawn.column);
  const key = `${drawn.snapshot.id} ${drawn.column.index} ${shades.map((shade) => shade.key)}`;
  paintOnce(canvas, key, (context) => drawMaps(context, frame, drawn, shades, ratio));
}

/** The maps of a column on screen, at `ratio` pixels for one of CSS. maps: what its buttons are in. */
export function columnPicture(
  maps: Element,
  state: AppState,
  ratio: number,
): HTMLCanvasElement | undefined {
  const drawn = drawnIn(maps.querySelector('canvas')?.dataset.column, state);
  const canvas = document.createElement('canvas');
  const { width, height } = maps.getBoundingClientRect();
  [canvas.width, canvas.height] = [Math.ceil(width * ratio), Math.ceil(height * ratio)];
  const context = canvas.getContext('2d');
  if (!drawn || !context || canvas.width === 0 || canvas.height === 0) return undefined;
  drawMaps(context, maps, drawn, shadesOfAll(state, drawn.column), ratio);
  return canvas;
}
