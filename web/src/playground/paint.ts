// Fills every canvas on the page from one state object, all in the same call, so that a run replaces
// all maps in the same frame. A canvas whose content is already right is left alone.

import { type AppState, themeOf } from './app-state.js';
import { drawStrokes } from './features/draw/drawing-pad.js';
import { drawEditor, editorKey } from './features/edit/editor-canvas.js';
import { fedBox } from './features/edit/edits.js';
import { paintLab } from './features/lab/paint-lab.js';
import { openKernels } from './features/layer/layer-weights.js';
import { paintGallery, paintKernels } from './features/layer/paint-gallery.js';
import { paintMap as paintNetwork, paintOverview } from './features/map/paint-map.js';
import { drawInput, tensorPixels } from './features/picture/input-picture.js';
import { blendOver, enlargePixels } from './features/why/overlay.js';
import { chosenClasses, mapShown } from './features/why/why-view.js';
import { colourMap } from './kit/colour-map.js';
import { drawLegend, drawPlane } from './kit/feature-map.js';
import { drawPicture } from './kit/picture-canvas.js';
import type { Column } from './network/columns.js';
import { elementsOf } from './network/enlarged.js';
import { layoutOf } from './network/network.js';
import { limitOf } from './network/scale.js';

type Context = CanvasRenderingContext2D;

/** What was drawn on a canvas: drawing the same again changes nothing. */
const drawn = new WeakMap<HTMLCanvasElement, string>();

function once(canvas: HTMLCanvasElement, key: string, draw: (context: Context) => void): void {
  const full = `${key} ${canvas.width}x${canvas.height}`;
  if (drawn.get(canvas) === full) return;
  // Small canvases that are rewritten whole are quickest in ordinary memory.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  // A new canvas is clear, and a layer may have a hundred of them.
  if (drawn.has(canvas)) context.clearRect(0, 0, canvas.width, canvas.height);
  draw(context);
  drawn.set(canvas, `${key} ${canvas.width}x${canvas.height}`);
}

const empty = (canvas: HTMLCanvasElement) => once(canvas, 'empty', () => {});

function paintMap(canvas: HTMLCanvasElement, state: AppState, columns: readonly Column[]) {
  const column = columns[Number(canvas.dataset.column)];
  const channel = Number(canvas.dataset.channel);
  const { snapshot } = state;
  const value = column && snapshot?.values.get(column.value);
  if (!column || !snapshot || !value) return empty(canvas);
  const theme = themeOf(state);
  const limit = limitOf(state.scale, columns, snapshot, column, channel);
  once(canvas, `${snapshot.id} ${column.index},${channel} ${limit} ${theme}`, (context) => {
    const { width, height } = canvas;
    const length = elementsOf(column);
    const plane = { data: value.data, offset: channel * length, height, width, length };
    drawPlane(context, plane, limit, colourMap(theme));
  });
}

function paintSeen(canvas: HTMLCanvasElement, state: AppState) {
  const { model, snapshot } = state;
  const input = model?.info.graph.inputs[0];
  const value = input && snapshot?.values.get(input.name);
  if (!model || !snapshot || !value) return empty(canvas);
  const { channels, height, width } = layoutOf(value.dims);
  once(canvas, `${snapshot.id}`, (context) => {
    const tensor = { data: value.data, channels, height, width };
    drawInput(context, tensor, model.info.preprocess);
  });
}

/** Of the editor's own state: a stroke is seen before the run that it causes. */
function paintEditor(canvas: HTMLCanvasElement, state: AppState) {
  const { model, snapshot, editor } = state;
  if (!model || !snapshot) return empty(canvas);
  const { picture } = snapshot;
  const { preprocess } = model.info;
  const key = `${picture.id} ${preprocess.crop} ${preprocess.resize} ${editorKey(editor)}`;
  once(canvas, key, (context) => {
    drawEditor(context, picture.preview as ImageBitmap, editor, { picture, preprocess });
  });
}

/** Pixels of the longer side of a picture with a map over it: a small input is enlarged. */
const WHY_SIDE = 448;

