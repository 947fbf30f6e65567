// Where maps and cells lie on the canvases, in their pixels.

import type { TileBox } from '../../kit/tiles.js';
import type { Marked, Spot } from './spots.js';

const PER_LINE = 4;
const GAP = 4;
/** From this many pixels on cells are of one size; of smaller ones nobody sees that some are larger. */
const WHOLE = 4;
/** Pixels of a canvas for one of CSS: more are not seen. */
const SHARPEST = 2;

export const ratioNow = (): number => Math.min(devicePixelRatio, SHARPEST);

/** Of the stage that the canvas is in. */
export const roomOf = (stage: Element | null): number =>
  Math.floor((stage?.clientWidth ?? 0) * ratioNow());

/** Both canvases of a stage have its size. Setting the size clears, so it is set where it is another. */
export function sizeTo(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const ratio = ratioNow();
  canvas.style.width = `${width / ratio}px`;
  canvas.style.height = `${height / ratio}px`;
}

export interface Place extends TileBox {
  /** Pixels a cell. */
  cell: number;
}

/** The map in its padding, as large as there is room. isWhole: false for small maps, which fill their squares. */
export function placeOf(
  { column, spots }: Marked,
  room: number,
  isWhole = true,
): { place: Place; width: number; height: number } {
  const [spot] = spots;
  const [top, left] = [spot?.top, spot?.left];
  const { height, width } = column.layout;
  const rows = height + (top?.before ?? 0) + (top?.after ?? 0);
  const columns = width + (left?.before ?? 0) + (left?.after ?? 0);
  const side = Math.max(rows, columns);
  const most = room / side;
  const cell = isWhole && most >= WHOLE ? Math.floor(most) : most;
  const place = {
    x: Math.round((left?.before ?? 0) * cell),
    y: Math.round((top?.before ?? 0) * cell),
    width: Math.max(1, Math.round(width * cell)),
    height: Math.max(1, Math.round(height * cell)),
    cell,
  };
  return { place, width: Math.ceil(columns * cell), height: Math.ceil(rows * cell) };
}

/** Side of a small map, and where the one at that place lies. */
export function tileBox(place: number, room: number): TileBox {
  const gap = Math.round(GAP * ratioNow());
  const side = Math.floor((room - (PER_LINE - 1) * gap) / PER_LINE);
  const [line, column] = [Math.floor(place / PER_LINE), place % PER_LINE];
  return { x: column * (side + gap), y: line * (side + gap), width: side, height: side };
}

/** Number of the small map under the pointer. */
export function tileAt(stage: HTMLElement, { clientX, clientY }: MouseEvent): number | undefined {
  const { left, top } = stage.getBoundingClientRect();
  const ratio = ratioNow();
  const room = roomOf(stage);
  const [x, y] = [(clientX - left) * ratio, (clientY - top) * ratio];
  const count = Number(stage.dataset.slots);
  for (let place = 0; place < count; place++) {
    const box = tileBox(place, room);
    if (x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height) return place;
  }
  return undefined;
}

/** Another one for other cells. */
export const spotKey = ({ ys, xs }: Spot): string => `${ys.join()}/${xs.join()}`;
