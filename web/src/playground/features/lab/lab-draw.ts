// The lab's two grids: the input with its padding under the kernel, and the output.

import { type ColourMap, levelOf, unpack } from '../../kit/colour-map.js';

/** The part of CanvasRenderingContext2D that is needed here. */
export interface GridPen {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
}

export interface GridColours {
  surface: string;
  line: string;
  strong: string;
  soft: string;
  ink: string;
  accent: string;
  font: string;
}

export interface GridLook {
  /** Pixels a cell. */
  cell: number;
  /** From the middle to the end of the colour scale. */
  limit: number;
  /** Value in its middle. */
  middle: number;
  map: ColourMap;
  colours: GridColours;
}

function colourAt(value: number, { limit, middle, map }: GridLook): readonly number[] {
  return unpack(map.packed[levelOf(value, limit, middle)] as number);
}

/** Dark ink on light colours, light ink on dark ones (relative luminance, WCAG's weights). */
function inkOn([red = 0, green = 0, blue = 0]: readonly number[]): string {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140 ? '#101415' : '#f4f7f7';
}

function text(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const short = size >= 100 ? value.toFixed(0) : size >= 1 ? value.toFixed(1) : value.toFixed(2);
  return short.replace('-', '−').replace(/^(−?)0\./, '$1.');
}

/** One number, coloured by the scale; with its digits where there is room. */
export function drawCell(pen: GridPen, y: number, x: number, value: number, look: GridLook): void {
  const { cell, colours } = look;
  const colour = colourAt(value, look);
  pen.fillStyle = `rgb(${colour.join(' ')})`;
  pen.fillRect(x * cell, y * cell, cell, cell);
  pen.strokeStyle = colours.line;
  pen.lineWidth = 1;
  pen.strokeRect(x * cell + 0.5, y * cell + 0.5, cell, cell);
  if (cell < 26) return;
  pen.fillStyle = inkOn(colour);
  pen.font = `${Math.min(13, Math.floor(cell / 2.6))}px ${colours.font}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text(value), (x + 0.5) * cell, (y + 0.5) * cell);
}

/** Lines across a cell at 45 degrees; isFalling: from the upper left to the lower right. */
function hatch(pen: GridPen, y: number, x: number, cell: number, isFalling: boolean): void {
  const lines = cell < 18 ? 2 : 4;
  for (let step = 1; step < 2 * lines; step++) {
    const at = (step * cell) / lines;
    const [from, to] = [Math.min(at, cell), Math.max(0, at - cell)];
    const across = (place: number): number => x * cell + (isFalling ? cell - place : place);
    pen.beginPath();
    pen.moveTo(across(from), y * cell + to);
    pen.lineTo(across(to), y * cell + from);
    pen.stroke();
  }
}

/** A cell of the padding: a 0 that is not in the picture, and so has no colour of the scale but the lines of padding in a sum. */
export function drawPadding(pen: GridPen, y: number, x: number, look: GridLook): void {
  const { cell, colours } = look;
  pen.fillStyle = colours.surface;
  pen.fillRect(x * cell, y * cell, cell, cell);
  pen.strokeStyle = colours.strong;
  pen.lineWidth = 1;
  hatch(pen, y, x, cell, false);
  pen.strokeStyle = colours.line;
  pen.strokeRect(x * cell + 0.5, y * cell + 0.5, cell, cell);
  if (cell < 18) return;
  // Its number has a ground of its own.
  const side = cell / 2.6;
  pen.fillRect((x + 0.5) * cell - side / 2, (y + 0.5) * cell - side / 2, side, side);
  pen.fillStyle = colours.soft;
  pen.font = `${Math.min(13, Math.floor(cell / 2.6))}px ${colours.font}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText('0', (x + 0.5) * cell, (y + 0.5) * cell);
}

/** Never touched: hatched the other way, and darker. */
export function drawHatch(pen: GridPen, y: number, x: number, { cell, colours }: GridLook): void {
  pen.strokeStyle = colours.soft;
  pen.lineWidth = 1;
  hatch(pen, y, x, cell, true);
}

export function drawFrame(
  pen: GridPen,
  at: { y: number; x: number; height: number; width: number },
  { cell, colours }: GridLook,
  width: number,
): void {
  pen.strokeStyle = colours.accent;
  pen.lineWidth = width;
  const inset = width / 2;
  pen.strokeRect(
    at.x * cell + inset,
    at.y * cell + inset,
    at.width * cell - width + 1,
    at.height * cell - width + 1,
  );
}

/** A line just outside of the box, on a grid of `size` cells per side. */
export function drawOutside(
  pen: GridPen,
  at: { y: number; x: number; height: number; width: number },
  { cell, colours }: GridLook,
  size: number,
): void {
  const width = 2;
  const end = size * cell + 1 - width / 2;
  // At the edge of the grid there is no outside.
  const within = (place: number): number => Math.min(Math.max(place, width / 2), end);
  const [top, left] = [within(at.y * cell - width / 2), within(at.x * cell - width / 2)];
  const bottom = within((at.y + at.height) * cell + width / 2);
  const right = within((at.x + at.width) * cell + width / 2);
  pen.strokeStyle = colours.accent;
  pen.lineWidth = width;
  pen.strokeRect(left, top, right - left, bottom - top);
}
