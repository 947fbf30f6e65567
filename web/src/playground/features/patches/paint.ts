// Paints patches: parts of the pictures as the network was fed them.

import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import type { Box } from '../../network/regions.js';
import type { Patch } from './best.js';
import { currentFound, targetOf } from './collect.js';
import type { FedPicture } from './fed.js';
import { kernelColours } from './kernel-colours.js';
import { columnsOf, placeOf as kernelPlace, overviewOf, PITCH, SIDE } from './overview.js';
import {
  channelOf,
  channelsOf,
  FEW,
  hasColours,
  kernelOf,
  kernelsKey,
  orderOf,
  patchesOf,
  pixelsOf,
} from './shown.js';

/** A part of a picture, pixel by pixel. */
function cut({ rgba, width }: FedPicture, { y, x, height, width: columns }: Box): ImageData {
  const image = new ImageData(columns, height);
  for (let row = 0; row < height; row++) {
    const from = 4 * ((y + row) * width + x);
    image.data.set(rgba.subarray(from, from + 4 * columns), 4 * row * columns);
  }
  return image;
}

function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

const keyOf = ({ picture, y, x }: Patch): string => `${picture} ${y},${x}`;

/** The patch at its place among the nine of the open channel. */
export function paintPatch(canvas: HTMLCanvasElement, state: AppState) {
  const column = targetOf(state);
  const channel = column ? channelOf(state, column) : 0;
  const found = currentFound(state);
  const patch = column && patchesOf(found, column, channel)[Number(canvas.dataset.place)];
  if (!column || !patch || !found?.fed.get(patch.picture)) return paintNothing(canvas);
  paintOnce(canvas, `${found.id} ${column.value} ${channel} ${keyOf(patch)}`, (context) => {
    const pixels = pixelsOf(state, column, channel, patch);
    if (!pixels) return;
    resize(canvas, pixels.box.width, pixels.box.height);
    canvas.classList.toggle('is-smooth', Math.max(pixels.box.width, pixels.box.height) > 48);
    context.putImageData(cut(pixels.fed, pixels.box), 0, 0);
  });
}

/** The whole picture of the patch that was chosen. */
export function paintWhole(canvas: HTMLCanvasElement, state: AppState) {
  const column = targetOf(state);
  const found = currentFound(state);
  const place = state.patches.whole;
  const patch = column && patchesOf(found, column, channelOf(state, column))[place];
  const fed = patch && found?.fed.get(patch.picture);
  if (!found || !patch || !fed) return paintNothing(canvas);
  paintOnce(canvas, `${found.id} ${patch.picture}`, (context) => {
    resize(canvas, fed.width, fed.height);
    context.putImageData(new ImageData(fed.rgba, fed.width, fed.height), 0, 0);
  });
}

function paintKernelAt(
  context: CanvasRenderingContext2D,
  state: AppState,
  { column, channel }: { column: Column; channel: number },
  at: { left: number; top?: number; side: number },
): void {
  const kernel = kernelOf(state, column, channel);
  const rgba = kernel && kernelColours(kernel, orderOf(state));
  if (!kernel || !rgba) return;
  const { height, width } = kernel.layout;
  place(context, new ImageData(rgba, width, height), at);
}

/** Enlarged into a square, as large as it fits. */
function place(
  context: CanvasRenderingContext2D,
  image: ImageData,
  { left, top = 0, side }: { left: number; top?: number; side: number },
): void {
  const own = new OffscreenCanvas(image.width, image.height);
  own.getContext('2d')?.putImageData(image, 0, 0);
  const scale = side / Math.max(image.width, image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  // Few pixels stay pixels.
  context.imageSmoothingEnabled = scale < 1;
  const [x, y] = [left + (side - width) / 2, top + (side - height) / 2];
  context.drawImage(own, x, y, width, height);
}

export function paintColourKernel(canvas: HTMLCanvasElement, state: AppState) {
  const column = targetOf(state);
  if (!column) return paintNothing(canvas);
  const channel = channelOf(state, column);
  paintOnce(canvas, `${kernelsKey(state, column)} ${channel}`, (context) => {
    paintKernelAt(context, state, { column, channel }, { left: 0, side: canvas.width });
  });
}

/** Pixels between two kernels. */
const GUTTER = 8;

export function paintOverview(canvas: HTMLCanvasElement, state: AppState) {
  const column = targetOf(state);
  if (!column || !hasColours(state, column)) return paintNothing(canvas);
  const shown = overviewOf(channelsOf(column));
  paintOnce(canvas, kernelsKey(state, column), (context) => {
    const columns = columnsOf(shown);
    resize(canvas, SIDE * columns, PITCH * Math.ceil(shown / columns));
    for (let channel = 0; channel < shown; channel++) {
      const { left, top } = kernelPlace(channel, shown);
      const at = { left: left + GUTTER, top: top + GUTTER, side: SIDE - 2 * GUTTER };
      paintKernelAt(context, state, { column, channel }, at);
    }
  });
}

/** Pixels of a tile in the list, twice as many as in CSS, and between two. */
const TILE = 88;
const GAP = 8;

export const ROW_HEIGHT = TILE;
export const rowWidth = (tiles: number): number => tiles * (TILE + GAP) - GAP;

/** A channel in the list of all: its kernel in colour, and its strongest patches. */
export function paintRow(canvas: HTMLCanvasElement, state: AppState) {
  const column = targetOf(state);
  const found = currentFound(state);
  if (!column || !found) return paintNothing(canvas);
  const channel = Number(canvas.dataset.channel);
  const patches = patchesOf(found, column, channel).slice(0, FEW);
  const there = patches.map(
    (patch) => `${keyOf(patch)} ${found.fed.get(patch.picture) !== undefined}`,
  );
  const isColour = hasColours(state, column);
  paintOnce(canvas, `${found.id} ${column.value} ${channel} ${isColour} ${there}`, (context) => {
    if (isColour) paintKernelAt(context, state, { column, channel }, { left: 0, side: TILE });
    patches.forEach((patch, index) => {
      const pixels = pixelsOf(state, column, channel, patch);
      const left = (index + (isColour ? 1 : 0)) * (TILE + GAP);
      if (pixels) place(context, cut(pixels.fed, pixels.box), { left, side: TILE });
    });
  });
}
