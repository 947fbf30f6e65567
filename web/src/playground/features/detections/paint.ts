// Boxes, maps and pictures, drawn over the picture.

import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import type { Box, Size } from '../../network/crop.js';
import { classColour, cssColour, HEAT } from './colours.js';
import { inputOnPicture, placed } from './place.js';
import type { FoundMap } from './read-maps.js';
import type { FoundPicture } from './read-picture.js';
import type { Found } from './state.js';
import { words } from './words-en.js';

/** Longer side of a canvas: sharp on a dense screen. */
const SIDE = 640;
/** Strength of a map over the picture, 0..255. */
const STRENGTH = 150;

type Context = CanvasRenderingContext2D;

/** One pixel for each cell. */
function cellsOf(map: FoundMap): OffscreenCanvas {
  const { width, height, strongest, heat } = map;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const image = context.createImageData(width, height);
  const colours = new Map(map.shares.map(({ channel }) => [channel, classColour(channel)]));
  for (let cell = 0; cell < width * height; cell++) {
    const colour = colours.get(strongest[cell] ?? -1) ?? HEAT;
    image.data.set(colour, 4 * cell);
    image.data[4 * cell + 3] = heat.length > 0 ? 1.4 * STRENGTH * (heat[cell] ?? 0) : STRENGTH;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** place: of the input, in pixels of the canvas. */
function drawMap(context: Context, map: FoundMap, place: Box): void {
  // Cells are the network's own: a smooth edge would be made up.
  context.imageSmoothingEnabled = false;
  context.drawImage(cellsOf(map), place.x, place.y, place.width, place.height);
}

/** Where the input lies: an enlarged one is drawn as large as that. */
function drawPicture(context: Context, { height, width, pixels }: FoundPicture, place: Box): void {
  const canvas = new OffscreenCanvas(width, height);
  const own = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const image = own.createImageData(width, height);
  image.data.fill(255);
  for (let pixel = 0; pixel < width * height; pixel++)
    image.data.set(pixels.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
  own.putImageData(image, 0, 0);
  context.drawImage(canvas, place.x, place.y, place.width, place.height);
}

function drawName(context: Context, text: string, at: Box, colour: string): void {
  const size = 26;
  context.font = `600 ${size}px system-ui, sans-serif`;
  const width = context.measureText(text).width + 12;
  const x = Math.max(0, Math.min(at.x, context.canvas.width - width));
  const y = at.y >= size + 8 ? at.y - size - 8 : Math.max(0, at.y);
  context.fillStyle = colour;
  context.fillRect(x, y, width, size + 8);
  context.fillStyle = '#000';
  context.textBaseline = 'middle';
  context.fillText(text, x + 6, y + (size + 8) / 2);
}

function drawBoxes(
  context: Context,
  { form, boxes = [] }: Found,
  place: Box,
  isNamed: boolean,
): void {
  if (form.kind !== 'boxes') return;
  const line = isNamed ? 5 : 10;
  // The best one last, over all others.
  for (const { class: index, ...box } of [...boxes].reverse()) {
    const { x, y, width, height } = placed(box, form.input, place);
    const colour = cssColour(classColour(index));
    // A dark rim: seen on any picture.
    for (const [style, thickness] of [
      ['rgb(0 0 0 / 60%)', line + 3],
      [colour, line],
    ] as const) {
      context.strokeStyle = style;
      context.lineWidth = thickness;
      context.strokeRect(x, y, width, height);
    }
    const name = form.names[index] ?? words.classNumber(index);
    if (isNamed) drawName(context, name, { x, y, width, height }, colour);
  }
}

/** As large as the picture, with the longer side of SIDE. */
function resized(canvas: HTMLCanvasElement, picture: Size): number {
  const scale = SIDE / Math.max(picture.width, picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return scale;
}

function drawPreview(context: Context, preview: ImageBitmap): void {
  const { width, height } = context.canvas;
  // Where the picture is transparent the engine sees white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(preview, 0, 0, width, height);
}

/** What is on a canvas: the one output that was read, or one of several. */
function shownOn(canvas: HTMLCanvasElement, { detections }: AppState): Found | undefined {
  const { output } = canvas.dataset;
  return output === undefined ? detections?.found : detections?.outputs?.[Number(output)]?.found;
}

function paint(canvas: HTMLCanvasElement, state: AppState, isLarge: boolean): void {
  const { detections, snapshot, model, editor } = state;
  const found = shownOn(canvas, state);
  if (!found || !model || detections?.run !== snapshot?.id || !snapshot) {
    paintNothing(canvas);
    return;
  }
  const { picture } = snapshot;
  const scale = resized(canvas, picture);
  const input = inputOnPicture(editor.edits, { picture, preprocess: model.info.preprocess });
  const place = placed(input, { width: 1, height: 1 }, { x: 0, y: 0, width: scale, height: scale });
  const { form } = found;
  paintOnce(canvas, `${snapshot.id} ${form.value} ${form.names.join()}`, (context) => {
    if (isLarge) drawPreview(context, picture.preview as ImageBitmap);
    if (found.map) drawMap(context, found.map, place);
    else if (found.picture) drawPicture(context, found.picture, place);
    else drawBoxes(context, found, place, isLarge);
  });
}

/** The picture with everything on it. */
export const paintFigure = (canvas: HTMLCanvasElement, state: AppState): void =>
  paint(canvas, state, true);

/** What lies over the small picture. */
export const paintOverlay = (canvas: HTMLCanvasElement, state: AppState): void =>
  paint(canvas, state, false);
