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

export function paintColumn(canvas: HTMLCanvasElement, state: AppState): void {
  const { model, snapshot } = state;
  const column = model?.columns[Number(canvas.dataset.column)];
  const value = column && snapshot?.values.get(column.value);
  const frame = canvas.parentElement;
  if (!column || !snapshot || !value || !frame) {
    paintNothing(canvas);
    return;
  }
  // Behind an open layer nothing is laid out; it is painted when the layer is closed.
  if (state.open) return;
  drawColumn(canvas, frame, state, { column, snapshot, value });
}

interface Drawn {
  column: Column;
  snapshot: Snapshot;
  value: KeptValue;
}

function drawColumn(
  canvas: HTMLCanvasElement,
  frame: Element,
  state: AppState,
  { column, snapshot, value }: Drawn,
): void {
  const buttons = frame.querySelectorAll('.map');
  const rect = frame.getBoundingClientRect();
  const ratio = Math.min(devicePixelRatio, SHARPEST);
  sizeTo(canvas, rect, ratio);
  const shades = Array.from({ length: column.rows }, (_, row) => shadesOf(state, column, row));
  const [first] = shades;
  if (!first) return;
  const key = `${snapshot.id} ${column.index} ${shades.map((shade) => shade.key)} ${buttons.length}`;
  paintOnce(canvas, key, (context) => {
    const boxes = [...buttons].map((button) => boxOf(button, rect, ratio));
    drawGallery(context, canvas, picturesOf(boxes, shades, column, value), first.map);
  });
}