function paintWhy(canvas: HTMLCanvasElement, state: AppState) {
  const { model, snapshot, why } = state;
  const input = model?.info.graph.inputs[0];
  const value = input && snapshot?.values.get(input.name);
  if (!model || !snapshot || !value) return empty(canvas);
  const { channels, height, width } = layoutOf(value.dims);
  const enlarged = Math.max(1, Math.floor(WHY_SIDE / Math.max(height, width)));
  if (canvas.width !== enlarged * width) canvas.width = enlarged * width;
  if (canvas.height !== enlarged * height) canvas.height = enlarged * height;
  const shown = mapShown(state);
  const theme = themeOf(state);
  const { occlusion } = state;
  const key = `${snapshot.id} ${why.opacity} ${why.isSmooth} ${theme} ${shown?.kind} ${shown?.limit} ${occlusion?.scores.length} ${JSON.stringify(chosenClasses(state))}`;
  once(canvas, key, (context) => {
    const tensor = { data: value.data, channels, height, width };
    const small = context.createImageData(width, height);
    tensorPixels(small.data, tensor, model.info.preprocess);
    const image = context.createImageData(canvas.width, canvas.height);
    enlargePixels(small, image);
    const look = { limit: shown?.limit ?? 0, opacity: why.opacity, isSmooth: why.isSmooth };
    if (shown) blendOver(image.data, image, shown.map, look, colourMap(theme));
    context.putImageData(image, 0, 0);
  });
}

function paintPicture(canvas: HTMLCanvasElement, state: AppState) {
  const { model, snapshot } = state;
  if (!model || !snapshot) return empty(canvas);
  const preview = snapshot.picture.preview as ImageBitmap;
  if (canvas.width !== preview.width) canvas.width = preview.width;
  if (canvas.height !== preview.height) canvas.height = preview.height;
  const { preprocess } = model.info;
  const box = fedBox(state.editor.edits, { picture: snapshot.picture, preprocess });
  once(canvas, `${snapshot.id}`, (context) => drawPicture(context, preview, snapshot.picture, box));
}

function paintLegend(canvas: HTMLCanvasElement, state: AppState): void {
  const theme = themeOf(state);
  once(canvas, `legend ${theme}`, (context) => drawLegend(context, canvas.width, colourMap(theme)));
}

function paintPad(canvas: HTMLCanvasElement, { strokes }: AppState): void {
  // A stroke grows while it is drawn, so its points tell what is new.
  const key = strokes.map((stroke) => `${stroke.length}:${stroke.at(-1)}`).join(' ');
  once(canvas, `pad ${key}`, (context) => drawStrokes(context, strokes, canvas.width));
}

/** Call after the templates are rendered, in the same animation frame. */
export function paint(root: ParentNode, state: AppState): void {
  const columns = state.model?.columns ?? [];
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>('canvas[data-paint]')) {
    switch (canvas.dataset.paint) {
      case 'map':
      case 'enlarged':
        paintMap(canvas, state, columns);
        break;
      case 'seen':
        paintSeen(canvas, state);
        break;
      case 'picture':
        paintPicture(canvas, state);
        break;
      case 'gallery': {
        const column = columns[Number(canvas.dataset.column)];
        if (column) paintGallery(canvas, state, column);
        break;
      }
      case 'kernels': {
        const shown = openKernels(state);
        if (shown) paintKernels(canvas, shown.kernels, shown.limit, state);
        break;
      }
      case 'map-canvas':
        paintNetwork(canvas, state);
        break;
      case 'map-overview':
        paintOverview(canvas, state);
        break;
      case 'lab-input':
        paintLab(canvas, state, 'input');
        break;
      case 'lab-output':
        paintLab(canvas, state, 'output');
        break;
      case 'editor':
        paintEditor(canvas, state);
        break;
      case 'why':
        paintWhy(canvas, state);
        break;
      case 'pad':
        paintPad(canvas, state);
        break;
      case 'legend':
        paintLegend(canvas, state);
        break;
    }
  }
}
