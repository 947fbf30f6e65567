// Paints the lab's input and output.

import { drawPlane } from '../../kit/feature-map.js';
import { notesOf } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { resolvedColours } from '../../kit/resolved-colours.js';
import { themeOf } from '../../kit/theme.js';
import type { Cell } from '../../network/places.js';
import type { Ends } from '../../network/scale.js';
import { shadesBetween } from '../legend/index.js';
import type { LabPlane } from './lab.js';
import {
  drawCell,
  drawFrame,
  drawHatch,
  drawOutside,
  drawPadding,
  type GridLook,
  type GridPen,
} from './lab-draw.js';
import { type LabScene, labScene } from './lab-view.js';

const done = notesOf<{ output: Float32Array; at: string }>();

const largest = (data: Float32Array): number =>
  data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

type What = 'input' | 'output';

/** What the ends of its colours stand for. */
export function endsFor({ plane, pixels, output }: LabScene, what: What): Ends {
  if (what === 'input' && pixels) return { isGrey: true, low: pixels.low, high: pixels.high };
  const limit = largest(what === 'input' ? plane.data : output);
  return { isGrey: false, low: -limit, high: limit };
}

/** An output is at least so wide, in CSS pixels, that its cells can be pointed at. */
const LEAST = 128;

/**
 * Whole pixels a cell, as many as fit into the frame of the input. The output has the same, so that it looks as much
 * smaller as it is, but where it would be less than LEAST wide: then its cells are larger.
 */
function cellSize(canvas: HTMLCanvasElement, { sizes }: LabScene, ratio: number): number {
  const frame = canvas.closest('.lab-drawing')?.querySelector('.lab-stage');
  const own = Math.max(2, Math.floor(((frame?.clientWidth ?? 0) * ratio) / sizes.padded));
  const isInput = frame === canvas.parentElement;
  return isInput ? own : Math.max(own, Math.floor((LEAST * ratio) / sizes.output));
}

/** The canvas at its size, and what it is drawn with. */
function prepare(canvas: HTMLCanvasElement, state: AppState, scene: LabScene, what: What) {
  const ratio = Math.min(devicePixelRatio, 2);
  const cell = cellSize(canvas, scene, ratio);
  const theme = themeOf(state);
  const look: GridLook = {
    cell,
    ...shadesBetween(state, endsFor(scene, what)),
    colours: resolvedColours(canvas, theme),
  };
  const side = what === 'input' ? scene.sizes.padded : scene.sizes.output;
  const size = cell * side + 1;
  canvas.style.setProperty('width', `${size / ratio}px`);
  return { look, size, key: `${cell} ${theme}` };
}

/** Below this many pixels a cell has no line of its own around it: lines would be all there is to see. */
const LINED = 10;

/** A square of values; the cell (0, 0) of the grid is the corner of its padding. */
function drawValues(
  context: CanvasRenderingContext2D,
  { data, side }: LabPlane,
  padding: number,
  look: GridLook,
): void {
  const { cell } = look;
  if (cell >= LINED) {
    const pen = context as unknown as GridPen;
    data.forEach((value, i) => {
      drawCell(pen, padding + Math.floor(i / side), padding + (i % side), value, look);
    });
    return;
  }
  const small = document.createElement('canvas');
  small.width = small.height = side;
  const into = small.getContext('2d');
  if (!into) return;
  drawPlane(
    into,
    { data, offset: 0, height: side, width: side },
    look.limit,
    look.map,
    look.middle,
  );
  context.imageSmoothingEnabled = false;
  context.drawImage(small, padding * cell, padding * cell, side * cell, side * cell);
  context.strokeStyle = look.colours.line;
  context.strokeRect(padding * cell + 0.5, padding * cell + 0.5, side * cell, side * cell);
}

function drawAround(pen: GridPen, { sizes }: LabScene, look: GridLook): void {
  const { input, padding } = sizes.numbers;
  const touched = sizes.padded - sizes.skipped;
  for (let y = 0; y < sizes.padded; y++) {
    for (let x = 0; x < sizes.padded; x++) {
      const [row, column] = [y - padding, x - padding];
      const isInside = row >= 0 && column >= 0 && row < input && column < input;
      if (!isInside) drawPadding(pen, y, x, look);
      if (y >= touched || x >= touched) drawHatch(pen, y, x, look);
    }
  }
}

/** Around small cells the line stands outside, so that they stay in sight. */
function drawWindow(pen: GridPen, at: Cell, size: number, look: GridLook, side: number): void {
  const box = { ...at, height: size, width: size };
  if (look.cell >= LINED) drawFrame(pen, box, look, 3);
  else drawOutside(pen, box, look, side);
}

function drawInput(context: CanvasRenderingContext2D, scene: LabScene, look: GridLook): void {
  const { sizes, plane, cell } = scene;
  const { kernel, padding, stride, dilation } = sizes.numbers;
  const pen = context as unknown as GridPen;
  context.strokeStyle = look.colours.line;
  context.strokeRect(0.5, 0.5, sizes.padded * look.cell, sizes.padded * look.cell);
  drawValues(context, plane, padding, look);
  drawAround(pen, scene, look);
  const [top, left] = [cell.y * stride, cell.x * stride];
  for (let k = 0; dilation > 1 && k < kernel * kernel; k++) {
    const y = top + Math.floor(k / kernel) * dilation;
    const x = left + (k % kernel) * dilation;
    drawFrame(pen, { y, x, height: 1, width: 1 }, look, look.cell >= LINED ? 2 : 1);
  }
  drawWindow(pen, { y: top, x: left }, sizes.reach, look, sizes.padded);
}

function drawOutput(
  context: CanvasRenderingContext2D,
  { sizes, output, cell }: LabScene,
  look: GridLook,
): void {
  drawValues(context, { data: output, side: sizes.output }, 0, look);
  drawWindow(context as unknown as GridPen, cell, 1, look, sizes.output);
}

export function paintLab(canvas: HTMLCanvasElement, state: AppState, what: What) {
  const { scene } = labScene(state);
  if (!scene) return;
  const { output, cell } = scene;
  const { look, size, key } = prepare(canvas, state, scene, what);
  const at = `${key} ${cell.y},${cell.x}`;
  // The output is made anew for all that changes a drawing.
  const known = done.get(canvas);
  if (known?.output === output && known.at === at) return;
  done.set(canvas, { output, at });
  if (canvas.width !== size) canvas.width = size;
  if (canvas.height !== size) canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, size, size);
  if (what === 'input') drawInput(context, scene, look);
  else drawOutput(context, scene, look);
}
