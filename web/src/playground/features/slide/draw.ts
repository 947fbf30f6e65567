// Maps, their padding, and the window on them.

import type { AppState } from '../../kit/playground.js';
import type { ResolvedColours } from '../../kit/resolved-colours.js';
import { drawTile, type TileBox } from '../../kit/tiles.js';
import { shadesOf } from '../legend/index.js';
import type { Place } from './places.js';
import type { Marked, Spot } from './spots.js';

/** Slanted lines, for the padding. */
export function hatch(context: CanvasRenderingContext2D, { soft }: ResolvedColours): void {
  const { width, height } = context.canvas;
  context.strokeStyle = soft;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = 6; at < width + height; at += 6) {
    context.moveTo(Math.min(at, width), Math.max(0, at - width));
    context.lineTo(Math.max(0, at - height), Math.min(at, height));
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** Lines between cells that are large enough for them. */
export function rule(
  context: CanvasRenderingContext2D,
  { x, y, width, height, cell }: Place,
  colour: string,
): void {
  if (cell < 12) return;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = x; at <= x + width; at += cell) {
    context.moveTo(at + 0.5, y);
    context.lineTo(at + 0.5, y + height);
  }
  for (let at = y; at <= y + height; at += cell) {
    context.moveTo(x, at + 0.5);
    context.lineTo(x + width, at + 0.5);
  }
  context.stroke();
}

/** Draws a map over what is there. */
export function drawMap(
  context: CanvasRenderingContext2D,
  state: AppState,
  { column, channel }: Marked,
  box: TileBox,
): void {
  const value = state.snapshot?.values.get(column.value);
  if (!value) return;
  const { height, width } = column.layout;
  const { limit, map, middle } = shadesOf(state, column, channel);
  const image = context.createImageData(box.width, box.height);
  const target = { pixels: new Uint32Array(image.data.buffer), stride: box.width };
  const plane = { data: value.data, offset: channel * height * width, height, width };
  drawTile(target, { ...box, x: 0, y: 0 }, plane, limit, map, middle);
  context.putImageData(image, box.x, box.y);
}

/** Another one for another drawing of the map. */
export const mapKey = (state: AppState, { column, channel }: Marked): string =>
  `${state.snapshot?.id} ${state.snapshot?.values.has(column.value)} ${column.index},${channel} ${shadesOf(state, column, channel).key}`;

/** From the first to the last of them; undefined where there is none. */
function span(positions: readonly (number | undefined)[]): [number, number] | undefined {
  const there = positions.filter((at) => at !== undefined);
  return there.length > 0 ? [Math.min(...there), Math.max(...there)] : undefined;
}

/** A line around the box with the page's colour beside it, so that it is seen on any map. */
function frame(
  context: CanvasRenderingContext2D,
  box: TileBox,
  colours: ResolvedColours,
  line: number,
): void {
  for (const [colour, width, out] of [
    [colours.surface, line + 2, 1],
    [colours.accent, line, 0],
  ] as const) {
    const by = line / 2 + out / 2;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by);
  }
}

const boxOf = (
  { x, y, cell }: Place,
  [top, bottom]: [number, number],
  [left, right]: [number, number],
): TileBox => ({
  x: x + left * cell,
  y: y + top * cell,
  width: (right - left + 1) * cell,
  height: (bottom - top + 1) * cell,
});

/** Whether cells of the window are next to each other. */
const isTight = (positions: readonly (number | undefined)[]): boolean =>
  positions.every((at, k) => at !== undefined && (k === 0 || at - (positions[k - 1] ?? 0) === 1));

/** at: number of the cell that a product is made of just now. */
export function drawWindow(
  context: CanvasRenderingContext2D,
  spot: Spot,
  place: Place,
  { colours, line, at }: { colours: ResolvedColours; line: number; at: number | undefined },
): void {
  const { ys, xs } = spot;
  const [rows, columns] = [span(ys), span(xs)];
  if (!rows || !columns) return;
  if (isTight(ys) && isTight(xs)) frame(context, boxOf(place, rows, columns), colours, line);
  else {
    for (const y of ys)
      for (const x of xs)
        if (y !== undefined && x !== undefined)
          frame(context, boxOf(place, [y, y], [x, x]), colours, Math.max(1, line - 1));
  }
  const [y, x] = at === undefined ? [] : [ys[Math.floor(at / xs.length)], xs[at % xs.length]];
  if (y === undefined || x === undefined) return;
  const box = boxOf(place, [y, y], [x, x]);
  context.fillStyle = colours.accent;
  context.globalAlpha = 0.55;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.globalAlpha = 1;
}
