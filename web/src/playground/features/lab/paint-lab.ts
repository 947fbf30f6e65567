// Paints the lab's input and output.

import { colourMap } from '../../kit/colour-map.js';
import type { AppState } from '../../kit/playground.js';
import { resolvedColours } from '../../kit/resolved-colours.js';
import { themeOf } from '../../kit/theme.js';
import {
  drawCell,
  drawFrame,
  drawHatch,
  drawPadding,
  type GridLook,
  type GridPen,
} from './lab-draw.js';
import { type LabScene, labScene } from './lab-view.js';

const done = new WeakMap<HTMLCanvasElement, string>();

const largest = (data: Float32Array): number =>
  data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The canvas at the size of its frame, whole pixels a cell; what it is drawn with. */
function prepare(canvas: HTMLCanvasElement, state: AppState, side: number, limit: number) {
  const ratio = Math.min(devicePixelRatio, 2);
  const room = canvas.parentElement?.clientWidth ?? 0;
  const cell = Math.max(2, Math.floor((room * ratio) / side));
  const theme = themeOf(state);
  const look: GridLook = {
    cell,
    limit,
    map: colourMap(theme),
    colours: resolvedColours(canvas, theme),
  };
  return { look, size: cell * side + 1, key: `${room} ${cell} ${theme}` };
}

function inputPainter({ sizes, plane, cell }: LabScene) {
  const { input, kernel, padding, stride, dilation } = sizes.numbers;
  return (pen: GridPen, look: GridLook): void => {
    for (let y = 0; y < sizes.padded; y++) {
      for (let x = 0; x < sizes.padded; x++) {
        const [row, column] = [y - padding, x - padding];
        const inside = row >= 0 && column >= 0 && row < input && column < input;
        if (inside) drawCell(pen, y, x, plane.data[row * input + column] as number, look);
        else drawPadding(pen, y, x, look);
        const touched = sizes.padded - sizes.skipped;
        if (y >= touched || x >= touched) drawHatch(pen, y, x, look);
      }
    }
    const [top, left] = [cell.y * stride, cell.x * stride];
    for (let k = 0; dilation > 1 && k < kernel * kernel; k++) {
      const y = top + Math.floor(k / kernel) * dilation;
      const x = left + (k % kernel) * dilation;
      drawFrame(pen, { y, x, height: 1, width: 1 }, look, 2);
    }
    drawFrame(pen, { y: top, x: left, height: sizes.reach, width: sizes.reach }, look, 3);
  };
}

function outputPainter({ sizes, output, cell }: LabScene) {
  return (pen: GridPen, look: GridLook): void => {
    output.forEach((value, i) => {
      drawCell(pen, Math.floor(i / sizes.output), i % sizes.output, value, look);
    });
    drawFrame(pen, { ...cell, height: 1, width: 1 }, look, 3);
  };
}

export function paintLab(canvas: HTMLCanvasElement, state: AppState, what: 'input' | 'output') {
  const { scene } = labScene(state);
  if (!scene) return;
  const { sizes, plane, output, cell } = scene;
  const side = what === 'input' ? sizes.padded : sizes.output;
  const limit = largest(what === 'input' ? plane.data : output);
  const { look, size, key } = prepare(canvas, state, side, limit);
  const { settings, weights } = state.lab;
  const full = `${key} ${state.snapshot?.id} ${Object.values(settings)} ${weights} ${cell.y},${cell.x}`;
  if (done.get(canvas) === full) return;
  done.set(canvas, full);
  if (canvas.width !== size) canvas.width = size;
  if (canvas.height !== size) canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.clearRect(0, 0, size, size);
  const paint = what === 'input' ? inputPainter(scene) : outputPainter(scene);
  paint(pen as unknown as GridPen, look);
}
