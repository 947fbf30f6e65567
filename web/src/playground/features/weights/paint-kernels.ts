// Kernels of one layer side by side, on one canvas.

import type { KernelPictures } from '../../../protocol/index.js';
import { colourMap } from '../../kit/colour-map.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { themeOf } from '../../kit/theme.js';
import { drawGallery, type Picture } from '../../kit/tiles.js';
import type { WeightsFile } from './index.js';

const GAP = 4;
const COLUMNS = 16;
/** Pixels of a kernel's longer side, about. */
const SIDE = 36;

/** The tensor whose kernels are shown: the chosen one, or the first that has some. */
export function shownKernels({ figures, kernels }: WeightsFile) {
  const tensors = figures?.tensors.filter((tensor) => tensor.kernels) ?? [];
  return tensors.find(({ name }) => name === kernels) ?? tensors[0];
}

/** Boxes of all kernels, and the size of the canvas that holds them. */
export function layoutOf({ count, height, width, data }: KernelPictures): {
  width: number;
  height: number;
  pictures: Picture[];
} {
  const zoom = Math.max(1, Math.floor(SIDE / Math.max(height, width)));
  const columns = Math.min(count, COLUMNS);
  const step = { x: width * zoom + GAP, y: height * zoom + GAP };
  const limit = data.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  const pictures = Array.from({ length: count }, (_, index) => ({
    x: (index % columns) * step.x,
    y: Math.floor(index / columns) * step.y,
    width: width * zoom,
    height: height * zoom,
    plane: { data, offset: index * height * width, height, width },
    limit: Number.isFinite(limit) ? limit : 0,
  }));
  const rows = Math.ceil(count / columns);
  return { width: columns * step.x - GAP, height: rows * step.y - GAP, pictures };
}

export function paintKernels(canvas: HTMLCanvasElement, state: AppState): void {
  const tensor = state.weightsFile && shownKernels(state.weightsFile);
  if (!tensor?.kernels) {
    paintNothing(canvas);
    return;
  }
  const { kernels, name } = tensor;
  const theme = themeOf(state);
  const { width, height, pictures } = layoutOf(kernels);
  // A canvas that gets a size is empty again, also where it is the same one.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  paintOnce(canvas, `${state.weightsFile?.name} ${name} ${theme}`, (context) => {
    drawGallery(context, canvas, pictures, colourMap(theme));
  });
}
