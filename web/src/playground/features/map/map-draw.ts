// Draws the visible part of the map of a deep network: lines, boxes, names and the strongest maps.

import type { ColourMap } from '../../kit/colour-map.js';
import type { Plane } from '../../kit/feature-map.js';
import { drawTile } from '../../kit/tiles.js';

/** The part of CanvasRenderingContext2D that is needed here. */
export interface Pen {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textBaseline: string;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  setLineDash(dashes: number[]): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(a: number, b: number, c: number, d: number, x: number, y: number): void;
  roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  fill(): void;
  stroke(): void;
  fillText(text: string, x: number, y: number, maxWidth?: number): void;
  measureText(text: string): { width: number };
  fillRect(x: number, y: number, width: number, height: number): void;
  createImageData(width: number, height: number): { data: Uint8ClampedArray };
  putImageData(image: { data: Uint8ClampedArray }, x: number, y: number): void;
}

export interface MapColours {
  surface: string;
  sunken: string;
  line: string;
  strong: string;
  ink: string;
  soft: string;
  accent: string;
  wash: string;
  edge: string;
  font: string;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Line {
  from: { x: number; y: number };
  to: { x: number; y: number };
  side?: number;
}

/** Neighbours are joined by a curve; a line that passes others by runs down beside them. */
export function drawLine(pen: Pen, { from, to, side }: Line): void {
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  if (side === undefined) {
    // The end of a long way is where it turns: what lies beside it stays free.
    const start = Math.max(from.y, to.y - 40);
    const middle = (start + to.y) / 2;
    pen.lineTo(from.x, start);
    pen.bezierCurveTo(from.x, middle, to.x, middle, to.x, to.y);
  } else {
    const bend = 14;
    pen.bezierCurveTo(from.x, from.y + bend, side, from.y, side, from.y + bend);
    pen.lineTo(side, to.y - bend);
    pen.bezierCurveTo(side, to.y, to.x, to.y - bend, to.x, to.y);
  }
  pen.stroke();
}

export interface BoxLook {
  /** Filled with the accent's wash: it was searched for. */
  isHit: boolean;
  /** Framed as well: of all that was found it is the one that was gone to. */
  isCurrent: boolean;
  /** Several layers in one box: drawn as a stack. */
  isStack: boolean;
}

export function drawBox(
  pen: Pen,
  rect: Rect,
  { isHit, isCurrent, isStack }: BoxLook,
  colours: MapColours,
): void {
  pen.lineWidth = 1;
  pen.strokeStyle = colours.strong;
  if (isStack) {
    for (const step of [6, 3]) {
      pen.fillStyle = colours.sunken;
      pen.beginPath();
      pen.roundRect(rect.x + step, rect.y + step, rect.width, rect.height, 6);
      pen.fill();
      pen.stroke();
    }
  }
  pen.fillStyle = isHit ? colours.wash : colours.surface;
  if (isCurrent) {
    pen.strokeStyle = colours.accent;
    pen.lineWidth = 4;
  }
  pen.beginPath();
  pen.roundRect(rect.x, rect.y, rect.width, rect.height, 6);
  pen.fill();
  pen.stroke();
}

/** As much of the text as there is room for. */
export function fitted(pen: Pen, text: string, room: number): string {
  if (pen.measureText(text).width <= room) return text;
  let length = Math.max(
    1,
    Math.floor((text.length * room) / Math.max(1, pen.measureText(text).width)) - 1,
  );
  while (length > 1 && pen.measureText(`${text.slice(0, length)}…`).width > room) length--;
  return `${text.slice(0, length)}…`;
}

/** Between words on one line; the least room for some of them, and for a sentence. */
const [GAP, LEAST, SENTENCE] = [8, 24, 160];

export interface Words {
  title: string;
  /** In the accent's colour, behind the title. */
  op: string;
  detail: string;
}

/** A title and what stands behind it on the same line. Returns how much of the room they take. */
function drawTitle(
  pen: Pen,
  x: number,
  y: number,
  room: number,
  words: Words,
  colours: MapColours,
): number {
  pen.textBaseline = 'top';
  pen.font = `600 13px ${colours.font}`;
  pen.fillStyle = colours.ink;
  const title = fitted(pen, words.title, room);
  pen.fillText(title, x, y);
  const used = pen.measureText(title).width + GAP;
  if (room - used <= LEAST) return used;
  pen.font = `13px ${colours.font}`;
  pen.fillStyle = colours.accent;
  const op = fitted(pen, words.op, room - used);
  pen.fillText(op, x + used, y);
  return used + pen.measureText(op).width + GAP;
}

/** All in one line. */
export function drawHeading(
  pen: Pen,
  x: number,
  y: number,
  room: number,
  words: Words,
  colours: MapColours,
): void {
  const used = drawTitle(pen, x, y, room, words, colours);
  // A few letters of a sentence say nothing.
  if (words.detail === '' || room - used < SENTENCE) return;
  pen.font = `12px ${colours.font}`;
  const detail = fitted(pen, words.detail, room - used);
  // The line to the first layer runs behind it.
  pen.fillStyle = colours.sunken;
  pen.fillRect(x + used - 2, y, pen.measureText(detail).width + 4, 16);
  pen.fillStyle = colours.soft;
  pen.fillText(detail, x + used, y + 1);
}

/** The detail below the title. */
export function drawWords(
  pen: Pen,
  x: number,
  y: number,
  room: number,
  words: Words,
  colours: MapColours,
): void {
  drawTitle(pen, x, y, room, words, colours);
  pen.font = `12px ${colours.font}`;
  pen.fillStyle = colours.soft;
  pen.fillText(fitted(pen, words.detail, room), x, y + 19);
}

const images = new WeakMap<Float32Array, Map<string, { data: Uint8ClampedArray }>>();

export interface Thumb {
  plane: Plane;
  limit: number;
  /** Value in the middle of the scale. */
  middle: number;
  /** Of the square it fills, in pixels of the canvas. */
  side: number;
}

/** One map in a square; drawn once and kept as long as its values are. x, y: pixels of the canvas. */
export function drawThumb(pen: Pen, x: number, y: number, thumb: Thumb, map: ColourMap): void {
  const { plane, limit, middle, side } = thumb;
  const larger = Math.max(plane.height, plane.width);
  const width = Math.max(1, Math.round((side * plane.width) / larger));
  const height = Math.max(1, Math.round((side * plane.height) / larger));
  const key = `${plane.offset} ${width} ${height} ${limit} ${middle} ${map.theme}`;
  const known = images.get(plane.data) ?? new Map<string, { data: Uint8ClampedArray }>();
  images.set(plane.data, known);
  let image = known.get(key);
  if (!image) {
    image = pen.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    drawTile({ pixels, stride: width }, { x: 0, y: 0, width, height }, plane, limit, map, middle);
    known.set(key, image);
  }
  pen.putImageData(image, Math.round(x), Math.round(y));
}
